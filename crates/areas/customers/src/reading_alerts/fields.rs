use contract::customers::{ReadingAlertKind, ReadingAlertStatus};
use contract::page::FieldKind;
use locale::customers as text;
use platform::list::{Field, ListDef};

/// What was found, the latest first.
pub const LIST: ListDef = ListDef {
    key: "customer-reading-alerts",
    fields: &[
        Field::new("last_at", "last_at", FieldKind::Time, text::READ_AT).sortable(),
        Field::new("day", "day", FieldKind::Date, text::ALERT_DAY),
        Field::new("person", "person_id", FieldKind::Person, text::READ_BY),
        Field::new("kind", "kind", FieldKind::Word, text::ALERT_KIND)
            .words(|| ReadingAlertKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, text::ALERT_STATUS)
            .words(|| ReadingAlertStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
    ],
    default_sort: "-last_at",
    searchable: false,
};
