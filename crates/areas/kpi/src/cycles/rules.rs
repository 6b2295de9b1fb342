//! The days of a cycle on the company's working calendar, and what is due when. Pure.

use crate::month::Month;
use chrono::{Datelike, Days, NaiveDate};
use contract::kpi::cycles::{CycleActKind, CycleRules, CycleStatus};
use engines::calendar::WorkingDays;

/// Up to which day of January a year's self-reviews and marks come.
const ANNUAL: (u32, u32) = (10, 20);

/// When the parts of a cycle are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    pub self_from: NaiveDate,
    pub self_until: NaiveDate,
    pub marking_from: NaiveDate,
    pub marking_until: NaiveDate,
    pub calibrated_until: NaiveDate,
}

/// KPI-05: self-reviews in the last working days of the month, marks in the first ten days of the next, then the calibration.
pub fn of_month(month: Month, rules: &CycleRules, days: &WorkingDays) -> Dates {
    let self_until = last_working(month.first(), month.last(), days);
    let marking_from = month.next().first();
    let marking_until = last_working(marking_from, day_of(marking_from, rules.marking_until), days);
    Dates {
        self_from: back(self_until, rules.self_days.saturating_sub(1), month.first(), days),
        self_until,
        marking_from,
        marking_until,
        calibrated_until: days.add(marking_until, rules.calibration_days),
    }
}

/// KPI-06: everything in January of the next year.
pub fn of_year(year: i32, rules: &CycleRules, days: &WorkingDays) -> Dates {
    let first = NaiveDate::from_ymd_opt(year + 1, 1, 1).unwrap_or_default();
    let self_until = last_working(first, day_of(first, ANNUAL.0), days);
    let marking_from = self_until + Days::new(1);
    let marking_until = last_working(marking_from, day_of(first, ANNUAL.1), days);
    Dates { self_from: first, self_until, marking_from, marking_until, calibrated_until: days.add(marking_until, rules.calibration_days) }
}

fn day_of(month: NaiveDate, day: u32) -> NaiveDate {
    month.with_day(day).unwrap_or(month)
}

/// The last working day from one day to another; the last day itself where none is worked.
fn last_working(first: NaiveDate, last: NaiveDate, days: &WorkingDays) -> NaiveDate {
    first.iter_days().take_while(|day| *day <= last).filter(|day| days.is_working(*day)).last().unwrap_or(last)
}

/// So many working days before, not before `first`.
fn back(day: NaiveDate, count: u32, first: NaiveDate, days: &WorkingDays) -> NaiveDate {
    let mut left = count;
    let mut at = day;
    while left > 0 && at > first {
        at = at.pred_opt().unwrap_or(first);
        left -= u32::from(days.is_working(at));
    }
    at
}

/// What the clock does with a cycle on this day, where it is due.
pub fn due(status: CycleStatus, dates: &Dates, today: NaiveDate, publish_itself: bool) -> Option<CycleActKind> {
    match status {
        CycleStatus::Open => (today >= dates.self_from).then_some(CycleActKind::Begin),
        CycleStatus::SelfReview => (today >= dates.marking_from && today > dates.self_until).then_some(CycleActKind::Collect),
        CycleStatus::Marking => (today > dates.marking_until).then_some(CycleActKind::Close),
        CycleStatus::Calibration => (publish_itself && today > dates.calibrated_until).then_some(CycleActKind::Announce),
        CycleStatus::Published => Some(CycleActKind::Settle),
        CycleStatus::Final => None,
    }
}

/// The days with another last day of the part that runs; later parts are put off where they would be over before they begin.
pub fn extended(status: CycleStatus, dates: &Dates, until: NaiveDate, days: &WorkingDays) -> Dates {
    let mut new = *dates;
    match status {
        CycleStatus::Open | CycleStatus::SelfReview => new.self_until = until,
        CycleStatus::Marking => new.marking_until = until,
        CycleStatus::Calibration | CycleStatus::Published | CycleStatus::Final => new.calibrated_until = until,
    }
    if new.marking_until <= new.self_until {
        new.marking_until = days.add(new.self_until, 5);
    }
    if new.calibrated_until <= new.marking_until {
        new.calibrated_until = days.add(new.marking_until, 3);
    }
    new
}

