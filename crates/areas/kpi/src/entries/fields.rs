use contract::page::FieldKind;
use locale::kpi as text;
use platform::list::{Field, ListDef};

/// Entered values.
pub const LIST: ListDef = ListDef {
    key: "kpi-entries",
    fields: &[
        Field::new("person", "person_id", FieldKind::Person, text::PERSON),
        Field::new("month", "month", FieldKind::Text, text::MONTH),
        Field::new("indicator", "indicator", FieldKind::Text, text::INDICATOR),
        Field::new("entered_at", "created_at", FieldKind::Time, text::ENTERED_AT).sortable(),
    ],
    default_sort: "-entered_at",
    searchable: false,
};
