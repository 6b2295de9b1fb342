//! Unusual reading of customer files (CRM-07): by which rules it is looked for, and what was found.

use crate::values::{PersonRef, is_name};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    ReadingAlertKind as "reading_alert_kind" {
        /// Many files within a short time.
        Burst = "burst",
        /// Files at night.
        Night = "night",
        /// Many files in a day by somebody who leaves the company.
        Leaving = "leaving",
    }
}

vocabulary! {
    ReadingAlertStatus as "reading_alert_status" {
        Open = "open",
        /// Somebody looked into it and wrote down what it was.
        Reviewed = "reviewed",
    }
}

/// Somebody read customer files in an unusual way: one of a kind for a person and a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadingAlert {
    pub id: Uuid,
    pub person: PersonRef,
    pub kind: ReadingAlertKind,
    /// The company's day; of a night the day on which it begins.
    pub day: NaiveDate,
    /// How many different files, at the most within the time that the rule looks at.
    pub files: i64,
    /// From how many on the rule asks for a look.
    pub most: i64,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
    pub status: ReadingAlertStatus,
    /// What it was; empty until it is reviewed.
    pub note: String,
    pub reviewed_by: Option<PersonRef>,
    pub reviewed_at: Option<DateTime<Utc>>,
    /// The caller may review it.
    pub reviewable: bool,
    pub version: i64,
}

/// What came of looking into it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AlertReview {
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub note: String,
}

/// The rules with their version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadingRules {
    pub rules: ReadingRulesForm,
    pub version: i64,
}

impl crate::endpoint::Resource for ReadingRules {
    fn path(&self) -> String {
        "/customer-reading-rules".to_owned()
    }
    fn version(&self) -> i64 {
        self.version
    }
}

/// From when on reading is unusual. What was found before stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadingRulesForm {
    /// So many different files …
    #[validate(range(min = 2, max = 10_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 10_000))]
    pub burst_files: i64,
    /// … within so many minutes.
    #[validate(range(min = 5, max = 1440))]
    #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 1440))]
    pub burst_minutes: i64,
    /// So many different files in one night.
    #[validate(range(min = 1, max = 10_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub night_files: i64,
    /// The night begins at this full hour of the company.
    #[validate(range(min = 0, max = 23))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 23))]
    pub night_from: i64,
    /// The night ends at this full hour of the company.
    #[validate(range(min = 0, max = 23))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 23))]
    pub night_to: i64,
    /// So many different files in a day by somebody who has given notice and has not left yet.
    #[validate(range(min = 1, max = 10_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub leaving_files: i64,
}
