//! Who approves how many days, and when two leaves are in each other's way. Pure.

use chrono::NaiveDate;
use contract::approvals::ApprovalKind;
use contract::approvals::flow::{FlowForm, FlowStep, StepBy, Vacant};
use locale::problems as text;
use platform::Refusal;
use rust_decimal::Decimal;

pub const OVERLAP: Refusal = Refusal::new("leave.overlap", text::LEAVE_OVERLAP);

/// Sick leave is asked for afterwards, but not for ever.
pub const LATEST_DAYS: i64 = 31;

const RULE: &str = "请假 1 天以内由部门负责人审批，1 天以上加营销总监，3 天以上再加总经理";

/// DAY-08: up to a day the superior, above it the director, above three the general manager as well.
pub(crate) fn flow() -> FlowForm {
    let by_role = |name, role, above: i64| FlowStep {
        days_above: Some(Decimal::from(above)),
        rule: RULE.to_owned(),
        ..FlowStep::by_role(name, role)
    };
    let superior =
        FlowStep {
            by: StepBy::Superior, role: None, level: Some(1), rule: RULE.to_owned(), ..FlowStep::by_role("部门负责人审批", "")
        };
    FlowForm {
        kind: ApprovalKind::Leave,
        name: "请假审批".to_owned(),
        vacant: Vacant::Superior,
        same_person_once: true,
        bulk: true,
        steps: vec![superior, by_role("营销总监审批", "marketing_director", 1), by_role("总经理审批", "general_manager", 3)],
    }
}

/// Whether it is too late to ask for leave from this day on.
pub fn is_too_late(from_on: NaiveDate, today: NaiveDate) -> bool {
    today.signed_duration_since(from_on).num_days() > LATEST_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leave_is_asked_for_afterwards_for_a_month() {
        let day = |text: &str| text.parse().unwrap();
        assert!(!is_too_late(day("2026-10-27"), day("2026-11-27")));
        assert!(is_too_late(day("2026-10-26"), day("2026-11-27")));
        assert!(!is_too_late(day("2027-10-26"), day("2026-11-27")));
    }

    /// DAY-08: [1] and [3] days.
    #[test]
    fn more_days_need_more_signatures() {
        let above: Vec<_> = flow().steps.iter().map(|step| step.days_above).collect();
        assert_eq!(above, [None, Some(Decimal::ONE), Some(Decimal::from(3))]);
    }
}
