//! The staff list: what it can be filtered and sorted by.

use contract::page::FieldKind;
use contract::people::{Employment, PersonStatus};
use locale::people as text;
use platform::list::{Field, ListDef};

/// The staff list.
pub const LIST: ListDef = ListDef {
    key: "people",
    fields: &[
        Field::new("id", "id", FieldKind::Record, locale::audit::RECORD),
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("name", "name", FieldKind::Text, text::NAME),
        Field::new("post", "post", FieldKind::Text, text::POST),
        Field::new("unit", "unit_id", FieldKind::Record, text::UNIT),
        Field::new("superior", "superior_id", FieldKind::Person, text::SUPERIOR),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| PersonStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("employment", "employment", FieldKind::Word, text::EMPLOYMENT)
            .words(|| Employment::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("entered_on", "entered_on", FieldKind::Date, text::ENTERED_ON),
    ],
    default_sort: "number",
    searchable: true,
};
