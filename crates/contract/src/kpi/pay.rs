//! Pay statements 薪酬 (KPI-16): terms of pay, monthly runs, lines with evidence, slips. Amounts are confidential: an answer to a write
//! never holds any.

use super::Grade;
use super::rule_book::AccountGrade;
use crate::page::{ListQuery, Page};
use crate::people::Employment;
use crate::values::{Money, PersonRef, at, is_name, is_not_negative, is_printable};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    PayStatus as "pay_status" {
        /// Lines come in; slips are worked out anew with each look.
        Draft = "draft",
        /// The slips stand still.
        Checked = "checked",
        Approved = "approved",
        /// For good: people see their slips.
        Locked = "locked",
    }
}

vocabulary! {
    PayActKind as "pay_act" {
        /// A line of somebody's pay.
        Enter = "enter",
        Check = "check",
        Approve = "approve",
        /// Back to draft, with a reason.
        GiveBack = "give_back",
        Lock = "lock",
    }
}

vocabulary! {
    /// What is entered with evidence.
    PayLineKind as "pay_line" {
        Commission = "commission",
        Award = "award",
        /// For attendance.
        Deduction = "deduction",
        /// Of a month that is locked; it may be less than nothing.
        Correction = "correction",
    }
}

vocabulary! {
    /// What a slip is made of.
    PayPartKind as "pay_part" {
        Basic = "basic",
        PostPay = "post_pay",
        Seniority = "seniority",
        Performance = "performance",
        Commission = "commission",
        Award = "award",
        Deduction = "deduction",
        Correction = "correction",
    }
}

/// What somebody is paid from a month on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPayTerm {
    pub person_id: Uuid,
    /// `2026-11`: a month whose pay is not checked yet.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11"))]
    pub from_month: String,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub basic: Money,
    /// What the coefficient of the month's result is taken of, besides the graded benefit base.
    #[validate(nested, custom(function = "is_not_negative"))]
    pub performance: Money,
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Terms that were set: where, not how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayTermSet {
    pub id: Uuid,
    pub person: PersonRef,
    pub from_month: String,
}

/// Terms as they were set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayTerm {
    pub id: Uuid,
    pub from_month: String,
    pub basic: Money,
    pub performance: Money,
    pub reason: String,
    pub set_by: PersonRef,
    pub set_at: DateTime<Utc>,
}

/// Somebody's terms, and the grade that adds to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonPay {
    pub person: PersonRef,
    pub post: String,
    pub employment: Option<Employment>,
    pub grade: Option<AccountGrade>,
    /// In force this month.
    pub now: Option<PayTerm>,
    /// Those from later months on, and those before.
    pub others: Vec<PayTerm>,
}

/// The terms of everyone within reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayTerms {
    pub items: Vec<PersonPay>,
    /// Whether the caller may set them.
    pub editable: bool,
}

/// A month about to be paid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPayRun {
    /// `2026-10`: this month at the latest.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-10"))]
    pub month: String,
}

/// A line about to be entered, or one that puts another right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "line_fits"))]
pub struct NewPayLine {
    pub person_id: Uuid,
    pub kind: PayLineKind,
    /// Deductions too are entered as they are called, without a sign; only a correction may be less than nothing. Zero takes back the
    /// line that this one replaces.
    #[validate(nested)]
    pub amount: Money,
    /// Of a correction: the locked month that it is about.
    #[serde(default)]
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$"))]
    pub for_month: Option<String>,
    /// Why, and where the evidence is.
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// The line that this one puts right; both stay.
    #[serde(default)]
    pub replaces: Option<Uuid>,
}

fn line_fits(line: &NewPayLine) -> Result<(), ValidationError> {
    let correction = line.kind == PayLineKind::Correction;
    if !correction && line.amount.amount.is_sign_negative() && !line.amount.amount.is_zero() {
        return Err(at("amount", "money_negative"));
    }
    if line.amount.amount.is_zero() && line.replaces.is_none() {
        return Err(at("amount", "required"));
    }
    match (correction, &line.for_month) {
        (true, None) => Err(at("for_month", "required")),
        (false, Some(_)) => Err(at("for_month", "only_corrections")),
        _ => Ok(()),
    }
}

