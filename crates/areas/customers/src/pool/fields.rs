use contract::customers::Tier;
use contract::page::FieldKind;
use locale::customers as text;
use platform::list::{Field, ListDef};

/// The public pool. Not searchable: the index knows phones, and whoever may not see them must not find by them either.
pub const LIST: ListDef = ListDef {
    key: "customer-pool",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER),
        Field::new("name", "name", FieldKind::Text, text::NAME).sortable(),
        Field::new("tier", "tier", FieldKind::Word, text::TIER).words(|| Tier::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("industry", "industry", FieldKind::Text, text::INDUSTRY),
        Field::new("city", "city", FieldKind::Text, text::CITY),
        Field::new("held_at", "held_at", FieldKind::Time, text::POOLED_AT).sortable(),
    ],
    default_sort: "-held_at",
    searchable: false,
};
