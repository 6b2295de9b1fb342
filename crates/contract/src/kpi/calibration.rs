//! The calibration before results are published: scores side by side, adjusted by added entries (KPI-07), and the list that
//! colleagues see afterwards (KPI-08).

use super::Grade;
use super::cycles::Quotas;
use crate::results::ResultStatus;
use crate::values::{PersonRef, is_name};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// An adjustment about to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAdjustment {
    pub person_id: Uuid,
    /// What the score shall be, one decimal.
    #[validate(custom(function = "is_score"))]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 5, pattern = r"^\d{1,3}(\.\d)?$", example = "88.5"))]
    pub score: Decimal,
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
}

fn is_score(score: &Decimal) -> Result<(), ValidationError> {
    let fits = !score.is_sign_negative() && *score <= Decimal::from(120) && score.normalize().scale() <= 1;
    if fits { Ok(()) } else { Err(ValidationError::new("score_range")) }
}

/// An adjustment: an entry beside the computed score, which stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adjustment {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub before: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub after: Decimal,
    pub reason: String,
    pub by: PersonRef,
    pub at: DateTime<Utc>,
}

/// One person in the calibration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalibrationRow {
    pub person: PersonRef,
    pub post: String,
    /// As worked out; absent where nothing was measured.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub computed: Option<Decimal>,
    /// With the adjustments.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
    /// By the thresholds alone.
    pub deserved: Option<Grade>,
    /// With the distribution.
    pub grade: Option<Grade>,
    /// The oldest first.
    pub adjustments: Vec<Adjustment>,
    /// Whether the caller may adjust it now: nobody their own.
    pub adjustable: bool,
    pub result: Option<ResultStatus>,
}

/// How many have a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradeCount {
    pub grade: Grade,
    pub people: u32,
}

/// Everyone's score before results are published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Calibration {
    /// `2026-11`, or `2026`.
    pub period: String,
    pub quotas: Option<Quotas>,
    /// The highest score first.
    pub rows: Vec<CalibrationRow>,
    pub grades: Vec<GradeCount>,
    /// Whether the caller may publish now.
    pub publishable: bool,
}

/// A published result as colleagues see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedResult {
    pub person: PersonRef,
    pub post: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub score: Decimal,
    pub grade: Grade,
}

/// The published results of the caller's unit, where the company shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishedList {
    pub period: String,
    /// The highest score first.
    pub rows: Vec<ListedResult>,
}

endpoints! {
    ShowCalibration: GET "/kpi/months/{month}/calibration", () => Calibration;
    AdjustScore: POST "/kpi/months/{month}/adjustments", NewAdjustment => Calibration;
    ShowPublishedList: GET "/kpi/months/{month}/published-list", () => PublishedList;
}
