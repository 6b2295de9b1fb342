//! Rules of merging: whose value a part of the file has after it, and after it was undone (CRM-09). Pure functions.

use crate::files::entity::Model;
use crate::files::tags::united;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::customers::{MergeField, Source, Tier};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// So long a merge can be undone.
pub const UNDO: TimeDelta = TimeDelta::days(30);

/// The parts of a file that a merge may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    pub name: String,
    pub name_key: String,
    pub credit_code: Option<String>,
    pub tier: Tier,
    pub source: Option<Source>,
    pub industry: String,
    pub employees: Option<i64>,
    pub turnover_cents: Option<i64>,
    pub city: String,
    pub address_sealed: Option<String>,
    pub phone: (Option<String>, Option<String>, Option<String>),
    pub need: String,
    pub first_contact_on: Option<NaiveDate>,
    pub owner: (Option<Uuid>, Uuid, DateTime<Utc>),
    pub last_followed_at: Option<DateTime<Utc>>,
    pub next_follow_up_on: Option<NaiveDate>,
    /// Absent in merges from before there were tags.
    #[serde(default)]
    pub tags: String,
}

impl From<&Model> for Parts {
    fn from(file: &Model) -> Self {
        Self {
            name: file.name.clone(),
            name_key: file.name_key.clone(),
            credit_code: file.credit_code.clone(),
            tier: file.tier,
            source: file.source,
            industry: file.industry.clone(),
            employees: file.employees,
            turnover_cents: file.turnover_cents,
            city: file.city.clone(),
            address_sealed: file.address_sealed.clone(),
            phone: (file.phone_sealed.clone(), file.phone_hint.clone(), file.phone_hash.clone()),
            need: file.need.clone(),
            first_contact_on: file.first_contact_on,
            owner: (file.owner_id, file.unit_id, file.held_at),
            last_followed_at: file.last_followed_at,
            next_follow_up_on: file.next_follow_up_on,
            tags: file.tags.clone(),
        }
    }
}

/// Whether a part holds nothing.
fn is_empty(parts: &Parts, field: MergeField) -> bool {
    match field {
        MergeField::Name | MergeField::Tier => false,
        MergeField::CreditCode => parts.credit_code.is_none(),
        MergeField::Source => parts.source.is_none(),
        MergeField::Industry => parts.industry.is_empty(),
        MergeField::Employees => parts.employees.is_none(),
        MergeField::Turnover => parts.turnover_cents.is_none(),
        MergeField::City => parts.city.is_empty(),
        MergeField::Address => parts.address_sealed.is_none(),
        MergeField::Phone => parts.phone.0.is_none(),
        MergeField::Need => parts.need.is_empty(),
        MergeField::FirstContactOn => parts.first_contact_on.is_none(),
        MergeField::Owner => parts.owner.0.is_none(),
    }
}

/// Whether the value of a part is the same in both; sealed texts are never equal, so those are compared by what they hide.
fn is_same(a: &Parts, b: &Parts, field: MergeField) -> bool {
    match field {
        MergeField::Name => a.name == b.name,
        MergeField::Tier => a.tier == b.tier,
        MergeField::CreditCode => a.credit_code == b.credit_code,
        MergeField::Source => a.source == b.source,
        MergeField::Industry => a.industry == b.industry,
        MergeField::Employees => a.employees == b.employees,
        MergeField::Turnover => a.turnover_cents == b.turnover_cents,
        MergeField::City => a.city == b.city,
        MergeField::Address => a.address_sealed == b.address_sealed,
        MergeField::Phone => a.phone.2 == b.phone.2,
        MergeField::Need => a.need == b.need,
        MergeField::FirstContactOn => a.first_contact_on == b.first_contact_on,
        MergeField::Owner => a.owner.0 == b.owner.0,
    }
}

/// Puts one part of `from` into `into`.
fn copy(into: &mut Parts, from: &Parts, field: MergeField) {
    match field {
        MergeField::Name => (into.name, into.name_key) = (from.name.clone(), from.name_key.clone()),
        MergeField::Tier => into.tier = from.tier,
        MergeField::CreditCode => into.credit_code.clone_from(&from.credit_code),
        MergeField::Source => into.source = from.source,
        MergeField::Industry => into.industry.clone_from(&from.industry),
        MergeField::Employees => into.employees = from.employees,
        MergeField::Turnover => into.turnover_cents = from.turnover_cents,
        MergeField::City => into.city.clone_from(&from.city),
        MergeField::Address => into.address_sealed.clone_from(&from.address_sealed),
        MergeField::Phone => into.phone.clone_from(&from.phone),
        MergeField::Need => into.need.clone_from(&from.need),
        MergeField::FirstContactOn => into.first_contact_on = from.first_contact_on,
        MergeField::Owner => into.owner = from.owner,
    }
}

