//! Rules of campaigns: pure functions.

use chrono::{DateTime, NaiveDate, Utc};
use engines::calendar::WorkingDays;
use rust_decimal::{Decimal, RoundingStrategy};

/// Working days for the summary (CMP-10; a company's figure, five unless changed).
const SUMMARY_DAYS: u32 = 5;

/// Above this budget the general manager signs, too (CMP-03; a company's figure), in fen: 100 000 yuan.
const GM_ABOVE_CENTS: i64 = 10_000_000;

/// CMP-10: the summary is due five working days after the end.
pub(crate) fn summary_due(finished_at: DateTime<Utc>, days: &WorkingDays) -> NaiveDate {
    days.add(days.day_of(finished_at), SUMMARY_DAYS)
}

/// CMP-03: who signs, in order.
pub(crate) fn signers(budget_cents: i64) -> Vec<&'static str> {
    if budget_cents > GM_ABOVE_CENTS { vec!["marketing_director", "general_manager"] } else { vec!["marketing_director"] }
}

/// Cost for each lead in fen, half up; `None` without leads.
pub(crate) fn cost_per_lead(cost_cents: i64, leads: i64) -> Option<i64> {
    let each = Decimal::from(cost_cents).checked_div(Decimal::from(leads))?;
    let rounded = each.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(rounded.mantissa()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_due_five_working_days_after_the_end() {
        let off = (1..=7).map(|d| (NaiveDate::from_ymd_opt(2026, 10, d).unwrap(), false));
        let days = WorkingDays::new(off.chain([(NaiveDate::from_ymd_opt(2026, 10, 10).unwrap(), true)]), 480);
        let end = DateTime::parse_from_rfc3339("2026-09-29T20:00:00+08:00").unwrap().to_utc();
        // 30 September; 8, 9 and the make-up Saturday 10 October; Monday the 12th.
        assert_eq!(summary_due(end, &days), NaiveDate::from_ymd_opt(2026, 10, 12).unwrap());
    }

    #[test]
    fn a_large_budget_needs_the_general_manager() {
        assert_eq!(signers(10_000_000), ["marketing_director"]);
        assert_eq!(signers(10_000_001), ["marketing_director", "general_manager"]);
    }

    #[test]
    fn cost_per_lead_is_rounded_half_up_to_the_fen() {
        assert_eq!(cost_per_lead(1_000_000, 3), Some(333_333));
        assert_eq!(cost_per_lead(5, 2), Some(3));
        assert_eq!(cost_per_lead(5, 0), None);
    }
}
