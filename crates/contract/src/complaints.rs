//! Complaints from intake to a satisfied customer (CPL-01 to CPL-06, CPL-14).

pub mod analysis;
mod clocks;
pub mod corrective_actions;
pub mod desk;
pub mod knowledge;
pub mod nonconformities;
pub mod service_requests;
pub mod stage_surveys;

pub use clocks::{Clock, ClockStep, NewPause, Pause, PauseReason};

use crate::campaigns::Reason;
use crate::page::{ListQuery, Page};
use crate::values::{Money, PersonRef, Subject, is_name, is_not_negative, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    ComplaintStatus as "complaint_status" {
        Received = "received",
        Investigating = "investigating",
        RemedyProposed = "remedy_proposed",
        Approving = "approving",
        Executing = "executing",
        AwaitingFeedback = "awaiting_feedback",
        Closed = "closed",
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    ComplaintActKind as "complaint_act" {
        Assign = "assign",
        Propose = "propose",
        Submit = "submit",
        /// By the approval engine.
        Approve = "approve",
        /// By the approval engine.
        Return = "return",
        CarryOut = "carry_out",
        Close = "close",
        Reopen = "reopen",
        Withdraw = "withdraw",
        /// Stop the clocks while somebody outside is waited for (CPL-02).
        Pause = "pause",
        Resume = "resume",
        /// By the clock: a step is soon due, or late.
        Escalate = "escalate",
        /// By the clock: the customer did not answer in time (CPL-06).
        Lapse = "lapse",
    }
}

vocabulary! {
    ComplaintCategory as "complaint_category" {
        Quality = "quality",
        Delivery = "delivery",
        Service = "service",
        Price = "price",
        Contract = "contract",
        Other = "other",
    }
}

vocabulary! {
    ComplaintChannel as "complaint_channel" {
        Phone = "phone",
        Email = "email",
        Counter = "counter",
        Web = "web",
        Chat = "chat",
        Social = "social",
    }
}

vocabulary! {
    /// How grave it is; it sets the clocks (CPL-02).
    Severity as "severity" {
        Minor = "minor",
        Ordinary = "ordinary",
        Serious = "serious",
    }
}

/// File a complaint (CPL-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewComplaint {
    pub customer_id: Uuid,
    /// Who complains; empty: the customer itself.
    #[serde(default)]
    #[validate(length(max = 80), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub complainant: String,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub matter: String,
    pub category: ComplaintCategory,
    pub channel: ComplaintChannel,
    /// Absent: suggested from category and words.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// What the customer wishes.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub wish: String,
    /// Who is complained about: neither investigates nor approves (CPL-03).
    #[serde(default)]
    pub about_person_id: Option<Uuid>,
}

/// Name the investigator (CPL-03).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvestigatorChoice {
    pub investigator_id: Uuid,
}

/// What was found and what is proposed (CPL-03, CPL-04).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub findings: String,
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub cause: String,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub measures: String,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub compensation: Money,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub due_on: NaiveDate,
}

/// What was done (CPL-05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Execution {
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub result: String,
}

/// The customer's answer (CPL-06): 4 and 5 close the case, less reopens it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// 1 very dissatisfied – 5 very satisfied.
    #[validate(range(min = 1, max = 5))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub satisfaction: i64,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}

/// An action on a complaint with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ComplaintAct {
    Assign(InvestigatorChoice),
    Propose(Remedy),
    Submit,
    CarryOut(Execution),
    /// The customer is satisfied (4 or 5).
    Close(Feedback),
    /// The customer is not satisfied (1 to 3).
    Reopen(Feedback),
    Withdraw(Reason),
    Pause(NewPause),
    Resume,
}

impl ComplaintAct {
    /// Which action it is.
    pub fn kind(&self) -> ComplaintActKind {
        match self {
            Self::Assign(_) => ComplaintActKind::Assign,
            Self::Propose(_) => ComplaintActKind::Propose,
            Self::Submit => ComplaintActKind::Submit,
            Self::CarryOut(_) => ComplaintActKind::CarryOut,
            Self::Close(_) => ComplaintActKind::Close,
            Self::Reopen(_) => ComplaintActKind::Reopen,
            Self::Withdraw(_) => ComplaintActKind::Withdraw,
            Self::Pause(_) => ComplaintActKind::Pause,
            Self::Resume => ComplaintActKind::Resume,
        }
    }

