//! When two causes are the same one (CPL-08): pure functions.

use chrono::{DateTime, Utc};
use contract::complaints::corrective_actions::CorrectiveActionStatus;
use engines::search::text::normalise;

/// A cause as it is compared: width, case, white space and punctuation do not matter.
pub fn key(cause: &str) -> String {
    normalise(cause).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// CPL-08: a cause that shows again opens the action against it anew, where that action was carried out before the new case came.
pub fn reopens(status: CorrectiveActionStatus, done_at: Option<DateTime<Utc>>, came_at: DateTime<Utc>) -> bool {
    let carried_out = matches!(status, CorrectiveActionStatus::Verifying | CorrectiveActionStatus::Closed);
    carried_out && done_at.is_some_and(|done| came_at > done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn the_same_cause_is_known_however_it_is_written() {
        assert_eq!(key("装配工序 扭力枪未校准。"), key("装配工序扭力枪未校准"));
        assert_eq!(key("ＡＢＣ-1"), key("abc 1"));
        assert_ne!(key("扭力枪未校准"), key("扭力枪损坏"));
        assert_eq!(key(" ，"), "");
    }

    #[test]
    fn cpl_08_only_what_comes_after_the_action_is_a_repeat() {
        let done = DateTime::<Utc>::UNIX_EPOCH;
        let (before, after) = (done - TimeDelta::hours(1), done + TimeDelta::hours(1));
        for status in [CorrectiveActionStatus::Verifying, CorrectiveActionStatus::Closed] {
            assert!(reopens(status, Some(done), after));
            assert!(!reopens(status, Some(done), before));
        }
        for status in [CorrectiveActionStatus::Analysing, CorrectiveActionStatus::Acting, CorrectiveActionStatus::Cancelled] {
            assert!(!reopens(status, Some(done), after), "{status}");
        }
    }
}
