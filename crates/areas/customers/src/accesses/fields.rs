use contract::customers::AccessStatus;
use contract::page::FieldKind;
use locale::accesses as text;
use platform::list::{Field, ListDef};

/// Requests to read files.
pub const LIST: ListDef = ListDef {
    key: "customer-accesses",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER),
        Field::new("person", "person_id", FieldKind::Person, text::PERSON),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| AccessStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("ends_at", "ends_at", FieldKind::Time, text::ENDS_AT).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};
