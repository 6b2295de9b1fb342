//! Marks that people give: their mean, and what several groups of raters come to together (KPI-04).

use crate::{quotient, rounded};
use rust_decimal::Decimal;

/// Whom a missing group's weight goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// All of it to the superior; to the others in proportion where there is none.
    Superior,
    /// To the others, in proportion to their weights.
    Others,
}

/// One group of raters: self, superior, peers, subordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Of 100, together with the other groups.
    pub weight: Decimal,
    /// What they gave, 0 to 100; `None` where they are missing.
    pub mark: Option<Decimal>,
}

/// The mean of marks, one decimal; of three or more the highest and the lowest are dropped where that is asked for. `None` of none.
pub fn mean(marks: &[Decimal], trimmed: bool) -> Option<Decimal> {
    let mut sorted = marks.to_vec();
    sorted.sort_unstable();
    let kept = if trimmed && sorted.len() >= 3 { sorted.get(1..sorted.len() - 1)? } else { &sorted };
    let sum: Decimal = kept.iter().sum();
    quotient(sum, Decimal::from(kept.len())).map(rounded)
}

/// The weight of each group that has a mark, those of the missing ones added by the rule: none for the missing themselves. `superior`
/// is the superior's place among the groups.
pub fn weights(groups: &[Group], superior: usize, missing: Missing) -> Vec<Decimal> {
    let lost: Decimal = groups.iter().filter(|group| group.mark.is_none()).map(|group| group.weight).sum();
    let takes = missing == Missing::Superior && groups.get(superior).is_some_and(|group| group.mark.is_some());
    let weight = |(at, group): (usize, &Group)| match group.mark {
        None => Decimal::ZERO,
        Some(_) if takes && at == superior => group.weight.saturating_add(lost),
        Some(_) => group.weight,
    };
    groups.iter().enumerate().map(weight).collect()
}

