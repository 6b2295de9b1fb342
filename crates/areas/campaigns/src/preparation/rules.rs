//! Days and order of a preparation (CMP-04). Pure.

use chrono::NaiveDate;
use engines::calendar::WorkingDays;
use std::collections::HashMap;
use uuid::Uuid;

/// CMP-04: due so many working days before the start; 0 is the first day itself, worked or not.
pub(super) fn due_on(starts_on: NaiveDate, days_before: u32, days: &WorkingDays) -> NaiveDate {
    days.back(starts_on, days_before)
}

/// When a thing that takes so many working days has to be begun: the due day is the last of them.
pub(super) fn begins_on(due_on: NaiveDate, takes: u32, days: &WorkingDays) -> NaiveDate {
    days.back(due_on, takes.saturating_sub(1))
}

/// Whether something would wait for itself, directly or by way of others.
pub(super) fn is_circular(id: Uuid, after: &[Uuid], others: &HashMap<Uuid, Vec<Uuid>>) -> bool {
    let mut pending = after.to_vec();
    let mut seen = Vec::new();
    while let Some(next) = pending.pop() {
        if next == id {
            return true;
        }
        if !seen.contains(&next) {
            seen.push(next);
            pending.extend(others.get(&next).into_iter().flatten().copied());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// National Day 2026: 1–7 October off, Saturday 10 October worked.
    fn calendar() -> WorkingDays {
        let off = (1..=7).map(|d| (NaiveDate::from_ymd_opt(2026, 10, d).unwrap(), false));
        WorkingDays::new(off.chain([(day("2026-10-10"), true)]), 480)
    }

    #[test]
    fn cmp_04_t_minus_days_are_working_days() {
        let due = |starts, before| due_on(day(starts), before, &calendar());
        assert_eq!(due("2026-10-12", 0), day("2026-10-12"));
        assert_eq!(due("2026-10-12", 1), day("2026-10-10"), "a Saturday made up");
        assert_eq!(due("2026-10-12", 4), day("2026-09-30"), "over the holiday");
        assert_eq!(due("2026-10-05", 1), day("2026-09-30"), "a campaign in the holiday is prepared before it");
        assert_eq!(due("2026-11-28", 5), day("2026-11-23"), "a campaign on a Saturday: the week before it");
    }

    #[test]
    fn the_due_day_is_the_last_of_the_days_that_it_takes() {
        assert_eq!(begins_on(day("2026-10-09"), 1, &calendar()), day("2026-10-09"));
        assert_eq!(begins_on(day("2026-10-09"), 3, &calendar()), day("2026-09-30"));
    }

    #[test]
    fn nothing_waits_for_itself() {
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        let others = HashMap::from([(b, vec![a]), (c, vec![b])]);
        assert!(is_circular(a, &[c], &others));
        assert!(is_circular(a, &[a], &others));
        assert!(!is_circular(c, &[a, b], &others));
    }
}
