//! The lists of staged surveys.

use contract::complaints::stage_surveys::{StageSurveyStatus, SurveyWay};
use contract::page::FieldKind;
use locale::stage_surveys as text;
use platform::list::{Field, ListDef};

/// What is asked at which stage.
pub const DEFINITIONS: ListDef = ListDef {
    key: "stage-survey-definitions",
    fields: &[
        Field::new("stage", "stage", FieldKind::Text, text::STAGE),
        Field::new("active", "active", FieldKind::Flag, text::ACTIVE),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "created_at",
    searchable: false,
};

/// Customers asked.
pub const LIST: ListDef = ListDef {
    key: "stage-surveys",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("stage", "stage", FieldKind::Text, text::STAGE),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| StageSurveyStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("way", "way", FieldKind::Word, text::WAY).words(|| SurveyWay::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("customer", "customer_id", FieldKind::Record, text::CUSTOMER),
        Field::new("complaint", "complaint_id", FieldKind::Record, text::COMPLAINT),
        Field::new("asked_by", "asker_id", FieldKind::Person, text::ASKED_BY),
        Field::new("answered_at", "answered_at", FieldKind::Time, text::ANSWERED_AT),
        Field::new("asked_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-asked_at",
    searchable: false,
};
