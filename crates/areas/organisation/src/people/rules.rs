//! What may be written about a person. Pure.

use chrono::{Datelike, NaiveDate};
use locale::problems as text;
use platform::Refusal;
use uuid::Uuid;

pub const NUMBER_TAKEN: Refusal = Refusal::new("person.number_taken", text::PERSON_NUMBER_TAKEN);
pub const USERNAME_TAKEN: Refusal = Refusal::new("person.username_taken", text::PERSON_USERNAME_TAKEN);
pub const HAS_ACCOUNT: Refusal = Refusal::new("person.has_account", text::PERSON_HAS_ACCOUNT);
pub const LAST_ADMINISTRATOR: Refusal = Refusal::new("role.last_administrator", text::ROLE_LAST_ADMINISTRATOR);

/// Full months from one day to another; none where it lies ahead.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> Option<i64> {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    let full = if to.day() < from.day() { months - 1 } else { months };
    (full >= 0 && to >= from).then_some(full)
}

/// Whether `person` would be their own superior, over however many, if they reported to `superior`.
pub fn is_circle(superiors: &[(Uuid, Option<Uuid>)], person: Uuid, superior: Uuid) -> bool {
    chain(superiors, superior).any(|id| id == person)
}

/// A person, their superior, that one's superior and so on.
pub fn chain(superiors: &[(Uuid, Option<Uuid>)], from: Uuid) -> impl Iterator<Item = Uuid> {
    let above = |id: &Uuid| superiors.iter().find(|(known, _)| known == id).and_then(|(_, above)| *above);
    std::iter::successors(Some(from), above).take(superiors.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// ORG-03: years in post are worked out, never typed.
    #[test]
    fn only_full_months_count() {
        assert_eq!(months_between(day("2024-11-22"), day("2026-11-22")), Some(24));
        assert_eq!(months_between(day("2024-11-23"), day("2026-11-22")), Some(23));
        assert_eq!(months_between(day("2026-11-22"), day("2026-11-22")), Some(0));
        assert_eq!(months_between(day("2026-11-23"), day("2026-11-22")), None);
        assert_eq!(months_between(day("2026-01-31"), day("2026-02-28")), Some(0));
    }

    #[test]
    fn nobody_is_their_own_superior() {
        let id = Uuid::from_u128;
        let all = [(id(1), None), (id(2), Some(id(1))), (id(3), Some(id(2)))];
        assert!(is_circle(&all, id(1), id(3)));
        assert!(is_circle(&all, id(3), id(3)));
        assert!(!is_circle(&all, id(3), id(1)));
    }
}