/// An action on a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "with_reason"))]
pub struct PayAct {
    pub act: PayActKind,
    /// Why it is given back.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: String,
}

fn with_reason(act: &PayAct) -> Result<(), ValidationError> {
    let missing = act.act == PayActKind::GiveBack && act.reason.trim().is_empty();
    if missing { Err(at("reason", "reason_required")) } else { Ok(()) }
}

/// Who took a step of a run, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayStep {
    pub person: PersonRef,
    pub at: DateTime<Utc>,
}

/// The pay of a month: its way, without amounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayRun {
    pub id: Uuid,
    pub month: String,
    pub status: PayStatus,
    pub opened_by: PersonRef,
    pub checked: Option<PayStep>,
    pub approved: Option<PayStep>,
    pub locked: Option<PayStep>,
    /// Why it was given back the last time.
    pub returned_reason: String,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<PayActKind>,
}

/// A part of a slip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayPart {
    pub kind: PayPartKind,
    /// As it is added: deductions are below zero.
    pub amount: Money,
    /// How it came about, or the evidence.
    pub note: String,
    /// The line behind it, where somebody entered it.
    pub line: Option<PayLine>,
}

/// Who entered a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayLine {
    pub id: Uuid,
    pub entered_by: PersonRef,
    pub entered_at: DateTime<Utc>,
    pub for_month: Option<String>,
}

/// For how many of the working days of a month somebody is paid: those with the company, less what their leave costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayDays {
    /// Days that are paid in full.
    pub paid: u32,
    pub of: u32,
    /// What is paid of the days that are paid in part, in days; absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "1.2"))]
    pub partly: Option<Decimal>,
}

impl PayDays {
    /// All that is paid, in days.
    pub fn counted(&self) -> Decimal {
        (Decimal::from(self.paid) + self.partly.unwrap_or_default()).normalize()
    }
}

/// What somebody is paid for a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaySlip {
    pub run: Uuid,
    pub person: PersonRef,
    pub post: String,
    pub month: String,
    pub employment: Option<Employment>,
    pub grade: Option<AccountGrade>,
    /// The month's final result; absent where there is none.
    pub result: Option<Grade>,
    /// Of the performance pay; 1 where there is no final result.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub coefficient: Decimal,
    /// All parts but the lines are paid for these days; absent in slips older than that, and for who was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<PayDays>,
    /// The month's result is published and not final yet: the run cannot be checked.
    pub waits: bool,
    pub parts: Vec<PayPart>,
    pub total: Money,
}

/// The slips of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaySlips {
    pub items: Vec<PaySlip>,
    pub total: Money,
    /// Active people without terms of pay: they are in no slip.
    pub without_terms: Vec<PersonRef>,
}

/// One's own slips of locked months, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPaySlips {
    pub items: Vec<PaySlip>,
}

endpoints! {
    ListPayTerms: GET "/pay/terms", () => PayTerms;
    SetPayTerm: POST "/pay/terms", NewPayTerm => PayTermSet;
    ListPayRuns: GET "/pay/runs" ? ListQuery, () => Page<PayRun>;
    OpenPayRun: POST "/pay/runs", NewPayRun => PayRun;
    ShowPayRun: GET "/pay/runs/{id}", () => PayRun;
    ListPaySlips: GET "/pay/runs/{id}/slips", () => PaySlips;
    EnterPayLine: POST "/pay/runs/{id}/lines", NewPayLine => PayRun;
    ActOnPayRun: POST "/pay/runs/{id}/transitions", PayAct => PayRun;
    ListOwnPaySlips: GET "/me/pay-slips", () => OwnPaySlips;
}

/// Operations whose answers are files.
pub const FILES: &[(&str, &str, &str)] =
    &[("ExportPayRun", "GET", "/pay/runs/{id}/export.xlsx"), ("PrintPaySlip", "GET", "/pay/runs/{id}/slips/{person_id}/slip.pdf")];

resource! { PayRun => "/pay/runs/{id}" }
