//! Leave 请假 (DAY-08, ORG-09): asked for with a substitute, approved by its length; while it runs the substitute stands in by itself.

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, at, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    LeaveKind as "leave_kind" {
        /// 年假
        Annual = "annual",
        /// 事假
        Personal = "personal",
        /// 病假
        Sick = "sick",
        /// 调休
        TimeOff = "time_off",
        /// 婚假
        Marriage = "marriage",
        /// 产假、陪产假
        Parental = "parental",
        /// 丧假
        Bereavement = "bereavement",
    }
}

vocabulary! {
    LeaveStatus as "leave_status" {
        Approving = "approving",
        /// Its first day is still to come.
        Approved = "approved",
        Running = "running",
        Over = "over",
        Refused = "refused",
        Withdrawn = "withdrawn",
        /// Given up before it began.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    LeaveActKind as "leave_act" {
        Withdraw = "withdraw",
        Cancel = "cancel",
        /// Back before its last day 销假.
        ComeBack = "come_back",
        /// The request was taken back at its approval.
        TakeBack = "take_back",
        /// By the approval.
        Approve = "approve",
        /// By the approval.
        Return = "return",
        /// By the clock, on its first day.
        Begin = "begin",
        /// By the clock, after its last day.
        End = "end",
    }
}

/// A leave as it is asked for, both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "begins_before_it_ends", skip_on_field_errors = false))]
pub struct LeaveForm {
    pub kind: LeaveKind,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub from_on: NaiveDate,
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub to_on: NaiveDate,
    /// Who decides and works for the person meanwhile.
    pub substitute_id: Uuid,
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// What the substitute has to know.
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub notes: String,
}

/// The longest leave, in days of the calendar.
const LONGEST: i64 = 366;

fn begins_before_it_ends(form: &LeaveForm) -> Result<(), ValidationError> {
    match form.to_on.signed_duration_since(form.from_on).num_days() {
        ..0 => Err(at("to_on", "ends_before_start")),
        0..LONGEST => Ok(()),
        _ => Err(at("to_on", "range")),
    }
}

/// A leave in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeaveRow {
    pub id: Uuid,
    pub number: String,
    pub person: PersonRef,
    pub substitute: PersonRef,
    pub kind: LeaveKind,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    /// Working days.
    pub days: i64,
    pub status: LeaveStatus,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

/// A leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Leave {
    pub id: Uuid,
    pub number: String,
    pub person: PersonRef,
    pub substitute: PersonRef,
    pub kind: LeaveKind,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    /// Working days.
    pub days: i64,
    pub reason: String,
    pub notes: String,
    pub status: LeaveStatus,
    /// What the last decision or withdrawal said.
    pub remark: String,
    pub approval: Option<Subject>,
    /// The substitute decides for the person since it was approved; absent where somebody did already.
    pub delegation: Option<Subject>,
    /// The first day back, where it ended before its last day.
    pub back_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<LeaveActKind>,
}

/// A person's own step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaveAct {
    pub act: LeaveActKind,
}

endpoints! {
    ListLeaves: GET "/leaves" ? ListQuery, () => Page<LeaveRow>;
    AskForLeave: POST "/leaves", LeaveForm => Leave;
    ShowLeave: GET "/leaves/{id}", () => Leave;
    ActOnLeave: POST "/leaves/{id}/transitions", LeaveAct => Leave;
}

resource! { Leave => "/leaves/{id}" }
