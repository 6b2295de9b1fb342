//! The lists of hand-overs and of their lines.

use contract::hand_overs::{HandOverStatus, HoldingKind, LineStatus};
use contract::page::FieldKind;
use locale::hand_overs as text;
use platform::list::{Field, ListDef};

/// Hand-overs.
pub const LIST: ListDef = ListDef {
    key: "hand-overs",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("person", "person_id", FieldKind::Person, text::PERSON),
        Field::new("supervisor", "supervisor_id", FieldKind::Person, text::SUPERVISOR),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| HandOverStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("last_day", "last_day", FieldKind::Date, text::LAST_DAY).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// What is handed over, line by line.
pub const LINES: ListDef = ListDef {
    key: "hand-over-lines",
    fields: &[
        Field::new("hand_over", "hand_over_id", FieldKind::Person, text::HAND_OVER),
        Field::new("kind", "kind", FieldKind::Word, text::KIND)
            .words(|| HoldingKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect())
            .sortable(),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| LineStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("receiver", "receiver_id", FieldKind::Person, text::RECEIVER),
    ],
    default_sort: "kind",
    searchable: false,
};
