//! Questionnaires (MKT-08), of a campaign (CMP-09) or on their own: what is asked, the public form, what came of it. What may be answered
//! is said by [`answers`], for server and browser alike.

pub mod answers;
pub mod results;

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use results::{CrossQuery, CrossTable, EditionQuery, QuestionnaireResults};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    QuestionnaireStatus as "questionnaire_status" {
        Draft = "draft",
        /// Published: it takes answers.
        Open = "open",
        Closed = "closed",
    }
}

vocabulary! {
    QuestionnaireActKind as "questionnaire_act" {
        /// Freezes the questions as a new edition.
        Publish = "publish",
        Close = "close",
        Reopen = "reopen",
    }
}

vocabulary! {
    QuestionKind as "question_kind" {
        Single = "single",
        Multi = "multi",
        Scale = "scale",
        Matrix = "matrix",
        /// 0 to 10: would you recommend us?
        Nps = "nps",
        Text = "text",
        Number = "number",
        Date = "date",
    }
}

vocabulary! {
    /// How an answer came.
    AnswerWay as "answer_way" {
        /// By the public link or its picture.
        Link = "link",
        /// By a code that works once.
        Code = "code",
        /// Entered from paper.
        Paper = "paper",
    }
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionChoice {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub text: String,
    /// So many may choose it; whoever comes later is refused.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub quota: Option<u32>,
}

/// The branch: a question is asked only after these answers to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionBranch {
    /// The key of an earlier question: single, multi, scale or NPS.
    #[validate(length(max = 20), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub question: String,
    /// Places of its choices from 0 on, or its values; one of them is enough.
    #[validate(length(min = 1, max = 30))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 30))]
    pub any_of: Vec<i64>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "answers::is_askable"))]
pub struct Question {
    /// Tells it from the others, in every edition: small letters and digits.
    #[validate(length(max = 20), custom(function = "answers::is_key"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, example = "q1"))]
    pub key: String,
    pub kind: QuestionKind,
    #[validate(length(max = 300), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300))]
    pub title: String,
    #[serde(default)]
    pub required: bool,
    /// Of single, multi and matrix.
    #[serde(default)]
    #[validate(length(max = 30), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub choices: Vec<QuestionChoice>,
    /// Of a matrix.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub rows: Vec<String>,
    /// Of a scale, 1 to 5 where nothing is said; of a number, no bound where nothing is said.
    #[serde(default)]
    #[validate(range(min = -1_000_000_000, max = 1_000_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = -1_000_000_000, maximum = 1_000_000_000))]
    pub least: Option<i64>,
    #[serde(default)]
    #[validate(range(min = -1_000_000_000, max = 1_000_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = -1_000_000_000, maximum = 1_000_000_000))]
    pub most: Option<i64>,
    #[serde(default)]
    #[validate(nested)]
    pub only_if: Option<QuestionBranch>,
}

/// Makes or changes a questionnaire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "answers::fits_together"))]
pub struct QuestionnaireForm {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub title: String,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub intro: String,
    /// Of a campaign within reach (CMP-09); stays as it was made.
    #[serde(default)]
    pub campaign_id: Option<Uuid>,
    /// Promised: nobody's name is kept. Cannot be taken back once published.
    #[serde(default)]
    pub anonymous: bool,
    /// Only who has a code that works once may answer by link.
    #[serde(default)]
    pub by_code_only: bool,
    /// Handed out by other ways than codes: on paper, by message.
    #[serde(default)]
    #[validate(range(min = 0, max = 10_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000_000))]
    pub handed_out: u32,
    /// Valid answers that are wanted; then it takes no more.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub quota: Option<u32>,
    #[validate(length(min = 1, max = 60), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 60))]
    pub questions: Vec<Question>,
}

/// Takes a questionnaire one step on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionnaireAct {
    pub act: QuestionnaireActKind,
}

/// A published edition; its questions never change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionnaireEdition {
    pub number: u32,
    pub published_on: NaiveDate,
    pub questions: Vec<Question>,
    pub returned: u32,
    pub valid: u32,
}

/// Sent, returned, valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionnaireCounts {
    /// Codes made, and what was handed out otherwise.
    pub sent: u32,
    pub returned: u32,
    /// Returned and complete.
    pub valid: u32,
    /// Returned of sent, in tenths of a per cent; absent where nothing was sent.
    pub return_rate: Option<u32>,
    /// Valid of returned, in tenths of a per cent.
    pub valid_rate: Option<u32>,
}

