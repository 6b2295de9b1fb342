//! The list of corrective actions.

use contract::complaints::corrective_actions::{ActionKind, CorrectiveActionStatus};
use contract::page::FieldKind;
use locale::quality as text;
use platform::list::{Field, ListDef};

/// Corrective and preventive actions.
pub const LIST: ListDef = ListDef {
    key: "corrective-actions",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| CorrectiveActionStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("kind", "kind", FieldKind::Word, text::KIND)
            .words(|| ActionKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("owner", "owner_id", FieldKind::Person, text::OWNER),
        Field::new("opened_by", "opener_id", FieldKind::Person, text::RAISED_BY),
        Field::new("complaint", "complaint_id", FieldKind::Record, text::COMPLAINT),
        Field::new("nonconformity", "nonconformity_id", FieldKind::Record, text::NONCONFORMITY),
        Field::new("cause", "cause_key", FieldKind::Text, text::CAUSE),
        Field::new("effective", "effective", FieldKind::Flag, text::EFFECTIVE),
        Field::new("reopened", "reopened", FieldKind::Number, text::REOPENED),
        Field::new("due_on", "due_on", FieldKind::Date, text::DUE_ON),
        Field::new("effect_due_on", "effect_due_on", FieldKind::Date, text::EFFECT_DUE_ON),
        Field::new("done_at", "done_at", FieldKind::Time, text::DONE_AT),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};