/// Who is missing is reminded on each of the last two working days, once a day.
pub fn reminds(status: CycleStatus, until: NaiveDate, today: NaiveDate, reminded: Option<NaiveDate>, days: &WorkingDays) -> bool {
    let runs = matches!(status, CycleStatus::SelfReview | CycleStatus::Marking);
    let left = days.between(today, until, |_| true);
    runs && today <= until && left <= 2 && days.is_working(today) && reminded.is_none_or(|on| on < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> WorkingDays {
        // National Day 2026: 1–7 October off, Saturday 10 October worked; New Year's Day off.
        let off = (1..=7).map(|d| (NaiveDate::from_ymd_opt(2026, 10, d).unwrap(), false));
        WorkingDays::new(off.chain([(day("2026-10-10"), true), (day("2027-01-01"), false)]), 480)
    }

    fn month(text: &str) -> Dates {
        of_month(text.parse().unwrap(), &CycleRules::default(), &calendar())
    }

    /// September 2026 ends on a Wednesday: five working days from Thursday the 24th. Marks until Saturday the 10th, a make-up day.
    #[test]
    fn kpi_05_self_reviews_by_the_end_of_the_month_and_marks_in_the_first_ten_days() {
        let told = month("2026-09");
        assert_eq!((told.self_from, told.self_until), (day("2026-09-24"), day("2026-09-30")));
        assert_eq!((told.marking_from, told.marking_until), (day("2026-10-01"), day("2026-10-10")));
        assert_eq!(told.calibrated_until, day("2026-10-14"), "Monday, Tuesday, Wednesday");
        let november = month("2026-11");
        assert_eq!((november.self_from, november.self_until), (day("2026-11-24"), day("2026-11-30")));
        assert_eq!(november.marking_until, day("2026-12-10"));
        let october = month("2026-10");
        assert_eq!(october.self_until, day("2026-10-30"), "the 31st is a Saturday");
        assert_eq!(october.marking_until, day("2026-11-10"));
    }

    #[test]
    fn kpi_06_a_year_is_appraised_in_january() {
        let told = of_year(2026, &CycleRules::default(), &calendar());
        assert_eq!((told.self_from, told.self_until), (day("2027-01-01"), day("2027-01-08")), "the 10th is a Sunday");
        assert_eq!((told.marking_from, told.marking_until), (day("2027-01-09"), day("2027-01-20")));
        assert_eq!(told.calibrated_until, day("2027-01-25"));
    }

    #[test]
    fn the_clock_moves_each_part_on_in_its_time() {
        use CycleActKind::{Announce, Begin, Close, Collect};
        let dates = month("2026-10");
        let at = |status, on: &str, itself| due(status, &dates, day(on), itself);
        assert_eq!((at(CycleStatus::Open, "2026-10-25", true), at(CycleStatus::Open, "2026-10-26", true)), (None, Some(Begin)));
        assert_eq!(
            (at(CycleStatus::SelfReview, "2026-10-31", true), at(CycleStatus::SelfReview, "2026-11-01", true)),
            (None, Some(Collect))
        );
        assert_eq!((at(CycleStatus::Marking, "2026-11-10", true), at(CycleStatus::Marking, "2026-11-11", true)), (None, Some(Close)));
        assert_eq!(
            (at(CycleStatus::Calibration, "2026-11-13", true), at(CycleStatus::Calibration, "2026-11-14", true)),
            (None, Some(Announce))
        );
        assert_eq!(at(CycleStatus::Calibration, "2027-01-01", false), None, "by hand only");
        let extended = Dates { self_until: day("2026-11-03"), ..dates };
        assert_eq!(due(CycleStatus::SelfReview, &extended, day("2026-11-03"), true), None, "the self-review got more time");
    }

    #[test]
    fn more_time_for_one_part_puts_off_the_next() {
        let (dates, days) = (month("2026-10"), calendar());
        let some = extended(CycleStatus::SelfReview, &dates, day("2026-11-03"), &days);
        assert_eq!((some.self_until, some.marking_until), (day("2026-11-03"), day("2026-11-10")), "there is time left");
        let much = extended(CycleStatus::SelfReview, &dates, day("2026-11-10"), &days);
        assert_eq!((much.marking_until, much.calibrated_until), (day("2026-11-17"), day("2026-11-20")));
        assert_eq!(extended(CycleStatus::Calibration, &dates, day("2026-11-16"), &days).calibrated_until, day("2026-11-16"));
    }

    #[test]
    fn who_is_missing_is_reminded_on_the_last_two_working_days() {
        let days = calendar();
        let told = |on: &str, last: Option<&str>| reminds(CycleStatus::Marking, day("2026-11-10"), day(on), last.map(day), &days);
        assert_eq!((told("2026-11-06", None), told("2026-11-09", None)), (false, true), "Friday, Monday");
        assert!(!told("2026-11-09", Some("2026-11-09")), "once a day");
        assert!(told("2026-11-10", Some("2026-11-09")));
        assert!(!told("2026-11-11", None), "over");
        assert!(!told("2026-11-08", None), "nobody works on Sunday");
    }
}
