//! The list of leaves.

use contract::leaves::{LeaveKind, LeaveStatus};
use contract::page::FieldKind;
use locale::leaves as text;
use platform::list::{Field, ListDef};

/// Leaves.
pub const LIST: ListDef = ListDef {
    key: "leaves",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("person", "person_id", FieldKind::Person, text::PERSON),
        Field::new("substitute", "substitute_id", FieldKind::Person, text::SUBSTITUTE),
        Field::new("kind", "kind", FieldKind::Word, text::KIND)
            .words(|| LeaveKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| LeaveStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("from_on", "from_on", FieldKind::Date, text::FROM_ON).sortable(),
        Field::new("to_on", "to_on", FieldKind::Date, text::TO_ON),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-from_on",
    searchable: false,
};
