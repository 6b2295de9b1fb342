//! The list of templates.

use contract::complaints::ComplaintCategory;
use contract::complaints::knowledge::KnowledgeStatus;
use contract::page::FieldKind;
use locale::knowledge as text;
use platform::list::{Field, ListDef};

/// Templates.
pub const LIST: ListDef = ListDef {
    key: "knowledge",
    fields: &[
        Field::new("title", "title", FieldKind::Text, text::TITLE),
        Field::new("category", "category", FieldKind::Word, text::CATEGORY)
            .words(|| ComplaintCategory::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| KnowledgeStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("author", "author_id", FieldKind::Person, text::AUTHOR),
        Field::new("used", "used", FieldKind::Number, text::USED).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-used",
    searchable: true,
};
