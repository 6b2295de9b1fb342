//! Staged satisfaction 阶段满意度 (CPL-13): the customer is asked at stages of the work; bad marks become cases.

use crate::campaigns::Reason;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, is_name, is_printable};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// What is asked at a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyDefinitionForm {
    /// E.g. 量尺, 安装完成.
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub stage: String,
    /// Each is answered with 1 to 5.
    #[validate(length(min = 1, max = 10), custom(function = "are_questions"))]
    pub questions: Vec<String>,
    /// A mean mark below it opens a case.
    #[validate(range(min = 1, max = 5))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub threshold: i64,
    /// Customers may be asked.
    pub active: bool,
}

fn are_questions(questions: &[String]) -> Result<(), ValidationError> {
    for question in questions {
        is_name(question)?;
        if question.chars().count() > 200 {
            return Err(ValidationError::new("length"));
        }
    }
    Ok(())
}

/// What is asked at a stage, and how it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyDefinition {
    pub id: Uuid,
    pub stage: String,
    pub questions: Vec<String>,
    pub threshold: i64,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    /// Whether the caller may change it.
    pub editable: bool,
}

/// Ask a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStageSurvey {
    pub definition_id: Uuid,
    pub customer_id: Uuid,
    /// Which contract or site.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub about: String,
}

vocabulary! {
    StageSurveyStatus as "stage_survey_status" {
        Asked = "asked",
        Answered = "answered",
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    StageSurveyActKind as "stage_survey_act" {
        /// The customer answers on the phone.
        Record = "record",
        Withdraw = "withdraw",
        /// By the customer, through the link.
        Answer = "answer",
    }
}

vocabulary! {
    SurveyWay as "survey_way" {
        Link = "link",
        Phone = "phone",
    }
}

/// The customer's marks, one for each question, and their words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyMarks {
    #[validate(length(min = 1, max = 10), custom(function = "are_marks"))]
    pub marks: Vec<i64>,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}

fn are_marks(marks: &[i64]) -> Result<(), ValidationError> {
    if marks.iter().all(|mark| (1..=5).contains(mark)) { Ok(()) } else { Err(ValidationError::new("range")) }
}

/// A step of a survey with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum StageSurveyAct {
    Record(SurveyMarks),
    Withdraw(Reason),
}

impl StageSurveyAct {
    /// Which step it is.
    pub fn kind(&self) -> StageSurveyActKind {
        match self {
            Self::Record(_) => StageSurveyActKind::Record,
            Self::Withdraw(_) => StageSurveyActKind::Withdraw,
        }
    }
}

impl Validate for StageSurveyAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Record(body) => body.validate(),
            Self::Withdraw(body) => body.validate(),
        }
    }
}

/// A question with its mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageMark {
    pub question: String,
    pub mark: Option<i64>,
}

/// A customer asked at a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageSurvey {
    pub id: Uuid,
    pub number: String,
    pub stage: String,
    pub customer: Subject,
    pub about: String,
    pub status: StageSurveyStatus,
    pub asked_by: PersonRef,
    pub asked_at: DateTime<Utc>,
    /// Until when the link is good.
    pub link_until: DateTime<Utc>,
    pub answers: Vec<StageMark>,
    pub words: String,
    pub way: Option<SurveyWay>,
    pub answered_at: Option<DateTime<Utc>>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub mean: Option<Decimal>,
    pub threshold: i64,
    /// The case that bad marks opened, where the caller sees it.
    pub complaint: Option<Subject>,
    pub version: i64,
    pub actions: Vec<StageSurveyActKind>,
}

/// The address to send to the customer; only this answer has it. Links made before lead nowhere from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageSurveyLink {
    /// A path of this server.
    pub path: String,
    pub until: DateTime<Utc>,
}

/// What the customer sees: no name, no number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedStageSurvey {
    pub stage: String,
    pub questions: Vec<String>,
    /// Answered already.
    pub answered: bool,
}

endpoints! {
    ListSurveyDefinitions: GET "/stage-survey-definitions" ? ListQuery, () => Page<SurveyDefinition>;
    DefineSurvey: POST "/stage-survey-definitions", SurveyDefinitionForm => SurveyDefinition;
    ShowSurveyDefinition: GET "/stage-survey-definitions/{id}", () => SurveyDefinition;
    RedefineSurvey: PUT "/stage-survey-definitions/{id}", SurveyDefinitionForm => SurveyDefinition;
    ListStageSurveys: GET "/stage-surveys" ? ListQuery, () => Page<StageSurvey>;
    AskAtStage: POST "/stage-surveys", NewStageSurvey => StageSurvey;
    ShowStageSurvey: GET "/stage-surveys/{id}", () => StageSurvey;
    MakeStageSurveyLink: POST "/stage-surveys/{id}/links", () => StageSurveyLink;
    ActOnStageSurvey: POST "/stage-surveys/{id}/transitions", StageSurveyAct => StageSurvey;
    ShowAskedStageSurvey: GET "/stage-survey-links/{token}", () => AskedStageSurvey;
    AnswerStageSurvey: POST "/stage-survey-links/{token}", SurveyMarks => AskedStageSurvey;
}

resource! {
    SurveyDefinition => "/stage-survey-definitions/{id}",
    StageSurvey => "/stage-surveys/{id}",
}
