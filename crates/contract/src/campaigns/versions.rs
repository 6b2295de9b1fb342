//! What was put to the signers, each time (CMP-02, CMP-03): versions of a campaign's plan and proposal, to be compared side by side.

use super::CampaignPlanned;
use crate::values::PersonRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A plan as it was submitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignVersion {
    /// From 1 on; absent for the plan as it is now.
    pub number: Option<u32>,
    pub plan: CampaignPlanned,
    /// Names of the fields of the plan that differ from the version before.
    pub changed: Vec<String>,
    /// Who submitted it.
    pub person: PersonRef,
    pub at: DateTime<Utc>,
    pub approval_id: Option<Uuid>,
}

/// The versions of a campaign, the newest first; the first is the plan as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignVersions {
    pub items: Vec<CampaignVersion>,
}

endpoints! {
    ListCampaignVersions: GET "/campaigns/{id}/versions", () => CampaignVersions;
}
