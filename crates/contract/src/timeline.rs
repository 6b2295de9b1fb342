//! What happened around a customer, gathered from every area (CRM-11).

use crate::values::{PersonRef, Subject};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

vocabulary! {
    TimelineKind as "timeline" {
        FollowUp = "follow_up",
        Change = "change",
        Complaint = "complaint",
        ServiceRequest = "service_request",
        Import = "import",
        /// They were a guest of a campaign (CMP-07).
        Campaign = "campaign",
        /// They signed (CMP-11).
        WonContract = "won_contract",
        /// It came from one owner to another, or into the pool.
        Move = "move",
    }
}

/// One event on a customer's timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineItem {
    pub at: DateTime<Utc>,
    pub kind: TimelineKind,
    pub title: String,
    pub body: String,
    pub person: Option<PersonRef>,
    pub subject: Subject,
}
