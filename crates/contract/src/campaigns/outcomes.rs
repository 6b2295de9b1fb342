//! What came of a campaign (CMP-10), and which won contracts count for it (CMP-11).

use super::{CampaignForm, CampaignPlanned, CampaignSummary};
use crate::values::{Money, PersonRef, Subject, is_name, is_not_negative, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// Which of the campaigns that a customer came to a won contract counts for.
    Attribution as "attribution" {
        /// The first of them.
        First = "first",
        /// The last before it was signed.
        Last = "last",
        /// All of them, in equal parts.
        Even = "even",
    }
}

/// States a contract that was won.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WonContractForm {
    /// As it stands on the paper.
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub number: String,
    pub customer_id: Uuid,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub signed_on: NaiveDate,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub amount: Money,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub remark: String,
}

/// A campaign that a contract counts for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountedFor {
    /// Absent where the caller may not see it.
    pub campaign: Option<Subject>,
    pub amount: Money,
}

/// A contract that was won.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WonContract {
    pub id: Uuid,
    pub number: String,
    pub customer: Subject,
    pub signed_on: NaiveDate,
    pub amount: Money,
    pub remark: String,
    pub entered_by: PersonRef,
    /// Scans of it: without one it counts for nothing.
    pub files: u32,
    pub counts_for: Vec<CountedFor>,
    pub editable: bool,
    pub version: i64,
}

/// What a contract brings to a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContractShare {
    /// The contract; absent where the caller may not see its customer.
    pub id: Option<Uuid>,
    pub number: Option<String>,
    pub customer: Option<Subject>,
    pub signed_on: NaiveDate,
    pub amount: Money,
    /// What of it counts for this campaign.
    pub counted: Money,
    /// Whether there is a scan of it.
    pub proven: bool,
}

/// Feedback on a campaign (CMP-09).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignFeedback {
    pub questionnaires: u32,
    /// Valid answers.
    pub valid: u32,
    /// In tenths.
    pub nps: Option<i32>,
}

/// The figures of a campaign, worked out from its records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeFigures {
    pub attribution: Attribution,
    /// Guests who came.
    pub participants: i64,
    /// Those of them who were on no customer file when they were invited.
    pub leads: i64,
    /// Leads who signed within 30 days.
    pub converted_30: i64,
    /// Leads who signed within 90 days.
    pub converted_90: i64,
    /// Of the leads, in tenths of a per cent.
    pub rate_30: Option<i64>,
    pub rate_90: Option<i64>,
    /// Contracts that count for it, in whole or in part.
    pub contracts: i64,
    /// What of them counts for it.
    pub amount: Money,
    /// What was paid.
    pub cost: Money,
    pub cost_per_lead: Option<Money>,
    /// What the amount is above the cost, of the cost, in tenths of a per cent.
    pub roi: Option<i64>,
    pub feedback: CampaignFeedback,
}

/// The summary as it was frozen (CMP-10).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FrozenSummary {
    pub number: String,
    pub plan: CampaignPlanned,
    pub summary: CampaignSummary,
    pub figures: OutcomeFigures,
}

/// The frozen summary with its seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignArchive {
    pub document: FrozenSummary,
    pub at: DateTime<Utc>,
    /// A keyed hash over the document.
    pub hash: String,
    /// Whether the document is still what was frozen.
    pub intact: bool,
}

/// What came of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignOutcome {
    /// The campaign's.
    pub id: Uuid,
    /// As the records say now.
    pub figures: OutcomeFigures,
    /// The contracts of customers who came to it, the newest first.
    pub contracts: Vec<ContractShare>,
    /// Whether the caller may state contracts.
    pub may_state: bool,
    /// As it was when it was summed up.
    pub archive: Option<CampaignArchive>,
}

/// For which form of campaign.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LessonsQuery {
    pub form: CampaignForm,
}

/// What was learned from a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignLesson {
    pub campaign: Subject,
    pub held_on: NaiveDate,
    pub good: String,
    pub bad: String,
    pub next_time: String,
}

/// What was learned from the last campaigns of a form, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignLessons {
    pub items: Vec<CampaignLesson>,
}

endpoints! {
    ShowCampaignOutcome: GET "/campaigns/{id}/outcome", () => CampaignOutcome;
    ListCampaignLessons: GET "/campaign-lessons" ? LessonsQuery, () => CampaignLessons;
    StateWonContract: POST "/won-contracts", WonContractForm => WonContract;
    ShowWonContract: GET "/won-contracts/{id}", () => WonContract;
    ChangeWonContract: PUT "/won-contracts/{id}", WonContractForm => WonContract;
}

resource! { WonContract => "/won-contracts/{id}" }