    /// The action that a customer's answer leads to.
    pub fn answer(feedback: Feedback) -> Self {
        if feedback.satisfaction >= SATISFIED_FROM { Self::Close(feedback) } else { Self::Reopen(feedback) }
    }
}

/// The lowest mark that counts as satisfied.
pub const SATISFIED_FROM: i64 = 4;

impl Validate for ComplaintAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        let mark = |feedback: &Feedback, satisfied: bool| {
            feedback.validate()?;
            if (feedback.satisfaction >= SATISFIED_FROM) == satisfied {
                return Ok(());
            }
            let mut errors = validator::ValidationErrors::new();
            errors.add("satisfaction", validator::ValidationError::new("satisfaction_mismatch"));
            Err(errors)
        };
        match self {
            Self::Submit | Self::Resume => Ok(()),
            Self::Assign(body) => body.validate(),
            Self::Propose(body) => body.validate(),
            Self::CarryOut(body) => body.validate(),
            Self::Close(body) => mark(body, true),
            Self::Reopen(body) => mark(body, false),
            Self::Withdraw(body) => body.validate(),
            Self::Pause(body) => body.validate(),
        }
    }
}

/// A complaint in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintRow {
    pub id: Uuid,
    pub number: String,
    pub customer: Subject,
    pub matter: String,
    pub category: ComplaintCategory,
    pub severity: Severity,
    pub status: ComplaintStatus,
    pub agent: PersonRef,
    pub investigator: Option<PersonRef>,
    pub received_at: DateTime<Utc>,
    /// When the step that runs is due; absent where none runs, and in a pause.
    pub due_at: Option<DateTime<Utc>>,
    pub overdue: bool,
    /// Since when the clocks stand still.
    pub paused_at: Option<DateTime<Utc>>,
    pub version: i64,
}

/// One step that was taken: who, when and why (CPL-14).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintStep {
    pub at: DateTime<Utc>,
    pub act: Option<ComplaintActKind>,
    pub from: Option<ComplaintStatus>,
    pub to: ComplaintStatus,
    pub person: Option<PersonRef>,
    pub note: String,
}

/// A complaint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Complaint {
    pub id: Uuid,
    /// The reference number to read out to the customer.
    pub number: String,
    pub customer: Subject,
    pub complainant: String,
    pub matter: String,
    pub category: ComplaintCategory,
    pub channel: ComplaintChannel,
    pub severity: Severity,
    pub wish: String,
    pub about_person: Option<PersonRef>,
    pub status: ComplaintStatus,
    pub agent: PersonRef,
    pub investigator: Option<PersonRef>,
    pub remedy: Option<Remedy>,
    pub execution: Option<Execution>,
    pub feedback: Option<Feedback>,
    /// How often it was reopened.
    pub reopened: i32,
    pub approval_id: Option<Uuid>,
    pub received_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    /// The clock that runs; absent where none runs, and in a pause.
    pub running: Option<ClockStep>,
    /// When the step that runs is due.
    pub due_at: Option<DateTime<Utc>>,
    pub paused_at: Option<DateTime<Utc>>,
    pub clocks: Vec<Clock>,
    pub pauses: Vec<Pause>,
    pub steps: Vec<ComplaintStep>,
    /// What to say to the customer at intake.
    pub apology: String,
    pub version: i64,
    pub actions: Vec<ComplaintActKind>,
}

endpoints! {
    ListComplaints: GET "/complaints" ? ListQuery, () => Page<ComplaintRow>;
    FileComplaint: POST "/complaints", NewComplaint => Complaint;
    ShowComplaint: GET "/complaints/{id}", () => Complaint;
    ActOnComplaint: POST "/complaints/{id}/transitions", ComplaintAct => Complaint;
}

resource! { Complaint => "/complaints/{id}" }