/// The parts in which a duplicate has something else than the file that is kept, and whether it fills a gap.
pub fn choices(kept: &Parts, duplicate: &Parts) -> Vec<(MergeField, bool)> {
    let open = |field: &&MergeField| !is_empty(duplicate, **field) && !is_same(kept, duplicate, **field);
    MergeField::ALL.iter().filter(open).map(|field| (*field, is_empty(kept, *field))).collect()
}

/// The file after the merge: what it lacked and what was chosen comes from the duplicate; of contacts the last and the next count.
pub fn merged(kept: &Parts, duplicate: &Parts, take: &[MergeField]) -> Parts {
    let mut after = kept.clone();
    for (field, fills) in choices(kept, duplicate) {
        // A customer in the pool is nobody's until somebody says otherwise.
        if take.contains(&field) || (fills && field != MergeField::Owner) {
            copy(&mut after, duplicate, field);
        }
    }
    after.tags = united(&kept.tags, &duplicate.tags);
    after.last_followed_at = kept.last_followed_at.max(duplicate.last_followed_at);
    after.next_follow_up_on = match (kept.next_follow_up_on, duplicate.next_follow_up_on) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    after
}

/// The file after the merge was undone: what it brought goes again, what was changed since stays.
pub fn apart(now: &Parts, before: &Parts, after: &Parts) -> Parts {
    let mut parts = now.clone();
    for field in MergeField::ALL {
        if !is_same(before, after, *field) && is_same(now, after, *field) {
            copy(&mut parts, before, *field);
        }
    }
    if now.tags == after.tags {
        parts.tags.clone_from(&before.tags);
    }
    if now.last_followed_at == after.last_followed_at {
        parts.last_followed_at = before.last_followed_at;
    }
    if now.next_follow_up_on == after.next_follow_up_on {
        parts.next_follow_up_on = before.next_follow_up_on;
    }
    parts
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn parts(name: &str) -> Parts {
        Parts {
            name: name.to_owned(),
            name_key: name.to_owned(),
            credit_code: None,
            tier: Tier::C,
            source: None,
            industry: String::new(),
            employees: None,
            turnover_cents: None,
            city: String::new(),
            address_sealed: None,
            phone: (None, None, None),
            need: String::new(),
            first_contact_on: None,
            owner: (None, Uuid::nil(), DateTime::UNIX_EPOCH),
            last_followed_at: None,
            next_follow_up_on: None,
            tags: String::new(),
        }
    }

    /// CRM-09: gaps are filled, differences are chosen.
    #[test]
    fn a_gap_is_filled_and_a_difference_is_taken_only_where_chosen() {
        let kept = Parts { city: "成都".into(), employees: Some(20), ..parts("甲") };
        let other = Parts { city: "重庆".into(), need: "整装".into(), tier: Tier::A, ..parts("乙") };
        let open = choices(&kept, &other);
        let expected = [(MergeField::Name, false), (MergeField::Tier, false), (MergeField::City, false), (MergeField::Need, true)];
        assert_eq!(open, expected);
        let after = merged(&kept, &other, &[MergeField::Tier]);
        assert_eq!((after.name.as_str(), after.tier, after.city.as_str(), after.need.as_str()), ("甲", Tier::A, "成都", "整装"));
        assert_eq!(after.employees, Some(20));
    }

    #[test]
    fn the_last_contact_of_both_and_the_next_of_both_count() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 12, n);
        let at = |n| DateTime::from_timestamp(n, 0);
        let kept = Parts { last_followed_at: at(100), next_follow_up_on: day(9), ..parts("甲") };
        let other = Parts { last_followed_at: at(200), next_follow_up_on: day(12), ..parts("乙") };
        let after = merged(&kept, &other, &[]);
        assert_eq!((after.last_followed_at, after.next_follow_up_on), (at(200), day(9)));
    }

    /// What was changed after the merge is nobody's to take back.
    #[test]
    fn undoing_takes_back_what_the_merge_brought_and_nothing_else() {
        let kept = Parts { tags: "重点".into(), ..parts("甲") };
        let other = Parts { tags: "老客户、重点".into(), city: "重庆".into(), need: "整装".into(), ..parts("乙") };
        let after = merged(&kept, &other, &[MergeField::Name]);
        assert_eq!(after.tags, "重点、老客户");
        let now = Parts { need: "软装".into(), industry: "建材".into(), ..after.clone() };
        let apart = apart(&now, &kept, &after);
        assert_eq!((apart.name.as_str(), apart.city.as_str()), ("甲", ""));
        assert_eq!(apart.tags, "重点");
        assert_eq!((apart.need.as_str(), apart.industry.as_str()), ("软装", "建材"));
    }
}
