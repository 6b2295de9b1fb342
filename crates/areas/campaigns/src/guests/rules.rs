//! Seats and tickets (CMP-07). Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// A form that is sent back sooner was not filled in by a person.
const SOONEST: TimeDelta = TimeDelta::seconds(2);
/// A form that lay open longer has to be opened again.
const LATEST: TimeDelta = TimeDelta::hours(12);
/// How far a device's clock may be ahead.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// Whether there is a seat for one more.
pub(super) fn has_seat(quota: Option<i64>, taken: i64) -> bool {
    quota.is_none_or(|quota| taken < quota)
}

/// Whether a form issued then may come back now.
pub(super) fn in_time(issued: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    (SOONEST..=LATEST).contains(&(now - issued))
}

/// When somebody came: what the device says, unless its clock is wrong.
pub(super) fn came_at(said: DateTime<Utc>, begins: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    if said > now + AHEAD || said < begins - TimeDelta::days(1) { now } else { said.min(now) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_seat_is_given_once() {
        assert!(has_seat(Some(50), 49));
        assert!(!has_seat(Some(50), 50));
        assert!(has_seat(None, 1_000_000));
    }

    #[test]
    fn a_form_takes_a_moment_and_not_a_day() {
        let now = Utc::now();
        assert!(!in_time(now, now));
        assert!(in_time(now - TimeDelta::seconds(2), now));
        assert!(!in_time(now - TimeDelta::hours(13), now));
        assert!(!in_time(now + TimeDelta::hours(1), now));
    }

    #[test]
    fn a_device_without_connection_is_believed_and_a_wrong_clock_is_not() {
        let now = Utc::now();
        let begins = now - TimeDelta::hours(3);
        let earlier = now - TimeDelta::hours(2);
        assert_eq!(came_at(earlier, begins, now), earlier);
        assert_eq!(came_at(now + TimeDelta::hours(1), begins, now), now);
        assert_eq!(came_at(now - TimeDelta::days(400), begins, now), now);
    }
}
