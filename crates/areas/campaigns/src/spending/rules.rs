//! How far money reaches (CMP-06). Pure; amounts in fen.

use contract::Money;
use contract::approvals::ApprovalKind;
use contract::approvals::flow::{FlowForm, FlowStep, Vacant};

/// CMP-06: above this over-run in fen (10 000 yuan) the general manager signs, too.
const GENERAL_MANAGER_ABOVE: i64 = 1_000_000;

/// CMP-06: up to here the budget may be overrun without approval: so many per cent more, fractions of a fen cut off.
pub(super) fn limit(budget: i64, percent: u32) -> i64 {
    let limit = i128::from(budget) * i128::from(100 + i64::from(percent)) / 100;
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// By how much the budget would be overrun, where that needs approval.
pub(super) fn needs_approval(budget: i64, bound: i64, more: i64, percent: u32) -> Option<i64> {
    let whole = bound.saturating_add(more);
    (whole > limit(budget, percent)).then(|| whole.saturating_sub(budget))
}

/// Who signs an over-run, unless the company says otherwise.
pub(crate) fn flow() -> FlowForm {
    FlowForm {
        kind: ApprovalKind::CampaignOverrun,
        name: "活动超支审批".to_owned(),
        vacant: Vacant::Refuse,
        same_person_once: false,
        bulk: false,
        steps: vec![
            FlowStep::by_role("营销总监审批", "marketing_director"),
            FlowStep {
                amount_above: Some(Money::from_cents(GENERAL_MANAGER_ABOVE)), ..FlowStep::by_role("总经理审批", "general_manager")
            },
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmp_06_ten_per_cent_over_is_free_and_a_fen_more_is_not() {
        // 20 000 yuan: up to 22 000 yuan.
        assert_eq!(limit(2_000_000, 10), 2_200_000);
        assert_eq!(needs_approval(2_000_000, 1_500_000, 700_000, 10), None);
        assert_eq!(needs_approval(2_000_000, 1_500_000, 700_001, 10), Some(200_001), "the whole over-run is told");
        assert_eq!(needs_approval(2_000_000, 0, 2_000_000, 0), None);
        assert_eq!(needs_approval(0, 0, 1, 10), Some(1), "a campaign without budget spends nothing");
        assert_eq!(limit(9, 10), 9, "a fraction of a fen is none");
    }
}
