use contract::kpi::grading::GradingStatus;
use contract::page::FieldKind;
use locale::gradings as text;
use platform::list::{Field, ListDef};

/// Rounds of grading.
pub const LIST: ListDef = ListDef {
    key: "gradings",
    fields: &[
        Field::new("name", "name", FieldKind::Text, text::NAME),
        Field::new("from_month", "from_month", FieldKind::Text, text::FROM_MONTH).sortable(),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| GradingStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};
