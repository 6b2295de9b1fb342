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

vocabulary! {
    /// Whether an adjustment counts.
    AdjustmentStatus as "adjustment_status" {
        /// Proposed; somebody else confirms or refuses it.
        Waiting = "waiting",
        Counts = "counts",
        Refused = "refused",
        /// Results were published by the clock before anybody decided.
        Lapsed = "lapsed",
    }
}

vocabulary! {
    AdjustmentActKind as "adjustment_act" {
        Confirm = "confirm",
        Refuse = "refuse",
        /// By the clock, when results are published.
        Lapse = "lapse",
    }
}

/// Why an adjustment is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRefusal {
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
}

/// The decision of a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum AdjustmentAct {
    Confirm,
    Refuse(AdjustmentRefusal),
}

impl AdjustmentAct {
    /// Which decision it is.
    pub fn kind(&self) -> AdjustmentActKind {
        match self {
            Self::Confirm => AdjustmentActKind::Confirm,
            Self::Refuse(_) => AdjustmentActKind::Refuse,
        }
    }
}

impl Validate for AdjustmentAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Confirm => Ok(()),
            Self::Refuse(body) => body.validate(),
        }
    }
}

/// An adjustment about to be proposed.
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

/// Points added beside the computed score, which stays.
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
    /// Who confirmed it; absent for older ones, and for points added on appeal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<PersonRef>,
}

/// An adjustment with what became of it: an entry beside the computed score, which stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposedAdjustment {
    pub id: Uuid,
    /// The score with what counted before.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub before: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub after: Decimal,
    pub reason: String,
    pub by: PersonRef,
    pub at: DateTime<Utc>,
    pub status: AdjustmentStatus,
    pub decided_by: Option<PersonRef>,
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub refusal: Option<String>,
    pub version: i64,
    pub actions: Vec<AdjustmentActKind>,
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
    pub adjustments: Vec<ProposedAdjustment>,
    /// Whether the caller may propose one now: nobody for themselves, and one at a time.
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
    /// How many adjustments wait to be confirmed: until then nobody publishes these results.
    pub waiting: u32,
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
    DecideAdjustment: POST "/kpi/months/{month}/adjustments/{id}/transitions", AdjustmentAct => Calibration;
    ShowPublishedList: GET "/kpi/months/{month}/published-list", () => PublishedList;
}
