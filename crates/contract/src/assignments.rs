//! Tasks that people give each other, or themselves (DAY-03).

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, SubjectKind, at, is_name, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    AssignmentStatus as "assignment_status" {
        Open = "open",
        Done = "done",
        Cancelled = "cancelled",
    }
}

vocabulary! {
    AssignmentActKind as "assignment_act" {
        /// Answer an important matter (重要事项限时答复).
        Reply = "reply",
        Complete = "complete",
        Reopen = "reopen",
        Cancel = "cancel",
    }
}

vocabulary! {
    Priority as "priority" {
        Low = "low",
        Normal = "normal",
        High = "high",
        Urgent = "urgent",
    }
}

vocabulary! {
    /// When the same is to be done again.
    Repeat as "repeat" {
        Never = "never",
        /// Each working day.
        Daily = "daily",
        Weekly = "weekly",
        /// On the same day of each month, or its last where it is shorter.
        Monthly = "monthly",
    }
}

/// A record that a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct About {
    pub kind: SubjectKind,
    pub id: Uuid,
}

/// A line of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChecklistLine {
    #[validate(length(max = 200), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub text: String,
    #[serde(default)]
    pub done: bool,
}

/// Give somebody a task, or change it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "makes_sense"))]
pub struct AssignmentForm {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub title: String,
    #[serde(default)]
    #[validate(length(max = 4000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub details: String,
    /// Who is to do it.
    pub owner_id: Uuid,
    /// Who may look on.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub watcher_ids: Vec<Uuid>,
    /// When it is due; or else `due_in_days`.
    #[serde(default)]
    pub due_at: Option<DateTime<Utc>>,
    /// In so many working days, at their end.
    #[serde(default)]
    #[validate(range(min = 0, max = 250))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 250))]
    pub due_in_days: Option<u32>,
    pub priority: Priority,
    pub repeat: Repeat,
    /// Until when the owner must have answered; the task cannot be done before.
    #[serde(default)]
    pub reply_by: Option<DateTime<Utc>>,
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub checklist: Vec<ChecklistLine>,
    /// The record it is about, one that the giver may see; it stays as it is when the task is changed.
    #[serde(default)]
    pub about: Option<About>,
}

fn makes_sense(form: &AssignmentForm) -> Result<(), ValidationError> {
    if form.due_at.is_some() && form.due_in_days.is_some() {
        return Err(at("due_in_days", "due_twice"));
    }
    if form.repeat != Repeat::Never && form.due_at.is_none() && form.due_in_days.is_none() {
        return Err(at("due_at", "repeat_without_due"));
    }
    Ok(())
}

/// The checklist as ticked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    #[validate(length(max = 50), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub lines: Vec<ChecklistLine>,
}

/// What the owner answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignmentReply {
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub text: String,
}

/// Why a task is taken up again or dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignmentReason {
    #[validate(length(max = 2000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// An action on a task with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum AssignmentAct {
    Reply(AssignmentReply),
    Complete,
    Reopen(AssignmentReason),
    Cancel(AssignmentReason),
}

impl AssignmentAct {
    /// Which action it is.
    pub fn kind(&self) -> AssignmentActKind {
        match self {
            Self::Reply(_) => AssignmentActKind::Reply,
            Self::Complete => AssignmentActKind::Complete,
            Self::Reopen(_) => AssignmentActKind::Reopen,
            Self::Cancel(_) => AssignmentActKind::Cancel,
        }
    }
}

impl Validate for AssignmentAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Complete => Ok(()),
            Self::Reply(reply) => reply.validate(),
            Self::Reopen(reason) | Self::Cancel(reason) => reason.validate(),
        }
    }
}

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssignmentRow {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub owner: PersonRef,
    pub giver: PersonRef,
    pub status: AssignmentStatus,
    pub priority: Priority,
    pub due_at: Option<DateTime<Utc>>,
    /// Open after its time.
    pub overdue: bool,
    /// Lines of the checklist that are done, and all of them.
    pub ticked: u32,
    pub lines: u32,
    pub version: i64,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignment {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub details: String,
    pub owner: PersonRef,
    pub giver: PersonRef,
    pub watchers: Vec<PersonRef>,
    pub status: AssignmentStatus,
    pub priority: Priority,
    pub repeat: Repeat,
    pub due_at: Option<DateTime<Utc>>,
    pub overdue: bool,
    pub reply_by: Option<DateTime<Utc>>,
    pub reply: Option<String>,
    pub replied_at: Option<DateTime<Utc>>,
    pub checklist: Vec<ChecklistLine>,
    /// The record it is about; absent where the caller may not see that one.
    pub about: Option<Subject>,
    /// Why it was taken up again or dropped.
    pub remark: Option<String>,
    pub done_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<AssignmentActKind>,
    /// Whether the caller may change it now.
    pub editable: bool,
    /// Whether the caller may tick lines of the checklist.
    pub tickable: bool,
}

endpoints! {
    ListAssignments: GET "/assignments" ? ListQuery, () => Page<AssignmentRow>;
    CreateAssignment: POST "/assignments", AssignmentForm => Assignment;
    ShowAssignment: GET "/assignments/{id}", () => Assignment;
    EditAssignment: PUT "/assignments/{id}", AssignmentForm => Assignment;
    TickAssignment: PUT "/assignments/{id}/checklist", Checklist => Assignment;
    ActOnAssignment: POST "/assignments/{id}/transitions", AssignmentAct => Assignment;
}

resource! { Assignment => "/assignments/{id}" }
