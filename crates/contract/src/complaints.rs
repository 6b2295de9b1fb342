//! Complaints from intake to a satisfied customer (CPL-01 to CPL-06, CPL-14).

pub mod analysis;
pub mod care;
mod clocks;
pub mod contacts;
pub mod corrective_actions;
pub mod desk;
pub mod inquiries;
pub mod intake;
pub mod knowledge;
pub mod mails;
pub mod nonconformities;
pub mod particulars;
pub mod remedy;
pub mod service_requests;
pub mod settings;
pub mod severity;
pub mod severity_rules;
pub mod stage_surveys;
pub mod uploads;

pub use clocks::{Clock, ClockStep, Handling, HandlingStep, NewPause, Pause, PauseReason};
pub use contacts::CustomerContact;
pub use intake::{NewComplaint, TopicRef};
pub use particulars::Correction;
pub use remedy::Remedy;
pub use severity::{SeverityRule, SeverityWhy};

use crate::campaigns::Reason;
use crate::page::{ListQuery, Page};
use crate::values::{Masked, PersonRef, Subject, is_name, is_printable};
use chrono::{DateTime, Utc};
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
        /// Handled as part of another case about the same matter (CPL-09); its customer is answered separately.
        Merged = "merged",
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
        /// Handle it as part of another case (CPL-09).
        Merge = "merge",
        /// Handle it on its own again.
        Split = "split",
        /// By the case that it is part of: that one is carried out, so this customer is asked as well.
        Follow = "follow",
        /// By the customer: satisfied.
        Accept = "accept",
        /// By the customer: not satisfied.
        Dispute = "dispute",
        /// By a correction: who judged the case may do so no more, or was asked about another one (CPL-03).
        Recuse = "recuse",
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
        Api = "api",
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

/// Name the investigator (CPL-03).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvestigatorChoice {
    pub investigator_id: Uuid,
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
    Split,
    Merge(MergeInto),
}

/// Name the case that this one is handled with (CPL-09).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MergeInto {
    pub into_id: Uuid,
}

/// Say whose complaint it is; it may have come without a known customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomerChoice {
    pub customer_id: Uuid,
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
            Self::Split => ComplaintActKind::Split,
            Self::Merge(_) => ComplaintActKind::Merge,
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
            Self::Submit | Self::Resume | Self::Split => Ok(()),
            Self::Merge(body) => body.validate(),
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
    /// Absent: nobody has said yet whose complaint it is.
    pub customer: Option<Subject>,
    pub complainant: String,
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
    /// Absent: nobody has said yet whose complaint it is.
    pub customer: Option<Subject>,
    pub complainant: String,
    pub phone: Option<Masked>,
    pub email: Option<Masked>,
    pub matter: String,
    pub category: ComplaintCategory,
    pub topic: Option<TopicRef>,
    pub product: String,
    pub contract_number: String,
    pub campaign: Option<Subject>,
    pub channel: ComplaintChannel,
    pub severity: Severity,
    pub severity_why: SeverityWhy,
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
    /// What was put right since intake, the newest last.
    pub corrections: Vec<Correction>,
    /// The steps of GB/T 19012 with owner, time and evidence.
    pub handling: Vec<Handling>,
    /// What was said between company and customer, the newest last.
    pub contacts: Vec<CustomerContact>,
    /// When the customer must hear of progress again; absent where nothing is in hand.
    pub tell_due_at: Option<DateTime<Utc>>,
    /// The case that this one is handled with (CPL-09).
    pub merged_into: Option<Subject>,
    /// Cases handled with this one.
    pub merged: Vec<Subject>,
    /// What the customer was told at intake.
    pub apology: String,
    pub version: i64,
    pub actions: Vec<ComplaintActKind>,
    /// The caller may see phone and e-mail, and note contacts.
    pub in_hand: bool,
    /// The caller may put particulars right.
    pub correctable: bool,
}

endpoints! {
    ListComplaints: GET "/complaints" ? ListQuery, () => Page<ComplaintRow>;
    FileComplaint: POST "/complaints", NewComplaint => Complaint;
    ShowComplaint: GET "/complaints/{id}", () => Complaint;
    ChooseComplaintCustomer: PUT "/complaints/{id}/customer", CustomerChoice => Complaint;
    ActOnComplaint: POST "/complaints/{id}/transitions", ComplaintAct => Complaint;
}

resource! { Complaint => "/complaints/{id}" }
