//! When a repeated task comes again (DAY-03). Pure.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use contract::assignments::Repeat;
use engines::calendar::WorkingDays;

/// The next due time of a series after `now`, at the same time of the day; `None` where nothing is repeated. Series by the day run on
/// working days; by week and month the day stays as it is.
pub(super) fn next_due(due: DateTime<Utc>, repeat: Repeat, now: DateTime<Utc>, days: &WorkingDays) -> Option<DateTime<Utc>> {
    let first = days.day_of(due);
    let shifted = |day: NaiveDate| due + (day - first);
    // Each step leads on by a day at least, so a series that lay still for years still ends here.
    (1..=4000).map(|n| step(first, repeat, n, days)).take_while(Option::is_some).flatten().map(shifted).find(|next| *next > now)
}

/// The `n`-th day of the series after the first.
fn step(first: NaiveDate, repeat: Repeat, n: u32, days: &WorkingDays) -> Option<NaiveDate> {
    match repeat {
        Repeat::Never => None,
        Repeat::Daily => Some(days.add(first, n)),
        Repeat::Weekly => first.checked_add_days(Days::new(7 * u64::from(n))),
        Repeat::Monthly => first.checked_add_months(Months::new(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn next(due: &str, repeat: Repeat, now: &str) -> Option<DateTime<Utc>> {
        // The national day of 2026 and its make-up Saturday.
        let holiday = |day: &str| (day.parse().unwrap(), false);
        let days = ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"].map(holiday);
        let made_up = [("2026-10-10".parse().unwrap(), true)];
        next_due(at(due), repeat, at(now), &WorkingDays::new(days.into_iter().chain(made_up), 480))
    }

    #[test]
    fn each_working_day_leaves_holidays_out_and_takes_make_up_days_in() {
        let due = "2026-09-30T18:00:00+08:00";
        assert_eq!(next(due, Repeat::Daily, due), Some(at("2026-10-08T18:00:00+08:00")));
        assert_eq!(next("2026-10-09T18:00:00+08:00", Repeat::Daily, due), Some(at("2026-10-10T18:00:00+08:00")), "a Saturday made up");
    }

    #[test]
    fn each_week_keeps_weekday_and_time() {
        let due = "2026-11-20T12:00:00+08:00";
        assert_eq!(next(due, Repeat::Weekly, due), Some(at("2026-11-27T12:00:00+08:00")));
        assert_eq!(
            next(due, Repeat::Weekly, "2026-12-05T00:00:00+08:00"),
            Some(at("2026-12-11T12:00:00+08:00")),
            "what was missed is left out"
        );
    }

    #[test]
    fn each_month_keeps_the_day_also_after_a_shorter_month() {
        let due = "2027-01-31T18:00:00+08:00";
        assert_eq!(next(due, Repeat::Monthly, due), Some(at("2027-02-28T18:00:00+08:00")));
        assert_eq!(next(due, Repeat::Monthly, "2027-03-01T00:00:00+08:00"), Some(at("2027-03-31T18:00:00+08:00")));
    }

    #[test]
    fn what_is_done_once_does_not_come_again() {
        assert_eq!(next("2026-11-20T12:00:00+08:00", Repeat::Never, "2026-11-21T00:00:00+08:00"), None);
    }
}
