//! Marketing campaigns from plan to summary (CMP-01, 03, 10).

pub mod effects;
pub mod guests;
pub mod materials;
pub mod outcomes;
pub mod preparation;
pub mod questionnaires;
pub mod run_sheet;
pub mod spending;
pub mod versions;

use crate::page::{ListQuery, Page};
use crate::values::{Money, PersonRef, at, is_name, is_not_negative, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    CampaignForm as "campaign_form" {
        Exhibition = "exhibition",
        Seminar = "seminar",
        Promotion = "promotion",
        SiteEvent = "site_event",
        Online = "online",
        Training = "training",
    }
}

vocabulary! {
    CampaignStatus as "campaign_status" {
        Draft = "draft",
        Approving = "approving",
        Approved = "approved",
        /// Everything that must be prepared is (CMP-04).
        Ready = "ready",
        Running = "running",
        Finished = "finished",
        SummedUp = "summed_up",
        Cancelled = "cancelled",
    }
}

vocabulary! {
    CampaignActKind as "campaign_act" {
        Submit = "submit",
        /// By the approval engine.
        Approve = "approve",
        /// By the approval engine.
        Return = "return",
        /// The preparation is complete.
        GetReady = "get_ready",
        /// Something that must be prepared is open again.
        Unready = "unready",
        Start = "start",
        Finish = "finish",
        SumUp = "sum_up",
        Cancel = "cancel",
        /// Held later than planned (CMP-12).
        Postpone = "postpone",
    }
}

/// Draft or change a campaign (CMP-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "ends_after_it_starts"))]
pub struct CampaignPlan {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub theme: String,
    pub form: CampaignForm,
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub goal: String,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub audience: String,
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub budget: Money,
    #[validate(range(min = 0, max = 10_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000_000))]
    pub expected_participants: i64,
    #[validate(range(min = 0, max = 10_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000_000))]
    pub expected_leads: i64,
    /// Flow, division of work, publicity, materials, risks.
    #[serde(default)]
    #[validate(length(max = 20_000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 20_000))]
    pub proposal: String,
}

fn ends_after_it_starts(plan: &CampaignPlan) -> Result<(), validator::ValidationError> {
    if plan.ends_at < plan.starts_at { Err(at("ends_at", "ends_before_start")) } else { Ok(()) }
}

/// What came of a campaign (CMP-10).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CampaignSummary {
    #[validate(range(min = 0, max = 10_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000_000))]
    pub participants: i64,
    #[validate(range(min = 0, max = 10_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000_000))]
    pub leads: i64,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub cost: Money,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub good: String,
    #[serde(default)]
    #[validate(length(max = 4000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub bad: String,
    #[serde(default)]
    #[validate(length(max = 4000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub next_time: String,
}

/// The figures of a summary as the records have them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignFigures {
    /// Guests who came.
    pub participants: i64,
    /// Those of them who were on no customer file when they were invited.
    pub leads: i64,
    /// What was paid.
    pub cost: Money,
}

/// A reason in words, where the rules demand one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Puts a campaign off to a later time (CMP-12): its approval stands, its preparation is due anew, its guests have to be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "postponed_ends_after_it_starts"))]
pub struct Postponement {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Commitments are released, unless suppliers keep them for the new time.
    #[serde(default)]
    pub keep_commitments: bool,
}

fn postponed_ends_after_it_starts(new: &Postponement) -> Result<(), validator::ValidationError> {
    if new.ends_at < new.starts_at { Err(at("ends_at", "ends_before_start")) } else { Ok(()) }
}

/// An action on a campaign with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum CampaignAct {
    Submit,
    GetReady,
    Start,
    Finish,
    SumUp(CampaignSummary),
    Cancel(Reason),
    Postpone(Postponement),
}

impl CampaignAct {
    /// Which action it is.
    pub fn kind(&self) -> CampaignActKind {
        match self {
            Self::Submit => CampaignActKind::Submit,
            Self::GetReady => CampaignActKind::GetReady,
            Self::Start => CampaignActKind::Start,
            Self::Finish => CampaignActKind::Finish,
            Self::SumUp(_) => CampaignActKind::SumUp,
            Self::Cancel(_) => CampaignActKind::Cancel,
            Self::Postpone(_) => CampaignActKind::Postpone,
        }
    }
}

impl Validate for CampaignAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Submit | Self::GetReady | Self::Start | Self::Finish => Ok(()),
            Self::SumUp(summary) => summary.validate(),
            Self::Cancel(reason) => reason.validate(),
            Self::Postpone(new) => new.validate(),
        }
    }
}

/// A campaign in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignRow {
    pub id: Uuid,
    pub number: String,
    pub theme: String,
    pub form: CampaignForm,
    pub status: CampaignStatus,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub budget: Money,
    pub owner: PersonRef,
    /// A late summary (CMP-10).
    pub overdue: bool,
    pub version: i64,
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Campaign {
    pub id: Uuid,
    pub number: String,
    #[serde(flatten)]
    pub plan: CampaignPlanned,
    pub status: CampaignStatus,
    pub owner: PersonRef,
    /// Why it was returned, cancelled or put off.
    pub remark: Option<String>,
    /// When it was to begin before it was put off (CMP-12).
    pub postponed_from: Option<DateTime<Utc>>,
    pub approval_id: Option<Uuid>,
    /// When the preparation was complete.
    pub ready_at: Option<DateTime<Utc>>,
    pub started_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    /// Five working days after the end.
    pub summary_due_on: Option<NaiveDate>,
    pub summed_up_at: Option<DateTime<Utc>>,
    pub summary: Option<CampaignSummary>,
    /// What the records say, while the summary is due (CMP-10).
    pub figures: Option<CampaignFigures>,
    /// Cost divided by leads.
    pub cost_per_lead: Option<Money>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<CampaignActKind>,
    /// Whether the plan can be changed now.
    pub editable: bool,
}

/// The planned part of a campaign, as in [`CampaignPlan`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignPlanned {
    pub theme: String,
    pub form: CampaignForm,
    pub goal: String,
    pub audience: String,
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub budget: Money,
    pub expected_participants: i64,
    pub expected_leads: i64,
    pub proposal: String,
}

endpoints! {
    ListCampaigns: GET "/campaigns" ? ListQuery, () => Page<CampaignRow>;
    CreateCampaign: POST "/campaigns", CampaignPlan => Campaign;
    ShowCampaign: GET "/campaigns/{id}", () => Campaign;
    EditCampaign: PUT "/campaigns/{id}", CampaignPlan => Campaign;
    ActOnCampaign: POST "/campaigns/{id}/transitions", CampaignAct => Campaign;
}

/// Operations whose answers are files.
pub const FILES: &[(&str, &str, &str)] = &[("PrintCampaignReport", "GET", "/campaigns/{id}/report.pdf")];

resource! { Campaign => "/campaigns/{id}" }
