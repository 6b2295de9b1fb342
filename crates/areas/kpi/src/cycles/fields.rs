use contract::kpi::cycles::{CycleKind, CycleStatus};
use contract::page::FieldKind;
use locale::kpi as text;
use platform::list::{Field, ListDef};

/// Appraisal cycles.
pub const LIST: ListDef = ListDef {
    key: "kpi-cycles",
    fields: &[
        Field::new("kind", "kind", FieldKind::Word, text::CYCLE_KIND)
            .words(|| CycleKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("period", "period", FieldKind::Text, text::PERIOD),
        Field::new("status", "status", FieldKind::Word, text::CYCLE_STATUS)
            .words(|| CycleStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("self_from", "self_from", FieldKind::Date, text::SELF_FROM).sortable(),
    ],
    default_sort: "-self_from",
    searchable: false,
};
