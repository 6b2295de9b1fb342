//! The list of duty letters.

use contract::duty_letters::{DutyLetterStatus, LetterScope};
use contract::page::FieldKind;
use locale::duty_letters as text;
use platform::list::{Field, ListDef};

/// Duty letters.
pub const LIST: ListDef = ListDef {
    key: "duty-letters",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("person", "person_id", FieldKind::Person, text::PERSON),
        Field::new("authoriser", "authoriser_id", FieldKind::Person, text::AUTHORISER),
        Field::new("supervisor", "supervisor_id", FieldKind::Person, text::SUPERVISOR),
        Field::new("scope_kind", "scope_kind", FieldKind::Word, text::SCOPE_KIND)
            .words(|| LetterScope::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("scope", "scope", FieldKind::Text, text::SCOPE),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| DutyLetterStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("ends_on", "ends_on", FieldKind::Date, text::ENDS_ON).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};
