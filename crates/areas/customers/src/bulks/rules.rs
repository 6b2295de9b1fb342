//! Rules of acts on many customers: pure functions.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::customers::{BulkDeed, BulkRefusal, MOST_TAGS};
use contract::permission::Permission;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// So long an act on many can be taken back.
pub const UNDO: TimeDelta = TimeDelta::hours(24);

/// What a file was like before an act on many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub owner: Option<Uuid>,
    pub unit: Uuid,
    pub held_at: DateTime<Utc>,
    pub warned_at: Option<DateTime<Utc>>,
    pub next_follow_up_on: Option<NaiveDate>,
    pub tags: Vec<String>,
}

/// The permission that a deed needs, for each customer.
pub fn right(deed: BulkDeed) -> Permission {
    match deed {
        BulkDeed::Assign | BulkDeed::Return => Permission::CustomerAssign,
        BulkDeed::Tag | BulkDeed::Untag => Permission::CustomerEdit,
    }
}

/// What was typed, trimmed and each once.
pub fn clean(tags: &[String]) -> Vec<String> {
    let mut clean: Vec<String> = Vec::new();
    for tag in tags.iter().map(|tag| tag.trim()) {
        if !clean.iter().any(|known| known == tag) {
            clean.push(tag.to_owned());
        }
    }
    clean
}

/// A file's tags with some more.
///
/// # Errors
/// Where it has them all, or would have too many.
pub fn tagged(have: &[String], more: &[String]) -> Result<Vec<String>, BulkRefusal> {
    let new: Vec<String> = more.iter().filter(|tag| !have.contains(tag)).cloned().collect();
    if new.is_empty() {
        return Err(BulkRefusal::Unchanged);
    }
    let all = [have, &new].concat();
    if all.len() > MOST_TAGS { Err(BulkRefusal::TooManyTags) } else { Ok(all) }
}

/// A file's tags without some.
///
/// # Errors
/// Where it has none of them.
pub fn untagged(have: &[String], less: &[String]) -> Result<Vec<String>, BulkRefusal> {
    let left: Vec<String> = have.iter().filter(|tag| !less.contains(tag)).cloned().collect();
    if left.len() == have.len() { Err(BulkRefusal::Unchanged) } else { Ok(left) }
}

/// The tags after a change of them was taken back: what it added goes, what it took comes again, what was changed since stays.
pub fn tags_back(now: &[String], before: &[String], (deed, tags): (BulkDeed, &[String])) -> Vec<String> {
    let touched = |tag: &&String| tags.contains(tag);
    match deed {
        BulkDeed::Tag => now.iter().filter(|tag| !touched(tag) || before.contains(tag)).cloned().collect(),
        _ => {
            let again = before.iter().filter(|tag| touched(tag) && !now.contains(tag)).cloned();
            now.iter().cloned().chain(again).take(MOST_TAGS).collect()
        }
    }
}

/// Whether a customer with this owner may be given to somebody, who may have so many more.
///
/// # Errors
/// Where it is theirs already, or they have as many as they may.
pub fn assignable(owner: Option<Uuid>, receiver: Uuid, room: Option<u64>) -> Result<(), BulkRefusal> {
    if owner == Some(receiver) {
        return Err(BulkRefusal::SameOwner);
    }
    if room == Some(0) { Err(BulkRefusal::LimitReached) } else { Ok(()) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::files::tags::split;

    fn tags(text: &str) -> Vec<String> {
        split(text)
    }

    /// CRM-15: a tag is there once.
    #[test]
    fn tags_are_added_once_and_taken_where_they_are() {
        assert_eq!(tagged(&tags("重点"), &tags("重点、老客户")).unwrap(), tags("重点、老客户"));
        assert_eq!(tagged(&tags("重点"), &tags("重点")).unwrap_err(), BulkRefusal::Unchanged);
        assert_eq!(untagged(&tags("重点、老客户"), &tags("重点")).unwrap(), tags("老客户"));
        assert_eq!(untagged(&tags("老客户"), &tags("重点")).unwrap_err(), BulkRefusal::Unchanged);
        let many: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert_eq!(tagged(&many, &tags("重点")).unwrap_err(), BulkRefusal::TooManyTags);
        assert_eq!(clean(&[" 重点 ".into(), "重点".into()]), tags("重点"));
    }

    #[test]
    fn taking_back_leaves_what_was_there_before_and_what_came_since() {
        let tag = (BulkDeed::Tag, &tags("重点、展会")[..]);
        assert_eq!(tags_back(&tags("重点、展会、新"), &tags("重点"), tag), tags("重点、新"), "重点 was there before");
        let untag = (BulkDeed::Untag, &tags("重点、展会")[..]);
        assert_eq!(tags_back(&tags("新"), &tags("重点、老"), untag), tags("新、重点"), "展会 was not there before");
    }

    #[test]
    fn a_customer_is_given_to_somebody_else_who_has_room() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(assignable(Some(a), a, None), Err(BulkRefusal::SameOwner));
        assert_eq!(assignable(Some(a), b, Some(0)), Err(BulkRefusal::LimitReached));
        assert_eq!(assignable(None, b, Some(1)), Ok(()));
    }
}
