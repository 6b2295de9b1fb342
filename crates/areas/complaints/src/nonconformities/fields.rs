//! The list of nonconformities.

use contract::complaints::ComplaintCategory;
use contract::complaints::nonconformities::{NonconformityGrade, NonconformityOrigin, NonconformityStatus, WorkStage};
use contract::page::FieldKind;
use locale::quality as text;
use platform::list::{Field, ListDef};

/// Nonconformities.
pub const LIST: ListDef = ListDef {
    key: "nonconformities",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| NonconformityStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("stage", "stage", FieldKind::Word, text::STAGE)
            .words(|| WorkStage::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("grade", "grade", FieldKind::Word, text::GRADE)
            .words(|| NonconformityGrade::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("origin", "origin", FieldKind::Word, text::ORIGIN)
            .words(|| NonconformityOrigin::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("category", "category", FieldKind::Word, text::CATEGORY)
            .words(|| ComplaintCategory::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("cause", "cause_key", FieldKind::Text, text::CAUSE),
        Field::new("department", "department_id", FieldKind::Record, text::DEPARTMENT),
        Field::new("complaint", "complaint_id", FieldKind::Record, text::COMPLAINT),
        Field::new("owner", "owner_id", FieldKind::Person, text::OWNER),
        Field::new("raised_by", "raiser_id", FieldKind::Person, text::RAISED_BY),
        Field::new("due_on", "due_on", FieldKind::Date, text::DUE_ON),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};
