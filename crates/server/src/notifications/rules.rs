//! When people may be told: quiet hours and the mail of the day (PLT-07). Pure.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};
use engines::calendar::WorkingDays;

/// The end of the quiet hours that a moment lies in; `None` where nothing is quiet then. They may go over midnight.
pub fn quiet_until(at: DateTime<Utc>, utc_offset_minutes: i32, quiet: Option<(i32, i32)>) -> Option<DateTime<Utc>> {
    let (from, until) = quiet?;
    let local = local(at, utc_offset_minutes);
    let hour = i32::try_from(local.hour()).ok()?;
    let inside = if from < until { (from..until).contains(&hour) } else { hour >= from || hour < until };
    if !inside {
        return None;
    }
    let day = if hour < until { local.date() } else { local.date().checked_add_days(Days::new(1))? };
    let end = day.and_time(NaiveTime::from_hms_opt(u32::try_from(until).ok()?, 0, 0)?);
    Some(end.and_utc() - TimeDelta::minutes(utc_offset_minutes.into()))
}

/// The day whose digest is due: a working day on which the hour has come, and that had none yet.
pub fn digest_due(at: DateTime<Utc>, utc_offset_minutes: i32, hour: i32, last: Option<NaiveDate>, days: &WorkingDays) -> Option<NaiveDate> {
    let local = local(at, utc_offset_minutes);
    let day = local.date();
    let come = i32::try_from(local.hour()).is_ok_and(|now| now >= hour);
    (come && days.is_working(day) && last.is_none_or(|last| last < day)).then_some(day)
}

fn local(at: DateTime<Utc>, utc_offset_minutes: i32) -> NaiveDateTime {
    (at + TimeDelta::minutes(utc_offset_minutes.into())).naive_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: i32 = 480;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap().to_utc()
    }

    fn quiet(text: &str, hours: (i32, i32)) -> Option<DateTime<Utc>> {
        quiet_until(at(text), CHINA, Some(hours))
    }

    /// PLT-07: quiet hours over midnight end in the morning after, whichever side of midnight it is.
    #[test]
    fn quiet_hours_go_over_midnight() {
        let morning = Some(at("2026-11-24T07:00"));
        assert_eq!(quiet("2026-11-23T22:00", (22, 7)), morning);
        assert_eq!(quiet("2026-11-23T23:59", (22, 7)), morning);
        assert_eq!(quiet("2026-11-24T00:00", (22, 7)), morning);
        assert_eq!(quiet("2026-11-24T06:59", (22, 7)), morning);
        assert_eq!(quiet("2026-11-24T07:00", (22, 7)), None);
        assert_eq!(quiet("2026-11-24T21:59", (22, 7)), None);
    }

    #[test]
    fn quiet_hours_within_a_day_end_that_day() {
        assert_eq!(quiet("2026-11-23T12:30", (12, 14)), Some(at("2026-11-23T14:00")));
        assert_eq!(quiet("2026-11-23T14:00", (12, 14)), None);
        assert_eq!(quiet("2026-11-23T11:59", (12, 14)), None);
        assert_eq!(quiet("2026-11-23T23:30", (20, 0)), Some(at("2026-11-24T00:00")));
        assert_eq!(quiet_until(at("2026-11-23T12:30"), CHINA, None), None);
    }

    /// PLT-07: no digest on days off, one on make-up days; what came meanwhile is in the next.
    #[test]
    fn the_digest_comes_once_a_working_day_after_its_hour() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        // National Day 2026: 1–7 October off, Saturday 10 October worked.
        let off = (1..=7).map(|d| (NaiveDate::from_ymd_opt(2026, 10, d).unwrap(), false));
        let days = WorkingDays::new(off.chain([(day("2026-10-10"), true)]), CHINA);
        let due = |text: &str, last: Option<&str>| digest_due(at(text), CHINA, 9, last.map(day), &days);
        assert_eq!(due("2026-09-30T08:59", Some("2026-09-29")), None);
        assert_eq!(due("2026-09-30T09:00", Some("2026-09-29")), Some(day("2026-09-30")));
        assert_eq!(due("2026-09-30T18:00", Some("2026-09-30")), None, "once");
        assert_eq!(due("2026-10-01T09:00", Some("2026-09-30")), None, "a holiday");
        assert_eq!(due("2026-10-03T09:00", Some("2026-09-30")), None);
        assert_eq!(due("2026-10-08T10:00", Some("2026-09-30")), Some(day("2026-10-08")));
        assert_eq!(due("2026-10-10T09:00", Some("2026-10-09")), Some(day("2026-10-10")), "a make-up day");
        assert_eq!(due("2026-10-11T09:00", Some("2026-10-10")), None, "a Sunday");
        assert_eq!(due("2026-09-30T09:00", None), Some(day("2026-09-30")), "the first");
    }
}
