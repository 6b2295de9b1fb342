//! Rules of the pool: pure functions.

use chrono::{DateTime, TimeDelta, Utc};
use contract::customers::{PoolRulesForm, Tier};
use platform::Refusal;

pub(super) const HELD: Refusal = Refusal::new("customer.limit_reached", locale::problems::CUSTOMER_LIMIT_REACHED);
const CLAIMED: Refusal = Refusal::new("customer.claims_used", locale::problems::CUSTOMER_CLAIMS_USED);
const COOLING: Refusal = Refusal::new("customer.cooling", locale::problems::CUSTOMER_COOLING);

/// When a customer goes back into the pool unless somebody follows it up (CRM-10): so many days after its owner got it or followed it
/// up last, and never sooner than the days of warning after the warning.
pub fn goes_back_at(
    rules: &PoolRulesForm,
    tier: Tier,
    held_at: DateTime<Utc>,
    followed_at: Option<DateTime<Utc>>,
    warned_at: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    if !rules.active || rules.exempt_tiers.contains(&tier) {
        return None;
    }
    let idle = followed_at.map_or(held_at, |at| at.max(held_at)) + TimeDelta::days(rules.idle_days);
    Some(warned_at.map_or(idle, |at| idle.max(at + TimeDelta::days(rules.warn_days))))
}

/// Whether a person with so many customers may have another.
///
/// # Errors
/// `409` where they have as many as the company lets one person have.
pub fn has_room(rules: &PoolRulesForm, held: u64) -> Result<(), Refusal> {
    if reached(held, rules.most_held) { Err(HELD) } else { Ok(()) }
}

/// Whether a person may take a customer out of the pool; `had_until` is when they put it back or lost it last.
///
/// # Errors
/// `409` where a limit is reached, or they had it lately.
pub fn may_claim(
    rules: &PoolRulesForm,
    held: u64,
    claimed_today: u64,
    had_until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if had_until.is_some_and(|at| now < not_before(rules, at)) {
        return Err(COOLING);
    }
    has_room(rules, held)?;
    if reached(claimed_today, rules.most_claims) { Err(CLAIMED) } else { Ok(()) }
}

/// When somebody may take again what they put back or lost then.
pub fn not_before(rules: &PoolRulesForm, had_until: DateTime<Utc>) -> DateTime<Utc> {
    had_until + TimeDelta::days(rules.cooling_days)
}

fn reached(count: u64, most: Option<i64>) -> bool {
    most.is_some_and(|most| count >= u64::try_from(most).unwrap_or(0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn rules() -> PoolRulesForm {
        let exempt_tiers = vec![Tier::A];
        PoolRulesForm { active: true, idle_days: 30, warn_days: 5, exempt_tiers, most_held: Some(2), most_claims: Some(1), cooling_days: 7 }
    }

    fn day(n: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(n)
    }

    /// CRM-10: 30 days without a follow-up, after a warning.
    #[test]
    fn a_customer_goes_back_thirty_days_after_the_last_follow_up() {
        let rules = rules();
        assert_eq!(goes_back_at(&rules, Tier::C, day(0), None, None), Some(day(30)));
        assert_eq!(goes_back_at(&rules, Tier::C, day(0), Some(day(10)), Some(day(35))), Some(day(40)));
        assert_eq!(goes_back_at(&rules, Tier::C, day(50), Some(day(10)), None), Some(day(80)), "a new owner begins anew");
        assert_eq!(goes_back_at(&rules, Tier::C, day(0), None, Some(day(28))), Some(day(33)), "five days after a late warning");
    }

    #[test]
    fn key_customers_and_resting_rules_keep_a_customer() {
        assert_eq!(goes_back_at(&rules(), Tier::A, day(0), None, None), None);
        assert_eq!(goes_back_at(&PoolRulesForm { active: false, ..rules() }, Tier::C, day(0), None, None), None);
    }

    #[test]
    fn limits_count_what_one_has_and_what_one_took_today() {
        let rules = rules();
        assert!(may_claim(&rules, 1, 0, None, day(1)).is_ok());
        assert_eq!(may_claim(&rules, 2, 0, None, day(1)).unwrap_err(), HELD);
        assert_eq!(may_claim(&rules, 1, 1, None, day(1)).unwrap_err(), CLAIMED);
        let free = PoolRulesForm { most_held: None, most_claims: None, ..rules };
        assert!(may_claim(&free, 5000, 5000, None, day(1)).is_ok());
    }

    #[test]
    fn nobody_takes_again_at_once_what_they_gave_up() {
        assert_eq!(may_claim(&rules(), 0, 0, Some(day(1)), day(7)).unwrap_err(), COOLING);
        assert!(may_claim(&rules(), 0, 0, Some(day(1)), day(8)).is_ok());
        let at_once = PoolRulesForm { cooling_days: 0, ..rules() };
        assert!(may_claim(&at_once, 0, 0, Some(day(1)), day(1)).is_ok());
    }
}
