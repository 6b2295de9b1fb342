//! The pending version beside an approved file, and what the file was before (CRM-03, CRM-04).

use super::Tier;
use crate::values::PersonRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

vocabulary! {
    /// Where a change of key fields stands.
    ProposalStatus as "proposal" {
        /// A reviewer has to answer.
        Pending = "pending",
        /// The reviewer wants something else; whoever proposed it goes on or gives it up.
        Returned = "returned",
        Approved = "approved",
        Withdrawn = "withdrawn",
        /// A newer one took its place.
        Replaced = "replaced",
    }
}

vocabulary! {
    /// A field that a reviewer vouches for.
    KeyField as "key_field" {
        Name = "name",
        CreditCode = "credit_code",
        Tier = "tier",
    }
}

/// The version of the key fields that waits beside the approved one, which stays in force meanwhile (CRM-03).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    pub id: Uuid,
    /// `pending` or `returned`.
    pub status: ProposalStatus,
    pub proposed_by: PersonRef,
    pub proposed_at: DateTime<Utc>,
    /// Why a reviewer returned it.
    pub remark: Option<String>,
    pub name: String,
    pub credit_code: Option<String>,
    pub tier: Tier,
    /// The fields that differ from the approved version.
    pub differs: Vec<KeyField>,
}

/// A write that changed a file or one of its contacts (CRM-04).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// Who did it; absent: the system.
    pub person: Option<PersonRef>,
    /// Whose change it was, where a reviewer's approval brought it into force.
    pub proposed_by: Option<PersonRef>,
    /// The contact that it is about; absent: the file itself.
    pub contact: Option<String>,
    /// The file that went into this one, whose history it is.
    pub merged: Option<String>,
    /// The file or contact was entered.
    pub created: bool,
    pub changes: Vec<FieldHistory>,
}

/// What one field was and became, as people read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldHistory {
    pub field: String,
    /// In the caller's language.
    pub label: String,
    /// Confidential values are dots.
    pub old: Option<String>,
    pub new: Option<String>,
}

/// The day at whose end a file is looked at.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PastQuery {
    pub on: String,
}
