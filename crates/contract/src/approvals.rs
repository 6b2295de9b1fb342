//! Approvals: one engine for all areas (DAY-01).

mod acts;
pub mod delegation;
pub mod flow;

pub use acts::*;

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// What is approved.
    ApprovalKind as "approval_kind" {
        Campaign = "campaign",
        /// A campaign costs more than its budget allows (CMP-06).
        CampaignOverrun = "campaign_overrun",
        Remedy = "remedy",
        /// Leave to read customer files.
        CustomerAccess = "customer_access",
        /// Notice of less than a month (ORG-08).
        ShortNotice = "short_notice",
        /// A value of an indicator is put right (KPI-01).
        KpiAdjustment = "kpi_adjustment",
        Leave = "leave",
    }
}

vocabulary! {
    ApprovalStatus as "approval_status" {
        Pending = "pending",
        Approved = "approved",
        Returned = "returned",
        Rejected = "rejected",
        /// The applicant took the request back.
        Withdrawn = "withdrawn",
        /// The subject was withdrawn or changed.
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

vocabulary! {
    StepStatus as "approval_step_status" {
        /// Not asked yet.
        Waiting = "waiting",
        Asked = "asked",
        Done = "done",
    }
}

vocabulary! {
    /// How somebody came to be asked.
    SignerOrigin as "signer_origin" {
        /// As the flow says.
        Flow = "flow",
        /// Nobody of the flow's choice may sign: the next superior.
        Superior = "superior",
        Transferred = "transferred",
        /// Asked for an opinion; the decision stays where it was.
        Entrusted = "entrusted",
        Before = "before",
        After = "after",
        /// Asked as well because the time limit passed.
        Escalated = "escalated",
    }
}

vocabulary! {
    SignerStatus as "signer_status" {
        /// Comes after somebody else.
        Waiting = "waiting",
        Open = "open",
        Approved = "approved",
        Returned = "returned",
        Rejected = "rejected",
        /// Gave an opinion.
        Answered = "answered",
        /// Gave it to somebody else.
        Transferred = "transferred",
        Removed = "removed",
        /// No longer needed.
        Closed = "closed",
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

/// Somebody who is or was asked in a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalSigner {
    pub id: Uuid,
    pub person: PersonRef,
    pub origin: SignerOrigin,
    pub status: SignerStatus,
    /// Who answered; another than `person` where a delegate did.
    pub decided_by: Option<PersonRef>,
    pub decided_at: Option<DateTime<Utc>>,
    pub remark: Option<String>,
    /// Who added, transferred or entrusted.
    pub added_by: Option<PersonRef>,
}

/// One step of an approval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalStep {
    pub position: i32,
    pub name: String,
    pub mode: flow::StepMode,
    pub status: StepStatus,
    /// Who would be asked, while nobody has been.
    pub candidates: Vec<PersonRef>,
    pub signers: Vec<ApprovalSigner>,
    pub asked_at: Option<DateTime<Utc>>,
    /// When the superior is asked as well.
    pub due_at: Option<DateTime<Utc>>,
    pub overdue: bool,
    /// The company rule that demands the step.
    pub rule: Option<String>,
}

/// Something that was done to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalEntry {
    pub at: DateTime<Utc>,
    pub what: EntryKind,
    /// Absent: the system.
    pub person: Option<PersonRef>,
    /// For whom a delegate acted.
    pub for_person: Option<PersonRef>,
    pub step: Option<i32>,
    /// Whom it concerns, e.g. who was added.
    pub targets: Vec<PersonRef>,
    pub remark: Option<String>,
    /// The company rule that was cited.
    pub rule: Option<String>,
}

/// The version of the flow that a request stays under.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FlowRef {
    pub id: Uuid,
    pub number: i64,
    pub name: String,
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
    pub flow: FlowRef,
    pub snapshot: Vec<SnapshotLine>,
    pub steps: Vec<ApprovalStep>,
    /// The step that waits, counted from 1.
    pub current_step: i32,
    pub history: Vec<ApprovalEntry>,
    pub copies: Vec<PersonRef>,
    pub submitted_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// From when on the applicant may remind again.
    pub remind_from: Option<DateTime<Utc>>,
    /// For whom the caller may decide now, oneself included.
    pub decides_for: Vec<PersonRef>,
    pub version: i64,
    /// What the caller may answer now.
    pub actions: Vec<Verdict>,
    /// Everything that the caller may do now.
    pub acts: Vec<ApprovalActKind>,
}

/// A request in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalRow {
    pub id: Uuid,
    pub kind: ApprovalKind,
    pub subject: Subject,
    pub applicant: PersonRef,
    pub status: ApprovalStatus,
    /// The name of the step that waits.
    pub step: Option<String>,
    pub waits_for: Vec<PersonRef>,
    pub submitted_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub version: i64,
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
    /// Requests that concern the caller, as applicant, signer or by copy.
    ListApprovals: GET "/approvals" ? ListQuery, () => Page<ApprovalRow>;
    ListCopiedApprovals: GET "/approvals/copied" ? ListQuery, () => Page<ApprovalRow>;
    ListDecidedApprovals: GET "/approvals/decided" ? ListQuery, () => Page<ApprovalRow>;
    ShowApproval: GET "/approvals/{id}", () => Approval;
    DecideApproval: POST "/approvals/{id}/decisions", Decide => Approval;
    ActOnApproval: POST "/approvals/{id}/transitions", ApprovalAct => Approval;
}

resource! { Approval => "/approvals/{id}" }
