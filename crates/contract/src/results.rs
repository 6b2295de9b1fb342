//! Published results of a month: appeal, answer, final (KPI-08).

use crate::kpi::Grade;
use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    ResultStatus as "result_status" {
        /// The person may appeal.
        Published = "published",
        /// An appeal waits for its answer.
        Appealed = "appealed",
        /// Frozen.
        Final = "final",
    }
}

vocabulary! {
    ResultActKind as "result_act" {
        /// By the person the result is about.
        Appeal = "appeal",
        /// The appeal is refused: the result stays.
        Uphold = "uphold",
        /// The appeal is right: the result is worked out anew, without the contested record where the answer says so.
        Correct = "correct",
        /// By the system, where nobody appealed in time.
        Settle = "settle",
    }
}

/// Against the whole result, one indicator, or one record of it (KPI-08, KPI-09).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppealForm {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
    /// The key of an indicator of the result; absent: all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 100), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub indicator: Option<String>,
    /// A record that counted for that indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Uuid>,
    /// `at` of the entry that is meant, where the record counted more than once; absent: each of its entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_at: Option<DateTime<Utc>>,
}

/// The answer to an appeal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppealAnswer {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub answer: String,
}

/// The most points that the answer to an appeal adds.
pub const MOST_GRANTED: u32 = 20;

/// An appeal that is right: the result is worked out anew from the records as they are now, without the record that was contested and with
/// points added where the answer says so (KPI-08, KPI-09).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionForm {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub answer: String,
    /// The contested record counts no longer: neither here nor for whoever is measured by the team or the whole company.
    #[serde(default)]
    pub without_record: bool,
    /// Points added to the score, one decimal; they stand on a line of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "is_granted"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 4, pattern = r"^\d{1,2}(\.\d)?$", example = "1.5"))]
    pub points: Option<Decimal>,
}

fn is_granted(points: &Decimal) -> Result<(), ValidationError> {
    let fits = *points > Decimal::ZERO && *points <= Decimal::from(MOST_GRANTED) && points.normalize().scale() <= 1;
    if fits { Ok(()) } else { Err(ValidationError::new("points_granted_range")) }
}

/// An action on a result with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ResultAct {
    Appeal(AppealForm),
    Uphold(AppealAnswer),
    Correct(CorrectionForm),
}

impl ResultAct {
    /// Which action it is.
    pub fn kind(&self) -> ResultActKind {
        match self {
            Self::Appeal(_) => ResultActKind::Appeal,
            Self::Uphold(_) => ResultActKind::Uphold,
            Self::Correct(_) => ResultActKind::Correct,
        }
    }
}

impl Validate for ResultAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Appeal(form) => form.validate(),
            Self::Uphold(answer) => answer.validate(),
            Self::Correct(form) => form.validate(),
        }
    }
}

/// An appeal with its answer, if there is one yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appeal {
    pub at: DateTime<Utc>,
    pub reason: String,
    pub indicator: Option<String>,
    pub record: Option<Uuid>,
    /// Which entry of the record; absent: each.
    pub record_at: Option<DateTime<Utc>>,
    /// Until when it has to be answered; absent for older ones.
    pub answer_by: Option<DateTime<Utc>>,
    pub answer: Option<String>,
    pub answered_by: Option<PersonRef>,
    pub answered_at: Option<DateTime<Utc>>,
    /// The score that was published, where the answer changed it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score_before: Option<Decimal>,
    /// The contested record was left out.
    pub without_record: bool,
    /// Points that the answer added.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub points: Option<Decimal>,
}

/// The published result of a person's month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthResult {
    pub id: Uuid,
    pub person: PersonRef,
    /// `2026-11`, or `2026` of a year.
    pub month: String,
    pub status: ResultStatus,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
    pub grade: Option<Grade>,
    pub published_at: DateTime<Utc>,
    /// Absent: by the clock.
    pub published_by: Option<PersonRef>,
    /// Until then the person may appeal.
    pub appeal_until: DateTime<Utc>,
    pub appeal: Option<Appeal>,
    pub final_at: Option<DateTime<Utc>>,
    /// Hex SHA-256 of everything that went in.
    pub hash: String,
    pub version: i64,
    pub actions: Vec<ResultActKind>,
}

/// What a publication came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publication {
    pub month: String,
    /// Results published by it; those that were there before stay as they are.
    pub published: i64,
    pub appeal_until: DateTime<Utc>,
}

endpoints! {
    PublishMonth: POST "/kpi/months/{month}/publication", () => Publication;
    ShowResult: GET "/kpi/results/{id}", () => MonthResult;
    ActOnResult: POST "/kpi/results/{id}/transitions", ResultAct => MonthResult;
}

resource! { MonthResult => "/kpi/results/{id}" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kpi_08_an_appeal_adds_some_points_and_never_takes_any() {
        let form = |points: &str| CorrectionForm { answer: "属实".into(), without_record: false, points: Some(points.parse().unwrap()) };
        for (points, fits) in [("0.1", true), ("20", true), ("20.0", true), ("20.1", false), ("0", false), ("-1", false), ("1.25", false)] {
            assert_eq!(form(points).validate().is_ok(), fits, "{points}");
        }
    }
}
