//! Until when a comment can be changed, and how mentions are written down. Pure.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// For so long its author may change or withdraw a comment; later it is part of the record.
pub const TIME: TimeDelta = TimeDelta::hours(24);

/// Whether a comment of `author` can still be changed by `who`.
pub fn is_changeable(author: Uuid, created_at: DateTime<Utc>, withdrawn: bool, who: Uuid, now: DateTime<Utc>) -> bool {
    author == who && !withdrawn && now - created_at < TIME
}

/// As the table keeps them, each once.
pub fn written(people: &[Uuid]) -> String {
    let mut once: Vec<String> = Vec::new();
    for id in people.iter().map(Uuid::to_string) {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once.join(" ")
}

/// The people that the table keeps.
pub fn read(mentions: &str) -> Vec<Uuid> {
    mentions.split(' ').filter_map(|id| id.parse().ok()).collect()
}

/// Those who are mentioned now and were not before: each is told once.
pub fn newly(before: &str, now: &[Uuid]) -> Vec<Uuid> {
    let known = read(before);
    let mut new: Vec<Uuid> = now.iter().copied().filter(|id| !known.contains(id)).collect();
    new.sort_unstable();
    new.dedup();
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DAY-03: only the author, only for a while, and not once it was withdrawn.
    #[test]
    fn a_comment_can_be_changed_by_its_author_for_a_day() {
        let (author, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let at: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        assert!(is_changeable(author, at, false, author, at + TimeDelta::hours(23)));
        assert!(!is_changeable(author, at, false, author, at + TIME));
        assert!(!is_changeable(author, at, true, author, at));
        assert!(!is_changeable(author, at, false, other, at));
    }

    #[test]
    fn mentions_are_kept_once_and_told_once() {
        let (a, b, c) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let kept = written(&[a, b, a]);
        assert_eq!(read(&kept), [a, b]);
        assert_eq!(newly(&kept, &[b, c, c]), [c]);
        assert!(read("").is_empty());
    }
}
