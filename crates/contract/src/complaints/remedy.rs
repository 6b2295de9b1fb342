//! Remedies (CPL-04): what is proposed, its measures with their people, and the versions there were.

use super::intake::TopicRef;
use crate::values::{Money, PersonRef, Subject, is_name, is_not_negative};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

/// What was found and what is proposed (CPL-03, CPL-04).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub findings: String,
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub cause: String,
    /// A branch of the tree of causes.
    #[serde(default)]
    pub cause_id: Option<Uuid>,
    /// The department responsible.
    #[serde(default)]
    pub unit_id: Option<Uuid>,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub measures: String,
    /// What is done by whom: each becomes a task once the remedy is signed.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub tasks: Vec<MeasureForm>,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub compensation: Money,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub due_on: NaiveDate,
}

/// One measure of a remedy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureForm {
    #[validate(length(max = 200), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub what: String,
    pub owner_id: Uuid,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub due_on: NaiveDate,
    /// What it costs the company.
    #[serde(default)]
    #[validate(nested, custom(function = "is_not_negative"))]
    pub cost: Option<Money>,
}

vocabulary! {
    /// What became of a version of a remedy.
    RemedyFate as "remedy_fate" {
        Proposed = "proposed",
        Approved = "approved",
        Returned = "returned",
        /// Another one took its place before it was decided or carried out.
        Replaced = "replaced",
    }
}

/// A measure as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemedyTask {
    pub what: String,
    pub owner: PersonRef,
    pub due_on: NaiveDate,
    pub cost: Option<Money>,
    /// The task that it became.
    pub task: Option<Subject>,
    pub done_at: Option<DateTime<Utc>>,
}

/// A remedy as it was proposed at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemedyVersion {
    /// 1 is the first.
    pub number: i64,
    pub fate: RemedyFate,
    pub findings: String,
    pub cause: String,
    pub cause_topic: Option<TopicRef>,
    /// The department responsible.
    pub unit: Option<Subject>,
    pub measures: String,
    pub tasks: Vec<RemedyTask>,
    pub compensation: Money,
    /// Compensation and costs of all measures.
    pub cost: Money,
    pub due_on: NaiveDate,
    pub proposed_by: PersonRef,
    pub proposed_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    /// What the signer said.
    pub remark: String,
}

endpoints! {
    ListRemedies: GET "/complaints/{id}/remedies", () => Vec<RemedyVersion>;
}
