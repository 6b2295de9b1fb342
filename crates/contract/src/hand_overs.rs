//! Leaving the company: notice, hand-over of everything a person owns, signature (ORG-08).

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// What is handed over.
    HoldingKind as "holding" {
        Customer = "customer",
        CustomerImport = "customer_import",
        Campaign = "campaign",
        /// Something to prepare for a campaign (CMP-04).
        PreparationItem = "preparation_item",
        /// A step or safety check on the day of a campaign (CMP-08).
        RunItem = "run_item",
        /// Committed for a campaign and not paid yet, or waiting for leave (CMP-06).
        Expense = "expense",
        Questionnaire = "questionnaire",
        /// A complaint as its agent.
        Complaint = "complaint",
        /// A complaint as its investigator.
        Investigation = "investigation",
        /// Asked in the investigation of a complaint, and not answered yet.
        Inquiry = "inquiry",
        /// A question, a return or an exchange.
        ServiceRequest = "service_request",
        /// A customer was asked, and has not answered yet (CPL-13).
        StageSurvey = "stage_survey",
        /// A nonconformity to put right.
        Nonconformity = "nonconformity",
        CorrectiveAction = "corrective_action",
        /// The head of a unit.
        Unit = "unit",
        /// Somebody whose superior the person is.
        Report = "report",
        /// The hand-over of somebody else that the person signs as supervisor.
        HandOver = "hand_over",
        /// Marks that the person owes as a superior (KPI-04).
        Marking = "marking",
        Task = "task",
        /// A task that the person gave to somebody else.
        GivenTask = "given_task",
        /// A decision that nobody else can take.
        Approval = "approval",
        /// A program's account that the person answers for.
        ServiceAccount = "service_account",
        Webhook = "webhook",
        Robot = "robot",
    }
}

vocabulary! {
    HandOverStatus as "hand_over_status" {
        /// Less than a month's notice: the director decides.
        Approving = "approving",
        HandingOver = "handing_over",
        Signed = "signed",
        Closed = "closed",
        /// The short notice was not approved.
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    HandOverActKind as "hand_over_act" {
        /// Look again what the person owns.
        Refresh = "refresh",
        /// Name who receives what.
        Assign = "assign",
        /// The money is settled.
        Settle = "settle",
        Sign = "sign",
        Close = "close",
        Withdraw = "withdraw",
        /// By the approval engine.
        Approve = "approve",
        /// By the approval engine.
        Return = "return",
    }
}

vocabulary! {
    LineStatus as "line_status" {
        /// Nobody is named yet.
        Open = "open",
        /// Waits for the receiver.
        Asked = "asked",
        /// The receiver will not have it.
        Declined = "declined",
        /// The receiver has it; or it was settled.
        Done = "done",
    }
}

/// Give notice, for oneself or, in the personnel office, for somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewHandOver {
    /// Whoever has no superior has a signer all the same: the first of executive director, general manager, assistant of the general
    /// manager and personnel office who is not themselves; `supervisor` of the answer says who.
    pub person_id: Uuid,
    /// The last day at work.
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub last_day: NaiveDate,
    #[validate(length(max = 1000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
}

/// Who receives which lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LineAssignment {
    pub receiver_id: Uuid,
    /// Absent: every line that nobody has taken yet.
    #[serde(default)]
    #[validate(length(max = 1000))]
    pub line_ids: Vec<Uuid>,
    /// Only lines of this kind.
    #[serde(default)]
    pub kind: Option<HoldingKind>,
}

/// A statement with a few words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Statement {
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: String,
}

/// An act on a hand-over with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum HandOverAct {
    Refresh,
    Assign(LineAssignment),
    Settle(Statement),
    Sign(Statement),
    Close,
    Withdraw(Statement),
}

impl HandOverAct {
    /// Which act it is.
    pub fn kind(&self) -> HandOverActKind {
        match self {
            Self::Refresh => HandOverActKind::Refresh,
            Self::Assign(_) => HandOverActKind::Assign,
            Self::Settle(_) => HandOverActKind::Settle,
            Self::Sign(_) => HandOverActKind::Sign,
            Self::Close => HandOverActKind::Close,
            Self::Withdraw(_) => HandOverActKind::Withdraw,
        }
    }
}

impl Validate for HandOverAct {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        match self {
            Self::Refresh | Self::Close => Ok(()),
            Self::Assign(body) => body.validate(),
            Self::Settle(body) | Self::Sign(body) | Self::Withdraw(body) => body.validate(),
        }
    }
}

/// The receiver's answer on lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// True: takes them over; false: declines them.
    pub accept: bool,
    /// Absent: every line that waits for the caller.
    #[serde(default)]
    #[validate(length(max = 1000))]
    pub line_ids: Vec<Uuid>,
    /// Why they are declined.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub remark: String,
}

/// How far a hand-over is, by kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    pub kind: HoldingKind,
    pub all: i64,
    pub done: i64,
}

/// A hand-over in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOverRow {
    pub id: Uuid,
    pub number: String,
    pub person: PersonRef,
    pub supervisor: PersonRef,
    pub notice_on: NaiveDate,
    pub last_day: NaiveDate,
    pub short_notice: bool,
    pub status: HandOverStatus,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// Who stated something, when and with which words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signature {
    pub person: PersonRef,
    pub at: DateTime<Utc>,
    pub note: String,
}

/// A hand-over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    pub id: Uuid,
    pub number: String,
    pub person: PersonRef,
    pub post: String,
    pub unit: String,
    pub supervisor: PersonRef,
    pub notice_on: NaiveDate,
    pub last_day: NaiveDate,
    /// Less than a month's notice.
    pub short_notice: bool,
    pub reason: String,
    pub status: HandOverStatus,
    pub approval_id: Option<Uuid>,
    pub progress: Vec<Progress>,
    /// How many lines wait for the caller's confirmation.
    pub waits_for_me: i64,
    pub settled: Option<Signature>,
    pub signed: Option<Signature>,
    pub closed_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub actions: Vec<HandOverActKind>,
}

/// One thing that goes to somebody else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOverLine {
    pub id: Uuid,
    pub hand_over_id: Uuid,
    pub kind: HoldingKind,
    pub subject: Subject,
    /// Nobody can take it: the person must finish it.
    pub must_settle: bool,
    pub receiver: Option<PersonRef>,
    /// The caller takes it over or declines it, on its own or with others.
    pub waits_for_me: bool,
    pub status: LineStatus,
    pub remark: String,
    pub done_at: Option<DateTime<Utc>>,
}

endpoints! {
    ListHandOvers: GET "/hand-overs" ? ListQuery, () => Page<HandOverRow>;
    GiveNotice: POST "/hand-overs", NewHandOver => HandOver;
    ShowHandOver: GET "/hand-overs/{id}", () => HandOver;
    ActOnHandOver: POST "/hand-overs/{id}/transitions", HandOverAct => HandOver;
    ConfirmLines: POST "/hand-overs/{id}/confirmations", Confirmation => HandOver;
    ListLines: GET "/hand-over-lines" ? ListQuery, () => Page<HandOverLine>;
}

resource! { HandOver => "/hand-overs/{id}" }