/// A questionnaire in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionnaireRow {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub status: QuestionnaireStatus,
    pub anonymous: bool,
    pub campaign: Option<Subject>,
    pub owner: PersonRef,
    pub counts: QuestionnaireCounts,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// A questionnaire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Questionnaire {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub intro: String,
    pub status: QuestionnaireStatus,
    pub anonymous: bool,
    pub by_code_only: bool,
    pub handed_out: u32,
    pub quota: Option<u32>,
    pub campaign: Option<Subject>,
    pub owner: PersonRef,
    /// As they are written now; `editions` has what was published.
    pub questions: Vec<Question>,
    /// Whether they differ from the newest edition.
    pub changed: bool,
    pub editions: Vec<QuestionnaireEdition>,
    pub counts: QuestionnaireCounts,
    /// Where people answer, without an account; empty before it is published.
    pub url: String,
    pub qr_svg: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<QuestionnaireActKind>,
    pub editable: bool,
}

/// Makes codes that work once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAnswerCodes {
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub count: u32,
}

/// Addresses that work once; this answer alone has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerCodes {
    pub urls: Vec<String>,
}

/// What was answered to one question: the field that fits its kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GivenAnswer {
    /// Places from 0 on: one of a single, any of a multi.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub choices: Vec<u32>,
    /// Of a matrix: the place chosen in each row, or nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub cells: Vec<Option<u32>>,
    /// Of a scale, NPS or number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "12.5"))]
    pub number: Option<Decimal>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
}

/// What was answered, by the keys of the questions.
pub type GivenAnswers = BTreeMap<String, GivenAnswer>;

/// A form on paper, entered by hand. One with gaps counts as returned, not as valid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PaperAnswer {
    /// Made by the device: sent twice, it counts once.
    pub id: Uuid,
    /// The edition printed.
    #[validate(range(min = 1, max = 10_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub edition: u32,
    pub answers: BTreeMap<String, GivenAnswer>,
    /// Who answered; refused where it is anonymous.
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub respondent: String,
}

/// What somebody without an account is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicQuestionnaire {
    pub title: String,
    pub intro: String,
    pub anonymous: bool,
    /// Only with a code that works once.
    pub by_code_only: bool,
    /// Enough have answered.
    pub full: bool,
    pub edition: u32,
    pub questions: Vec<Question>,
    /// To be sent back with the answers.
    pub ticket: String,
}

/// Somebody without an account answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicAnswer {
    /// Made by the device: sent twice, it counts once.
    pub id: Uuid,
    #[validate(range(min = 1, max = 10_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub edition: u32,
    pub answers: BTreeMap<String, GivenAnswer>,
    /// What stands behind `#` in an address that works once.
    #[serde(default)]
    #[validate(length(max = 64), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub code: String,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub respondent: String,
    /// Nobody sees this field: what fills it in is a program.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub website: String,
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub ticket: String,
}

/// The answer was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerTaken {
    /// Complete: it counts in the results.
    pub valid: bool,
}

endpoints! {
    ListQuestionnaires: GET "/questionnaires" ? ListQuery, () => Page<QuestionnaireRow>;
    CreateQuestionnaire: POST "/questionnaires", QuestionnaireForm => Questionnaire;
    ShowQuestionnaire: GET "/questionnaires/{id}", () => Questionnaire;
    EditQuestionnaire: PUT "/questionnaires/{id}", QuestionnaireForm => Questionnaire;
    ActOnQuestionnaire: POST "/questionnaires/{id}/transitions", QuestionnaireAct => Questionnaire;
    MakeAnswerCodes: POST "/questionnaires/{id}/codes", NewAnswerCodes => AnswerCodes;
    EnterPaperAnswer: POST "/questionnaires/{id}/papers", PaperAnswer => AnswerTaken;
    ShowQuestionnaireResults: GET "/questionnaires/{id}/results" ? EditionQuery, () => QuestionnaireResults;
    ShowCrossTable: GET "/questionnaires/{id}/cross-table" ? CrossQuery, () => CrossTable;
    OpenPublicQuestionnaire: GET "/public/questionnaires/{token}", () => PublicQuestionnaire;
    AnswerPublicQuestionnaire: POST "/public/questionnaires/{token}", PublicAnswer => AnswerTaken;
}

/// Operations whose answers are files.
pub const FILES: &[(&str, &str, &str)] = &[("ExportQuestionnaire", "GET", "/questionnaires/{id}/export.xlsx")];

resource! { Questionnaire => "/questionnaires/{id}" }
