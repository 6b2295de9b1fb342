use contract::page::FieldKind;
use locale::kpi as text;
use platform::list::{Field, ListDef};

/// Versions of schemes.
pub const LIST: ListDef = ListDef {
    key: "kpi-schemes",
    fields: &[
        Field::new("role", "role", FieldKind::Text, text::ROLE),
        Field::new("number", "number", FieldKind::Number, text::VERSION),
        Field::new("from_month", "from_month", FieldKind::Text, text::FROM_MONTH),
        Field::new("updated_at", "updated_at", FieldKind::Time, text::UPDATED_AT).sortable(),
    ],
    default_sort: "-updated_at",
    searchable: false,
};
