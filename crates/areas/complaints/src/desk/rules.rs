//! The order of a queue: pure functions.

use chrono::{DateTime, Utc};
use contract::complaints::Severity;
use std::cmp::Reverse;

/// By what a queue is sorted, the smallest first: what is due sooner, so late first; what is never due comes last; of equals the graver.
pub fn order(due_at: Option<DateTime<Utc>>, severity: Option<Severity>) -> (bool, Option<DateTime<Utc>>, Reverse<Option<Severity>>) {
    (due_at.is_none(), due_at, Reverse(severity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn late_comes_first_and_what_is_never_due_last() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let due = |hours| Some(now + TimeDelta::hours(hours));
        let mut queue = [
            (None, Some(Severity::Serious)),
            (due(2), Some(Severity::Minor)),
            (due(2), Some(Severity::Serious)),
            (due(-3), None),
            (due(1), None),
        ];
        queue.sort_by_key(|(due, severity)| order(*due, *severity));
        let wanted = [
            (due(-3), None),
            (due(1), None),
            (due(2), Some(Severity::Serious)),
            (due(2), Some(Severity::Minor)),
            (None, Some(Severity::Serious)),
        ];
        assert_eq!(queue, wanted);
    }
}
