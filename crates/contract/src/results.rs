//! Published results of a month: appeal, answer, final (KPI-08).

use crate::kpi::Grade;
use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

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
        /// The appeal is right: the result is worked out anew from the records as they are now.
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

/// An action on a result with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ResultAct {
    Appeal(AppealForm),
    Uphold(AppealAnswer),
    Correct(AppealAnswer),
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
            Self::Uphold(answer) | Self::Correct(answer) => answer.validate(),
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
    pub answer: Option<String>,
    pub answered_by: Option<PersonRef>,
    pub answered_at: Option<DateTime<Utc>>,
    /// The score that was published, where the answer changed it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score_before: Option<Decimal>,
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
