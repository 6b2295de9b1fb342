//! The list of service requests.

use contract::complaints::ComplaintChannel;
use contract::complaints::service_requests::{ServiceKind, ServiceStatus};
use contract::page::FieldKind;
use locale::service as text;
use platform::list::{Field, ListDef};

/// Service requests.
pub const LIST: ListDef = ListDef {
    key: "service-requests",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("kind", "kind", FieldKind::Word, text::KIND)
            .words(|| ServiceKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| ServiceStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("channel", "channel", FieldKind::Word, text::CHANNEL)
            .words(|| ComplaintChannel::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("agent", "agent_id", FieldKind::Person, text::AGENT),
        Field::new("customer", "customer_id", FieldKind::Record, text::CUSTOMER),
        Field::new("complaint", "complaint_id", FieldKind::Record, text::COMPLAINT),
        Field::new("order_number", "order_number", FieldKind::Text, text::ORDER_NUMBER),
        Field::new("due_at", "due_at", FieldKind::Time, text::DUE_AT).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: true,
};
