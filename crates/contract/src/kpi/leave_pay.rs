//! How much of a day's pay each kind of leave costs (KPI-16): dated, as the company sets it.

use crate::leaves::LeaveKind;
use crate::values::{PersonRef, at, is_name};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// A kind of leave and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaveDeduction {
    pub kind: LeaveKind,
    /// Of the pay of a working day: 100 is unpaid leave.
    #[validate(range(max = 100))]
    #[cfg_attr(feature = "openapi", schema(maximum = 100, example = 40))]
    pub percent: u32,
}

/// What every kind of leave costs; a kind that is not named costs nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "each_once", skip_on_field_errors = false))]
pub struct LeavePayRules {
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub deductions: Vec<LeaveDeduction>,
}

impl Default for LeavePayRules {
    /// Personal leave 事假 is unpaid, all other leave is paid.
    fn default() -> Self {
        Self { deductions: vec![LeaveDeduction { kind: LeaveKind::Personal, percent: 100 }] }
    }
}

impl LeavePayRules {
    /// Of the pay of a day on leave of this kind, in percent.
    pub fn deducted(&self, kind: LeaveKind) -> u32 {
        self.deductions.iter().find(|one| one.kind == kind).map_or(0, |one| one.percent.min(100))
    }
}

fn each_once(rules: &LeavePayRules) -> Result<(), ValidationError> {
    let twice = |(index, one): (usize, &LeaveDeduction)| rules.deductions.iter().take(index).any(|other| other.kind == one.kind);
    if rules.deductions.iter().enumerate().any(twice) { Err(at("deductions", "key_twice")) } else { Ok(()) }
}

/// Other rules from a month on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewLeavePay {
    /// `2026-11`: a month whose pay is not checked yet.
    #[validate(length(max = 7), custom(function = "crate::values::is_month"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 7, pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-11"))]
    pub from_month: String,
    #[validate(nested)]
    pub rules: LeavePayRules,
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Rules as they were set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DatedLeavePay {
    /// Absent with the three below: as the product begins.
    pub id: Option<Uuid>,
    pub from_month: Option<String>,
    pub rules: LeavePayRules,
    pub reason: String,
    pub set_by: Option<PersonRef>,
    pub set_at: Option<DateTime<Utc>>,
}

/// The rules in force this month, and all others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeavePay {
    pub now: DatedLeavePay,
    /// Those from later months on, and those before; the latest first.
    pub others: Vec<DatedLeavePay>,
    /// Whether the caller may set them: they hold for the whole company.
    pub editable: bool,
}

endpoints! {
    ShowLeavePay: GET "/pay/leave-rules", () => LeavePay;
    SetLeavePay: POST "/pay/leave-rules", NewLeavePay => LeavePay;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kpi_16_leave_costs_what_the_company_says() {
        let rules = LeavePayRules::default();
        assert_eq!([LeaveKind::Personal, LeaveKind::Annual, LeaveKind::Sick].map(|kind| rules.deducted(kind)), [100, 0, 0]);
        let of = |deductions: &[(LeaveKind, u32)]| LeavePayRules {
            deductions: deductions.iter().map(|(kind, percent)| LeaveDeduction { kind: *kind, percent: *percent }).collect(),
        };
        assert_eq!(of(&[(LeaveKind::Sick, 40)]).deducted(LeaveKind::Sick), 40);
        assert!(of(&[(LeaveKind::Sick, 40), (LeaveKind::Personal, 100)]).validate().is_ok());
        assert!(of(&[(LeaveKind::Sick, 101)]).validate().is_err(), "more than all of it");
        assert!(of(&[(LeaveKind::Sick, 40), (LeaveKind::Sick, 50)]).validate().is_err(), "the same kind twice");
    }
}
