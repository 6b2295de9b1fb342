//! Nonconformities 不合格 (CPL-07): what a complaint or an inspection found wrong, put right on the spot or on demand, accepted after a check.

use super::ComplaintCategory;
use crate::campaigns::Reason;
use crate::dashboard::Panel;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, at, is_name, is_plausible_day, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    NonconformityStatus as "nonconformity_status" {
        Registered = "registered",
        /// Somebody has to put it right by a day.
        Rectifying = "rectifying",
        /// Said to be put right; to be checked.
        Checking = "checking",
        Closed = "closed",
        Cancelled = "cancelled",
    }
}

vocabulary! {
    NonconformityActKind as "nonconformity_act" {
        /// A light one, put right on the spot.
        Fix = "fix",
        Demand = "demand",
        Report = "report",
        Accept = "accept",
        Refuse = "refuse",
        Cancel = "cancel",
    }
}

vocabulary! {
    NonconformityOrigin as "nonconformity_origin" {
        Complaint = "complaint",
        Inspection = "inspection",
    }
}

vocabulary! {
    NonconformityGrade as "nonconformity_grade" {
        Light = "light",
        Ordinary = "ordinary",
    }
}

vocabulary! {
    /// Where in the work it arose.
    WorkStage as "work_stage" {
        Sales = "sales",
        Design = "design",
        Purchase = "purchase",
        Production = "production",
        Storage = "storage",
        Delivery = "delivery",
        Installation = "installation",
        AfterSales = "after_sales",
    }
}

/// Register a nonconformity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "whole"))]
pub struct NewNonconformity {
    pub origin: NonconformityOrigin,
    /// The complaint that it comes from.
    #[serde(default)]
    pub complaint_id: Option<Uuid>,
    /// What does not conform to what.
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub matter: String,
    pub stage: WorkStage,
    pub grade: NonconformityGrade,
    pub category: ComplaintCategory,
    /// As far as it is known.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub cause: String,
    /// The unit responsible.
    #[serde(default)]
    pub department_id: Option<Uuid>,
}

fn whole(new: &NewNonconformity) -> Result<(), ValidationError> {
    let fits = (new.origin == NonconformityOrigin::Complaint) == new.complaint_id.is_some();
    if fits { Ok(()) } else { Err(at("complaint_id", "nonconformity_origin")) }
}

/// What was done about it, and why it arose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rectification {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub done: String,
    #[validate(length(max = 200), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub cause: String,
}

/// Demand that it is put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RectificationDemand {
    pub owner_id: Uuid,
    #[validate(custom(function = "is_plausible_day"))]
    pub due_on: NaiveDate,
    /// What has to be reached.
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub demand: String,
}

/// What the check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckRemark {
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub remark: String,
}

/// It is not put right yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckRefusal {
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
    #[validate(custom(function = "is_plausible_day"))]
    pub due_on: NaiveDate,
}

/// A step of a nonconformity with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum NonconformityAct {
    Fix(Rectification),
    Demand(RectificationDemand),
    Report(Rectification),
    Accept(CheckRemark),
    Refuse(CheckRefusal),
    Cancel(Reason),
}

impl NonconformityAct {
    /// Which step it is.
    pub fn kind(&self) -> NonconformityActKind {
        match self {
            Self::Fix(_) => NonconformityActKind::Fix,
            Self::Demand(_) => NonconformityActKind::Demand,
            Self::Report(_) => NonconformityActKind::Report,
            Self::Accept(_) => NonconformityActKind::Accept,
            Self::Refuse(_) => NonconformityActKind::Refuse,
            Self::Cancel(_) => NonconformityActKind::Cancel,
        }
    }
}

impl Validate for NonconformityAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Fix(body) | Self::Report(body) => body.validate(),
            Self::Demand(body) => body.validate(),
            Self::Accept(body) => body.validate(),
            Self::Refuse(body) => body.validate(),
            Self::Cancel(body) => body.validate(),
        }
    }
}

/// One step that was taken: who, when and why. `act` and `to` are words of the record's own vocabularies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordStep {
    pub at: DateTime<Utc>,
    /// Absent: the record began.
    pub act: Option<String>,
    pub to: String,
    /// Absent: the system.
    pub person: Option<PersonRef>,
    pub note: String,
}

/// A nonconformity in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NonconformityRow {
    pub id: Uuid,
    pub number: String,
    pub matter: String,
    pub origin: NonconformityOrigin,
    pub stage: WorkStage,
    pub grade: NonconformityGrade,
    pub department: Option<Subject>,
    pub owner: Option<PersonRef>,
    pub status: NonconformityStatus,
    pub due_on: Option<NaiveDate>,
    pub late: bool,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// A nonconformity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Nonconformity {
    pub id: Uuid,
    pub number: String,
    pub origin: NonconformityOrigin,
    /// Where the caller sees it.
    pub complaint: Option<Subject>,
    pub matter: String,
    pub stage: WorkStage,
    pub grade: NonconformityGrade,
    pub category: ComplaintCategory,
    /// Empty: not known yet.
    pub cause: String,
    pub department: Option<Subject>,
    pub status: NonconformityStatus,
    pub raised_by: PersonRef,
    pub owner: Option<PersonRef>,
    pub demand: String,
    pub due_on: Option<NaiveDate>,
    pub done: String,
    pub done_at: Option<DateTime<Utc>>,
    pub late: bool,
    /// Corrective actions that were opened about it.
    pub corrective_actions: Vec<Subject>,
    pub steps: Vec<RecordStep>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<NonconformityActKind>,
}

/// Nonconformities of some days by stage, cause and department; each figure leads to its records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NonconformityStatistics {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub panels: Vec<Panel>,
}

/// Which days, both counted; absent: the last three months.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DaysQuery {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

endpoints! {
    ListNonconformities: GET "/nonconformities" ? ListQuery, () => Page<NonconformityRow>;
    RegisterNonconformity: POST "/nonconformities", NewNonconformity => Nonconformity;
    ShowNonconformityStatistics: GET "/nonconformities/statistics" ? DaysQuery, () => NonconformityStatistics;
    ShowNonconformity: GET "/nonconformities/{id}", () => Nonconformity;
    ActOnNonconformity: POST "/nonconformities/{id}/transitions", NonconformityAct => Nonconformity;
}

resource! { Nonconformity => "/nonconformities/{id}" }
