//! What a program may be given: never more than the giver has, and nothing that decides who gets in.

use chrono::{Days, NaiveDate};
use contract::access::service::{LONGEST_LIFE, PEOPLE_ONLY};
use contract::permission::{DataScope, Permission};

/// Why a permission cannot be given: the code of the violation. `reaches_all`: whether the giver's own reach has no bounds.
pub(super) fn cannot_give(permission: Permission, scope: DataScope, held: bool, reaches_all: bool) -> Option<&'static str> {
    if PEOPLE_ONLY.contains(&permission) {
        return Some("permission_people_only");
    }
    (!held || (scope == DataScope::All && !reaches_all)).then_some("permission_not_held")
}

/// A program has no team: its reach is its own records or all.
pub(super) fn is_reach_of_a_program(scope: DataScope) -> bool {
    matches!(scope, DataScope::Own | DataScope::All)
}

/// Why a key cannot end on this day: the code of the violation.
pub(super) fn bad_end(expires_on: NaiveDate, today: NaiveDate) -> Option<&'static str> {
    let latest = today.checked_add_days(Days::new(LONGEST_LIFE.unsigned_abs())).unwrap_or(today);
    (expires_on < today || expires_on > latest).then_some("key_life")
}

/// Permissions as stored.
pub(super) fn stored(permissions: &[Permission]) -> String {
    let mut words: Vec<&str> = permissions.iter().map(|p| p.word()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// Stored permissions; a word that no longer exists gives nothing.
pub(super) fn read(stored: &str) -> Vec<Permission> {
    stored.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gives_a_program_more_than_they_have() {
        assert_eq!(cannot_give(Permission::CustomerRead, DataScope::All, true, true), None);
        assert_eq!(cannot_give(Permission::CustomerRead, DataScope::All, true, false), Some("permission_not_held"));
        assert_eq!(cannot_give(Permission::CustomerRead, DataScope::Own, true, false), None);
        assert_eq!(cannot_give(Permission::CustomerRead, DataScope::Own, false, false), Some("permission_not_held"));
        assert_eq!(cannot_give(Permission::ApiKeyManage, DataScope::Own, true, true), Some("permission_people_only"));
    }

    #[test]
    fn a_key_lives_a_year_at_most() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let at = |days: u64| today.checked_add_days(Days::new(days)).unwrap();
        assert_eq!(bad_end(today, today), None);
        assert_eq!(bad_end(at(366), today), None);
        assert_eq!(bad_end(at(367), today), Some("key_life"));
        assert_eq!(bad_end(today.pred_opt().unwrap(), today), Some("key_life"));
    }
}
