//! The list of complaints: what it can be filtered and sorted by.

use contract::complaints::{ComplaintCategory, ComplaintStatus, Severity};
use contract::page::FieldKind;
use locale::complaints as text;
use platform::list::{Field, ListDef};

/// The list of complaints.
pub const LIST: ListDef = ListDef {
    key: "complaints",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("category", "category", FieldKind::Word, text::CATEGORY)
            .words(|| ComplaintCategory::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("severity", "severity", FieldKind::Word, text::SEVERITY)
            .words(|| Severity::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| ComplaintStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("agent", "agent_id", FieldKind::Person, text::AGENT),
        Field::new("investigator", "investigator_id", FieldKind::Person, text::INVESTIGATOR),
        Field::new("received_at", "received_at", FieldKind::Time, text::RECEIVED_AT).sortable(),
        Field::new("due_at", "step_due_at", FieldKind::Time, text::DUE_AT).sortable(),
        Field::new("paused_at", "paused_at", FieldKind::Time, text::PAUSED_AT),
        Field::new("about_person", "about_person_id", FieldKind::Person, text::ABOUT_PERSON),
        Field::new("cause", "cause", FieldKind::Text, text::CAUSE),
        Field::new("product", "product", FieldKind::Text, text::PRODUCT),
        Field::new("topic", "topic_id", FieldKind::Record, text::TOPIC),
        Field::new("responsible_unit", "responsible_unit_id", FieldKind::Record, text::RESPONSIBLE_UNIT),
        Field::new("reopened", "reopened", FieldKind::Number, text::REOPENED),
        Field::new("returned", "returned", FieldKind::Number, text::RETURNED),
        Field::new("satisfaction", "satisfaction", FieldKind::Number, text::SATISFACTION),
        Field::new("customer", "customer_id", FieldKind::Record, text::CUSTOMER),
        Field::new("unit", "unit_id", FieldKind::Record, text::UNIT),
        Field::new("closed_at", "closed_at", FieldKind::Time, text::CLOSED_AT),
        Field::new("closed_on_time", "closed_on_time", FieldKind::Flag, text::CLOSED_ON_TIME),
        Field::new("close_due_at", "close_due_at", FieldKind::Time, text::CLOSE_DUE_AT),
    ],
    default_sort: "-received_at",
    searchable: true,
};
