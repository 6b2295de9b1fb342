//! Rules of campaigns: pure functions.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use contract::Money;
use contract::approvals::ApprovalKind;
use contract::approvals::flow::{FlowForm, FlowStep, Vacant};
use engines::calendar::WorkingDays;

/// CMP-10: working days until the summary is due, where the company says nothing else.
const SUMMARY_DAYS: u32 = 5;

/// CMP-03: above this budget in fen (100 000 yuan) the general manager signs, too.
const GENERAL_MANAGER_ABOVE: i64 = 10_000_000;

/// CMP-10: the summary is due five working days after the end: the day it was finished, or the last planned day if that is later.
pub(crate) fn summary_due(finished_at: DateTime<Utc>, ends_at: DateTime<Utc>, days: &WorkingDays) -> NaiveDate {
    days.add(days.day_of(finished_at.max(ends_at)), SUMMARY_DAYS)
}

/// CMP-03: who signs a plan, unless the company says otherwise.
pub(crate) fn flow() -> FlowForm {
    let above = Money::from_cents(GENERAL_MANAGER_ABOVE);
    FlowForm {
        kind: ApprovalKind::Campaign,
        name: "营销活动审批".to_owned(),
        vacant: Vacant::Refuse,
        same_person_once: false,
        bulk: false,
        steps: vec![
            FlowStep::by_role("营销总监审批", "marketing_director"),
            FlowStep { amount_above: Some(above), ..FlowStep::by_role("总经理审批", "general_manager") },
        ],
    }
}

/// CMP-10: cost for each lead in fen, rounded half up; `None` where nothing came of it.
pub(crate) fn cost_per_lead(cost_cents: i64, leads: i64) -> Option<i64> {
    let (cost, leads) = (i128::from(cost_cents), i128::from(leads));
    if leads <= 0 {
        return None;
    }
    i64::try_from((cost * 2 + leads).div_euclid(leads * 2)).ok()
}

/// Whether a plan may name this moment: this century or the next. Beyond, calendars and databases have limits of their own.
pub(crate) fn is_plausible(at: DateTime<Utc>) -> bool {
    (2000..2200).contains(&at.year())
}

/// How a summary stands to its due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Punctuality {
    InTime,
    Late,
    /// Past due and not summed up.
    Missing,
    /// Neither due nor summed up yet.
    Open,
}

/// CMP-10: the due day itself is in time.
pub(crate) fn punctuality(due_on: NaiveDate, summed_up_on: Option<NaiveDate>, today: NaiveDate) -> Punctuality {
    match summed_up_on {
        Some(day) if day <= due_on => Punctuality::InTime,
        Some(_) => Punctuality::Late,
        None if due_on < today => Punctuality::Missing,
        None => Punctuality::Open,
    }
}

/// The first `most` characters of a text, and a sign where there is more.
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// National Day 2026: 1–7 October off, Saturday 10 October worked.
    fn calendar() -> WorkingDays {
        let off = (1..=7).map(|d| (NaiveDate::from_ymd_opt(2026, 10, d).unwrap(), false));
        WorkingDays::new(off.chain([(day("2026-10-10"), true)]), 480)
    }

    #[test]
    fn the_summary_is_due_five_working_days_after_the_end() {
        let end = at("2026-11-20T18:00:00+08:00");
        assert_eq!(summary_due(end, end, &calendar()), day("2026-11-27"));
    }

    #[test]
    fn holidays_do_not_count_and_make_up_days_do() {
        let end = at("2026-09-29T18:00:00+08:00");
        // 30 September, 8, 9, 10 (a Saturday that is worked) and 12 October.
        assert_eq!(summary_due(end, end, &calendar()), day("2026-10-12"));
    }

    #[test]
    fn the_later_of_finish_and_planned_end_counts() {
        let (early, late) = (at("2026-11-18T18:00:00+08:00"), at("2026-11-20T18:00:00+08:00"));
        assert_eq!(summary_due(early, late, &calendar()), day("2026-11-27"));
        assert_eq!(summary_due(late, early, &calendar()), day("2026-11-27"));
    }

    #[test]
    fn the_day_is_the_companys_own() {
        // 20 November 23:30 UTC is Saturday the 21st in China: the next five working days end on Friday.
        let end = at("2026-11-20T23:30:00Z");
        assert_eq!(summary_due(end, end, &calendar()), day("2026-11-27"));
        // Sunday 22 November 16:30 UTC is Monday already.
        let end = at("2026-11-22T16:30:00Z");
        assert_eq!(summary_due(end, end, &calendar()), day("2026-11-30"));
    }

    #[test]
    fn above_a_hundred_thousand_yuan_the_general_manager_signs_too() {
        let steps = flow().steps;
        let asked: Vec<_> = steps.iter().map(|s| (s.role.as_deref(), s.amount_above.as_ref().and_then(Money::cents))).collect();
        assert_eq!(asked, [(Some("marketing_director"), None), (Some("general_manager"), Some(10_000_000))]);
    }

    #[test]
    fn cost_per_lead_is_rounded_half_up_to_the_fen() {
        assert_eq!(cost_per_lead(1_000, 3), Some(333));
        assert_eq!(cost_per_lead(2_000, 3), Some(667));
        assert_eq!(cost_per_lead(5, 2), Some(3));
        assert_eq!(cost_per_lead(0, 7), Some(0));
        assert_eq!(cost_per_lead(999_999_999_999_999, 1), Some(999_999_999_999_999));
    }

    #[test]
    fn no_lead_costs_nothing_that_could_be_told() {
        assert_eq!(cost_per_lead(1_000, 0), None);
    }

    #[test]
    fn a_summary_on_its_due_day_is_in_time() {
        let due = day("2026-11-27");
        assert_eq!(punctuality(due, Some(due), day("2026-12-24")), Punctuality::InTime);
        assert_eq!(punctuality(due, Some(day("2026-11-28")), day("2026-12-24")), Punctuality::Late);
    }

    #[test]
    fn a_missing_summary_counts_from_the_day_after() {
        let due = day("2026-11-27");
        assert_eq!(punctuality(due, None, due), Punctuality::Open);
        assert_eq!(punctuality(due, None, day("2026-11-28")), Punctuality::Missing);
    }

    #[test]
    fn a_plan_stays_within_the_calendar() {
        assert!(is_plausible(at("2026-11-22T10:00:00Z")));
        assert!(!is_plausible(DateTime::<Utc>::MAX_UTC));
        assert!(!is_plausible(at("1999-12-31T23:59:59Z")));
    }

    #[test]
    fn an_excerpt_ends_between_characters() {
        assert_eq!(excerpt("秋季家装节", 2), "秋季…");
        assert_eq!(excerpt("秋季家装节", 5), "秋季家装节");
        assert_eq!(excerpt("", 5), "");
    }
}
