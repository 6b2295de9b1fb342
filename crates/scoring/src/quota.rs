//! At most so many of a hundred in a grade (KPI-07).

use rust_decimal::Decimal;

/// The best rank that each score may have, in their order: 0 is the best. `quotas` are percentages of all, from the best rank down; as
/// many as they allow, rounded down, come into a rank, and what a better rank leaves free belongs to the next. Equal scores are
/// never told apart: where the last place falls among them, all of them go one rank down.
pub fn ranks(scores: &[Decimal], quotas: &[u32]) -> Vec<usize> {
    let mut sorted = scores.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let mut percent: usize = 0;
    let mut lowest = Vec::with_capacity(quotas.len());
    for quota in quotas {
        percent = percent.saturating_add(*quota as usize).min(100);
        let places = scores.len().saturating_mul(percent) / 100;
        lowest.push(bound(&sorted, places));
    }
    let rank = |score: &Decimal| lowest.iter().position(|bound| bound.is_some_and(|bound| *score >= bound)).unwrap_or(quotas.len());
    scores.iter().map(rank).collect()
}

/// The lowest score among the first so many, where the next one is lower; else the next higher score.
fn bound(sorted: &[Decimal], places: usize) -> Option<Decimal> {
    let last = *sorted.get(places.checked_sub(1)?)?;
    match sorted.get(places) {
        Some(next) if *next == last => sorted.iter().rev().find(|score| **score > last).copied(),
        _ => Some(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole;
    use proptest::prelude::*;

    fn of(scores: &[u32], quotas: &[u32]) -> Vec<usize> {
        ranks(&scores.iter().map(|score| whole(*score)).collect::<Vec<_>>(), quotas)
    }

    /// Ten people, at most 20 % excellent and 30 % good: two, then three.
    #[test]
    fn kpi_07_two_of_ten_are_excellent_and_three_good() {
        let ten = [98, 97, 96, 95, 94, 93, 92, 91, 90, 89];
        assert_eq!(of(&ten, &[20, 30]), [0, 0, 1, 1, 1, 2, 2, 2, 2, 2]);
        assert_eq!(of(&ten[..9], &[20, 30]), [0, 1, 1, 1, 2, 2, 2, 2, 2], "of nine it is 1.8, so one, and 4.5 together, so four");
        assert_eq!(of(&ten[..4], &[20, 30]), [1, 1, 2, 2], "of four nobody, and two together");
    }

    /// The second place falls on two people with 97: neither is excellent; the places they leave go to the good.
    #[test]
    fn kpi_07_equal_scores_are_never_told_apart() {
        assert_eq!(of(&[98, 97, 97, 95, 94, 93, 92, 91, 90, 89], &[20, 30]), [0, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
        assert_eq!(of(&[90; 10], &[20, 30]), [2; 10], "all equal: the quota allows none of them");
        assert_eq!(of(&[90; 10], &[100, 0]), [0; 10]);
        assert_eq!(of(&[], &[20]), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn a_quota_is_never_passed(scores in proptest::collection::vec(0u32..100, 0..40), best in 0u32..=100, next in 0u32..=100) {
            let told = of(&scores, &[best, next]);
            let within = |most: usize| told.iter().filter(|rank| **rank <= most).count();
            prop_assert!(within(0) * 100 <= scores.len() * best as usize);
            prop_assert!(within(1) * 100 <= scores.len() * (best + next) as usize);
        }

        #[test]
        fn a_better_score_never_ranks_lower_and_order_does_not_matter(scores in proptest::collection::vec(0u32..30, 1..20), best in 0u32..=100) {
            let told = of(&scores, &[best, 30]);
            for (a, rank) in scores.iter().zip(&told) {
                for (b, other) in scores.iter().zip(&told) {
                    prop_assert!(a < b || rank <= other);
                }
            }
            let backwards: Vec<u32> = scores.iter().rev().copied().collect();
            let mut turned = of(&backwards, &[best, 30]);
            turned.reverse();
            prop_assert_eq!(told, turned);
        }
    }
}
