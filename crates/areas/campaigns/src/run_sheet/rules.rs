//! When an item of the run sheet is late (CMP-08). Pure.

use chrono::{DateTime, TimeDelta, Utc};
use contract::campaigns::run_sheet::RunItemStatus;

/// How long after its time an item that was not begun is late.
const GRACE: TimeDelta = TimeDelta::minutes(5);

/// Not begun five minutes after its time, or running past its planned length.
pub(super) fn is_late(
    status: RunItemStatus,
    planned_at: DateTime<Utc>,
    minutes: i64,
    began_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bool {
    match (status, began_at) {
        (RunItemStatus::Planned, _) => now > planned_at + GRACE,
        (RunItemStatus::Running, Some(began)) => now > began + TimeDelta::minutes(minutes),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::campaigns::run_sheet::RunItemStatus::{Done, Planned, Running};

    #[test]
    fn five_minutes_are_forgiven_and_the_length_is_not() {
        let nine: DateTime<Utc> = "2026-11-28T09:00:00Z".parse().unwrap();
        let after = |minutes| nine + TimeDelta::minutes(minutes);
        assert!(!is_late(Planned, nine, 30, None, after(5)));
        assert!(is_late(Planned, nine, 30, None, after(6)));
        assert!(!is_late(Running, nine, 30, Some(after(4)), after(34)));
        assert!(is_late(Running, nine, 30, Some(after(4)), after(35)));
        assert!(!is_late(Done, nine, 30, Some(nine), after(500)));
    }
}
