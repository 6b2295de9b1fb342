//! When notice is short, and what stops a hand-over. Pure.

use chrono::{DateTime, Months, NaiveDate, Utc};
use contract::approvals::ApprovalKind;
use contract::approvals::flow::{FlowForm, FlowStep, Vacant};
use engines::calendar::WorkingDays;
use locale::problems as text;
use platform::Refusal;

pub const RUNS: Refusal = Refusal::new("hand_over.runs", text::HAND_OVER_RUNS);
pub const NOT_NOW: Refusal = Refusal::new("hand_over.not_now", text::HAND_OVER_NOT_NOW);
pub const NOT_CONCERNED: Refusal = Refusal::new("hand_over.not_concerned", text::HAND_OVER_NOT_CONCERNED);
pub const NOT_SUPERVISOR: Refusal = Refusal::new("hand_over.not_supervisor", text::HAND_OVER_NOT_SUPERVISOR);
pub const OWN: Refusal = Refusal::new("hand_over.own", text::HAND_OVER_OWN);
pub const LINES_LEFT: Refusal = Refusal::new("hand_over.lines_left", text::HAND_OVER_LINES_LEFT);
pub const NOT_SETTLED: Refusal = Refusal::new("hand_over.not_settled", text::HAND_OVER_NOT_SETTLED);
pub const NO_SUPERVISOR: Refusal = Refusal::new("hand_over.no_supervisor", text::HAND_OVER_NO_SUPERVISOR);
pub const NOTHING_WAITS: Refusal = Refusal::new("hand_over.nothing_waits", text::HAND_OVER_NOTHING_WAITS);
pub const TOO_EARLY: Refusal = Refusal::new("hand_over.too_early", text::HAND_OVER_TOO_EARLY);

/// ORG-08: notice is given at least a month before the last day.
pub fn is_short(notice_on: NaiveDate, last_day: NaiveDate) -> bool {
    notice_on.checked_add_months(Months::new(1)).is_none_or(|earliest| last_day < earliest)
}

/// When a hand-over is to be signed: the end of the last day worked from the notice on, where there is none the end of the last day.
pub fn due(notice_on: NaiveDate, last_day: NaiveDate, days: &WorkingDays) -> DateTime<Utc> {
    let worked = days.on_or_before(last_day);
    if worked < notice_on { days.end_of(last_day) } else { days.end_of(worked) }
}

/// Who approves a short notice: the director, and of the director's own the superior.
pub(crate) fn flow() -> FlowForm {
    FlowForm {
        kind: ApprovalKind::ShortNotice,
        name: "离职通知不足一个月审批".to_owned(),
        vacant: Vacant::Superior,
        same_person_once: false,
        bulk: false,
        steps: vec![FlowStep::by_role("营销总监审批", "marketing_director")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(notice: &str, last: &str) -> bool {
        is_short(notice.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn the_signature_is_due_with_the_last_day_that_is_worked() {
        let days = WorkingDays::new([("2026-12-31".parse().unwrap(), false)], 480);
        let due = |notice: &str, last: &str| due(notice.parse().unwrap(), last.parse().unwrap(), &days).to_rfc3339();
        assert_eq!(due("2026-11-22", "2026-12-30"), "2026-12-30T10:00:00+00:00", "18:00 at the company");
        assert_eq!(due("2026-11-22", "2026-12-31"), "2026-12-30T10:00:00+00:00", "a day off");
        assert_eq!(due("2026-11-22", "2027-01-03"), "2027-01-01T10:00:00+00:00", "a Sunday");
        assert_eq!(due("2026-11-28", "2026-11-29"), "2026-11-29T10:00:00+00:00", "no working day is left");
    }

    #[test]
    fn a_month_is_a_month_of_the_calendar() {
        assert!(!short("2026-11-22", "2026-12-22"));
        assert!(short("2026-11-22", "2026-12-21"));
        assert!(!short("2026-01-31", "2026-02-28"), "February has no 31st");
        assert!(short("2026-11-22", "2026-11-22"));
    }
}
