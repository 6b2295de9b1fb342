//! Approvals: one engine for all areas (DAY-01).

use crate::values::{PersonRef, Subject, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// What is approved.
    ApprovalKind as "approval_kind" {
        Campaign = "campaign",
        Remedy = "remedy",
        /// Leave to read customer files.
        CustomerAccess = "customer_access",
    }
}

vocabulary! {
    ApprovalStatus as "approval_status" {
        Pending = "pending",
        Approved = "approved",
        Returned = "returned",
        /// The subject was withdrawn or changed while it waited.
        Void = "void",
    }
}

vocabulary! {
    /// A signer's answer.
    Verdict as "verdict" {
        Approve = "approve",
        Return = "return",
    }
}

/// A line of what was submitted, frozen at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnapshotLine {
    /// A text key, e.g. `campaigns.goal`.
    pub key: String,
    /// In the caller's language.
    pub label: String,
    pub value: String,
}

/// One step of an approval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalStep {
    pub position: i32,
    /// The role that signs.
    pub role: String,
    /// Who may decide this step.
    pub candidates: Vec<PersonRef>,
    pub decided_by: Option<PersonRef>,
    pub decided_at: Option<DateTime<Utc>>,
    pub verdict: Option<Verdict>,
    pub remark: Option<String>,
}

/// A request for a decision, with what was submitted and who decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approval {
    pub id: Uuid,
    pub kind: ApprovalKind,
    pub subject: Subject,
    pub applicant: PersonRef,
    pub status: ApprovalStatus,
    pub snapshot: Vec<SnapshotLine>,
    pub steps: Vec<ApprovalStep>,
    /// The step that waits, counted from 1.
    pub current_step: i32,
    pub submitted_at: DateTime<Utc>,
    pub version: i64,
    /// What the caller may answer now.
    pub actions: Vec<Verdict>,
}

/// A decision; returning needs a reason.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "return_needs_a_reason", skip_on_field_errors = false))]
pub struct Decide {
    pub verdict: Verdict,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remark: String,
}

fn return_needs_a_reason(decision: &Decide) -> Result<(), validator::ValidationError> {
    if decision.verdict == Verdict::Return && decision.remark.trim().is_empty() {
        return Err(crate::values::at("remark", "reason_required"));
    }
    Ok(())
}

endpoints! {
    ShowApproval: GET "/approvals/{id}", () => Approval;
    DecideApproval: POST "/approvals/{id}/decisions", Decide => Approval;
}

resource! { Approval => "/approvals/{id}" }