/// What the groups give together, of 100: each by its weight. `None` where nobody gave a mark that has any weight.
pub fn together(groups: &[Group], superior: usize, missing: Missing) -> Option<Decimal> {
    let weights = weights(groups, superior, missing);
    let sum: Decimal = groups.iter().zip(&weights).map(|(group, weight)| group.mark.unwrap_or_default().saturating_mul(*weight)).sum();
    quotient(sum, weights.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole;
    use proptest::prelude::*;

    fn marks(list: &[u32]) -> Vec<Decimal> {
        list.iter().map(|mark| whole(*mark)).collect()
    }

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// 92, 85, 60, 88, 100: the mean is 425 ÷ 5 = 85.0; without 100 and 60 it is (92 + 85 + 88) ÷ 3 = 88.3.
    #[test]
    fn kpi_04_the_highest_and_the_lowest_are_dropped() {
        let five = marks(&[92, 85, 60, 88, 100]);
        assert_eq!((mean(&five, false), mean(&five, true)), (Some(d("85.0")), Some(d("88.3"))));
        assert_eq!(mean(&marks(&[70, 90, 80]), true), Some(d("80.0")), "of three the middle one");
        assert_eq!(mean(&marks(&[70, 90]), true), Some(d("80.0")), "of two nothing can be dropped");
        assert_eq!(mean(&marks(&[90, 90, 90, 60]), true), Some(d("90.0")), "one of the highest only");
        assert_eq!(mean(&[], true), None);
    }

    /// Self 10 %, superior 40 %, peers 50 %: 95, 80 and 88.3 come to 9.5 + 32 + 44.15 = 85.65. Without enough peers their half goes to
    /// the superior: 9.5 + 80 × 90 % = 81.5; or to both in proportion: (9.5 + 32) ÷ 50 % = 83.
    #[test]
    fn kpi_04_missing_peers_by_the_stated_rule() {
        let groups = |peers: Option<&str>| {
            let mark = |weight: u32, mark: Option<Decimal>| Group { weight: whole(weight), mark };
            [mark(10, Some(whole(95))), mark(40, Some(whole(80))), mark(50, peers.map(d))]
        };
        assert_eq!(together(&groups(Some("88.3")), 1, Missing::Superior), Some(d("85.65")));
        assert_eq!(together(&groups(None), 1, Missing::Superior), Some(d("81.5")));
        assert_eq!(together(&groups(None), 1, Missing::Others), Some(whole(83)));
        assert_eq!(weights(&groups(None), 1, Missing::Superior), [10, 90, 0].map(whole));
        let mut alone = groups(None);
        alone[1].mark = None;
        assert_eq!(together(&alone, 1, Missing::Superior), Some(whole(95)), "no superior to take it: the others");
        alone[0].mark = None;
        assert_eq!(together(&alone, 1, Missing::Superior), None);
    }

    fn some_marks() -> impl Strategy<Value = Vec<Decimal>> {
        proptest::collection::vec((0u32..=1000).prop_map(|tenths| Decimal::new(tenths.into(), 1)), 1..12)
    }

    fn some_groups() -> impl Strategy<Value = Vec<Group>> {
        let group = (1u32..=100, proptest::option::of(0u32..=100));
        proptest::collection::vec(group.prop_map(|(weight, mark)| Group { weight: whole(weight), mark: mark.map(whole) }), 1..5)
    }

    proptest! {
        /// A mean lies between the lowest and the highest mark; a trimmed one between the second lowest and the second highest.
        #[test]
        fn means_stay_within_their_marks(marks in some_marks(), trimmed: bool) {
            let mut sorted = marks.clone();
            sorted.sort_unstable();
            let dropped = usize::from(trimmed && sorted.len() >= 3);
            let told = mean(&marks, trimmed).unwrap();
            prop_assert!(told >= rounded(sorted[dropped]) && told <= rounded(sorted[sorted.len() - 1 - dropped]));
        }

        #[test]
        fn the_order_of_marks_does_not_matter(marks in some_marks(), trimmed: bool) {
            let backwards: Vec<Decimal> = marks.iter().rev().copied().collect();
            prop_assert_eq!(mean(&marks, trimmed), mean(&backwards, trimmed));
        }

        /// One mark far out moves a trimmed mean no farther than to the next mark.
        #[test]
        fn one_mark_far_out_does_not_carry_a_trimmed_mean(marks in some_marks()) {
            prop_assume!(marks.len() >= 2);
            let with = |mark| mean(&[&marks[..], &[mark]].concat(), true).unwrap();
            let (low, high) = (*marks.iter().min().unwrap(), *marks.iter().max().unwrap());
            prop_assert!(with(Decimal::ZERO) >= rounded(low) && with(Decimal::ONE_HUNDRED) <= rounded(high));
        }

        /// The weights of those who gave marks add up to all weights where the superior takes what is missing.
        #[test]
        fn the_weights_add_up(groups in some_groups(), superior in 0usize..4) {
            let superior = superior % groups.len();
            let all: Decimal = groups.iter().map(|group| group.weight).sum();
            let given: Decimal = weights(&groups, superior, Missing::Superior).iter().sum();
            if groups[superior].mark.is_some() {
                prop_assert_eq!(given, all);
            } else {
                prop_assert!(given <= all);
            }
        }

        /// Together they lie between the lowest and the highest mark, whatever is missing.
        #[test]
        fn together_is_no_better_than_the_best(groups in some_groups(), superior in 0usize..4, others: bool) {
            let missing = if others { Missing::Others } else { Missing::Superior };
            let given: Vec<Decimal> = groups.iter().filter_map(|group| group.mark).collect();
            match together(&groups, superior % groups.len(), missing) {
                None => prop_assert!(given.is_empty()),
                Some(told) => {
                    let slack = Decimal::new(1, 20);
                    prop_assert!(told >= *given.iter().min().unwrap() - slack && told <= *given.iter().max().unwrap() + slack);
                }
            }
        }
    }
}
