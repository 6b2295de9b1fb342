//! Tasks: one list of everything that waits for a person (DAY-02, DAY-03).

use crate::approvals::{ApprovalActKind, ApprovalKind, SnapshotLine};
use crate::values::{PersonRef, Subject};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

vocabulary! {
    /// Where a task comes from.
    TaskKind as "task_kind" {
        /// An approval waits for this person's decision.
        Approval = "approval",
        /// A promised next step with a customer.
        FollowUp = "follow_up",
        /// A new or changed customer file waits for review.
        Review = "review",
        /// A complaint waits for its next step.
        Complaint = "complaint",
        /// A complaint is soon due, or late (CPL-02).
        Escalation = "escalation",
        /// A campaign waits for its next step.
        Campaign = "campaign",
        /// Something has to be prepared for a campaign (CMP-04).
        Preparation = "preparation",
        /// Guests have to be told that a campaign was put off or called off (CMP-12).
        GuestNews = "guest_news",
        /// Somebody leaves: records to receive, or a hand-over to sign.
        HandOver = "hand_over",
        /// Somebody was given a task (DAY-03).
        Assignment = "assignment",
        /// Somebody appeals against their result of a month (KPI-08).
        Appeal = "appeal",
        /// This person's own self-review is due (KPI-05).
        SelfReview = "self_review",
        /// Colleagues wait for this person's marks (KPI-04).
        Marking = "marking",
        /// Scores of a period wait to be calibrated and published (KPI-07).
        Calibration = "calibration",
        /// Somebody asks a second person to open who marked (KPI-04).
        Unsealing = "unsealing",
        /// A duty letter waits for this person's signature (ORG-04).
        DutyLetter = "duty_letter",
        /// A nonconformity or a corrective action waits for its next step (CPL-07, CPL-08).
        Quality = "quality",
        /// A question, a return or an exchange waits for its next step (CPL-11).
        ServiceRequest = "service_request",
        /// A customer wrote, or must hear how far their complaint is (CPL-05).
        Progress = "progress",
        /// A department is asked in a complaint (CPL-03).
        Inquiry = "inquiry",
        /// A grading asks for marks, an answer or a certificate (KPI-13).
        Grading = "grading",
        /// The pay of a month waits for the next step (KPI-16).
        Pay = "pay",
        /// A certificate of this person, or of one of their people, runs out (ORG-03).
        Certificate = "certificate",
        /// Somebody read customer files in an unusual way (CRM-07).
        ReadingAlert = "reading_alert",
        /// Somebody mentioned this person in a comment (DAY-03); done once they open the comments of the record.
        Mention = "mention",
    }
}

vocabulary! {
    TaskStatus as "task_status" {
        Open = "open",
        Done = "done",
        Cancelled = "cancelled",
    }
}

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    pub id: Uuid,
    pub kind: TaskKind,
    pub title: String,
    pub subject: Subject,
    pub status: TaskStatus,
    /// Who caused it; absent where the system did.
    pub from: Option<PersonRef>,
    pub due_at: Option<DateTime<Utc>>,
    pub overdue: bool,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    /// What the caller can do with it: `done` for follow-ups and mentions.
    pub actions: Vec<TaskActKind>,
    /// Whose task it is, where the caller is only their delegate (ORG-09).
    pub for_person: Option<PersonRef>,
    /// When the applicant last asked for haste.
    pub reminded_at: Option<DateTime<Utc>>,
    /// What an approval needs to be decided from the list.
    pub approval: Option<TaskApproval>,
}

/// An approval as the inbox shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskApproval {
    pub kind: ApprovalKind,
    pub applicant: PersonRef,
    /// The step's name.
    pub step: String,
    /// The first lines of what was submitted.
    pub lines: Vec<SnapshotLine>,
    /// Whether the flow allows to approve it together with others.
    pub bulk: bool,
    /// The request's version.
    pub version: i64,
    /// What the caller may decide.
    pub acts: Vec<ApprovalActKind>,
}

vocabulary! {
    TaskActKind as "task_act" {
        Done = "done",
    }
}

/// An action on a task.
#[derive(Clone, Debug, Serialize, Deserialize, validator::Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskAct {
    pub act: TaskActKind,
}

/// The figures of the menu badge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxCount {
    pub open: u64,
    pub overdue: u64,
}

endpoints! {
    ListInbox: GET "/inbox" ? crate::page::ListQuery, () => crate::page::Page<Task>;
    CountInbox: GET "/inbox/count", () => InboxCount;
    ActOnTask: POST "/tasks/{id}/transitions", TaskAct => Task;
}

resource! { Task => "/tasks/{id}" }
