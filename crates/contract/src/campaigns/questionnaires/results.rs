//! What came of a questionnaire: tabulation, NPS, cross table. Shares are tenths of a per cent, halves upwards.

use super::{QuestionKind, QuestionnaireCounts};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Which edition; the newest where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EditionQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<u32>,
}

/// Two questions against each other: single, multi, scale or NPS.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CrossQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<u32>,
    /// The key of the question whose answers are the rows; the first that fits where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<String>,
    /// The key of the question whose answers are the columns; the next that fits where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
}

/// How often something was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultLine {
    pub label: String,
    pub count: u32,
    /// Of those who answered the question, in tenths of a per cent. Of a multi they add up to more than the whole.
    pub share: u32,
}

/// Would they recommend us? 9 and 10 promote, 0 to 6 detract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NpsResult {
    pub promoters: u32,
    pub passives: u32,
    pub detractors: u32,
    /// Per cent of promoters less per cent of detractors, in tenths: -1000 to 1000.
    pub score: i32,
}

/// One row of a matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatrixResult {
    pub label: String,
    pub answered: u32,
    pub lines: Vec<ResultLine>,
}

/// What was answered to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionResult {
    pub key: String,
    pub kind: QuestionKind,
    pub title: String,
    /// Valid answers that came to this question; the others went another branch.
    pub asked: u32,
    pub answered: u32,
    /// Of single, multi, scale and NPS.
    pub lines: Vec<ResultLine>,
    /// Of a matrix.
    pub rows: Vec<MatrixResult>,
    /// Of scale, NPS and number, to two decimals.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub mean: Option<Decimal>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub least: Option<Decimal>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub most: Option<Decimal>,
    pub nps: Option<NpsResult>,
    /// Of text and date, in no order that tells when or by whom; up to 500, the export has all.
    pub texts: Vec<String>,
}

/// The results of an edition so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionnaireResults {
    pub edition: u32,
    pub editions: Vec<u32>,
    pub counts: QuestionnaireCounts,
    /// Valid answers of this edition: what everything below is worked out from.
    pub valid: u32,
    pub questions: Vec<QuestionResult>,
}

/// A cell of a cross table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrossCell {
    pub count: u32,
    pub of_row: u32,
    pub of_column: u32,
    pub of_all: u32,
    /// Too few answers to be told where anonymity was promised; the figures are 0 then.
    pub hidden: bool,
}

/// A row of a cross table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrossLine {
    pub label: String,
    pub cells: Vec<CrossCell>,
    /// People, each counted once.
    pub total: u32,
}

/// The answers to one question by those to another, of who answered both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrossTable {
    pub edition: u32,
    pub rows_key: String,
    pub rows_title: String,
    pub columns_key: String,
    pub columns_title: String,
    pub columns: Vec<String>,
    pub lines: Vec<CrossLine>,
    pub column_totals: Vec<u32>,
    pub total: u32,
    /// Where anonymity was promised: so many answers has a cell that is told.
    pub smallest: Option<u32>,
}
