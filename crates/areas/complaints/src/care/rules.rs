//! Tickets, codes and locks: pure functions of their inputs.

use chrono::{DateTime, TimeDelta, Utc};

/// A form that comes back sooner was not filled in by a person.
pub const SECONDS: i64 = 3;
/// A form is good for so long.
pub const GOOD_FOR: TimeDelta = TimeDelta::hours(4);
/// Wrong codes in a row that lock a case, and for how long.
pub const FAILURES: i64 = 5;
pub const LOCKED_FOR: TimeDelta = TimeDelta::minutes(15);

/// No letters or figures that are taken for one another, read out or on paper.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE: usize = 8;

/// Eight characters from as many random bytes: 40 bits, and five guesses a quarter of an hour.
pub fn code(random: [u8; CODE]) -> String {
    random.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// As people write it down: `7KQM-2XPA`.
pub fn spoken(code: &str) -> String {
    let (first, second) = code.split_at(code.len().min(4));
    format!("{first}-{second}")
}

/// A code as it was told, from what somebody typed.
pub fn typed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether a ticket issued then may be used now.
pub fn in_time(issued: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - issued >= TimeDelta::seconds(SECONDS) && now - issued < GOOD_FOR
}

/// What a try with a code does to the count of wrong ones and the lock; and whether it opens the case.
pub fn tried(right: bool, failures: i64, locked_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> (bool, i64, Option<DateTime<Utc>>) {
    if locked_until.is_some_and(|until| now < until) {
        return (false, failures, locked_until);
    }
    if right {
        return (true, 0, None);
    }
    let failures = failures + 1;
    if failures >= FAILURES { (false, 0, Some(now + LOCKED_FOR)) } else { (false, failures, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_in_two_halves_and_read_however_it_is_typed() {
        let made = code([0, 1, 2, 3, 31, 32, 63, 255]);
        assert_eq!((made.as_str(), spoken(&made).as_str()), ("2345Z2ZZ", "2345-Z2ZZ"));
        for text in ["2345-z2zz", " 2345 Z2ZZ ", "2345Z2ZZ"] {
            assert_eq!(typed(text), made);
        }
    }

    #[test]
    fn a_ticket_is_not_used_at_once_and_not_for_ever() {
        let issued = DateTime::<Utc>::UNIX_EPOCH;
        let after = |seconds| in_time(issued, issued + TimeDelta::seconds(seconds));
        assert_eq!([after(-1), after(2), after(3), after(14_399), after(14_400)], [false, false, true, true, false]);
    }

    #[test]
    fn five_wrong_codes_lock_and_the_right_one_does_not_help_then() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let mut state = (false, 0, None);
        for _ in 0..FAILURES {
            state = tried(false, state.1, state.2, now);
        }
        assert_eq!(state, (false, 0, Some(now + LOCKED_FOR)));
        assert_eq!(tried(true, state.1, state.2, now), state, "not even the right one");
        assert_eq!(tried(true, state.1, state.2, now + LOCKED_FOR), (true, 0, None));
        assert_eq!(tried(true, 4, None, now), (true, 0, None), "a right one forgives the wrong ones");
    }
}
