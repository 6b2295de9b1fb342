//! From the points of the items to the score.

use crate::{quotient, rounded};
use rust_decimal::Decimal;

/// An item of a scheme with what was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The item's share of the 100.
    pub weight: Decimal,
    /// What the curve gave, 100 for the target; `None` where there was nothing to measure.
    pub points: Option<Decimal>,
}

impl Item {
    /// What the item brings to the score: its points' share of its weight, one decimal. 66.7 points of a weight of 40 bring 26.7.
    /// Counted from the points as they are told, so that it can be followed on paper.
    pub fn score(&self) -> Option<Decimal> {
        let share = rounded(self.points?).saturating_mul(self.weight);
        quotient(share, Decimal::ONE_HUNDRED).map(rounded)
    }
}

/// How the items add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// All item scores, as told.
    pub reached: Decimal,
    /// The weights of the items that could be measured.
    pub possible: Decimal,
    /// What was reached of 100, one decimal; more than 100 where items went beyond their targets.
    pub uncapped: Decimal,
    /// 0 to 100, one decimal.
    pub score: Decimal,
}

/// The score: what was reached of what could be measured, of 100. An item without anything to measure so hands its weight to the
/// others in proportion to theirs; `None` where none has anything. Added up from the item scores as they are told, so that the
/// sum can be followed on paper. More than 100, by items beyond their target, counts as 100.
pub fn total(items: &[Item]) -> Option<Total> {
    let measured = || items.iter().filter(|item| item.points.is_some());
    let reached: Decimal = measured().filter_map(Item::score).sum();
    let possible: Decimal = measured().map(|item| item.weight).sum();
    let uncapped = rounded(quotient(reached.saturating_mul(Decimal::ONE_HUNDRED), possible)?);
    Some(Total { reached, possible, uncapped, score: rounded(uncapped.min(Decimal::ONE_HUNDRED)) })
}

/// Whether the weights of a scheme are positive and add to 100 (KPI-03).
pub fn is_complete(weights: impl IntoIterator<Item = Decimal>) -> bool {
    let mut sum = Decimal::ZERO;
    for weight in weights {
        if weight <= Decimal::ZERO {
            return false;
        }
        sum = sum.saturating_add(weight);
    }
    sum == Decimal::ONE_HUNDRED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Curve, Measure, Part, Period, band, whole};
    use proptest::prelude::*;

    fn item(weight: u32, points: Option<&str>) -> Item {
        Item { weight: whole(weight), points: points.map(|p| p.parse().unwrap()) }
    }

    fn parts(kept: u32, of: u32) -> Vec<Part> {
        (0..of).map(|n| Part { value: whole(u32::from(n < kept)), weight: Decimal::ONE }).collect()
    }

    /// A sales representative's month on paper: 2 of 3 follow-ups kept (40), 14 made of 20 (20), files 85 % and 60 % complete (25),
    /// 3 of 4 approved (15): 26.7 + 14.0 + 18.1 + 11.3 = 70.1.
    #[test]
    fn a_month_worked_by_hand() {
        let hundred = Curve::up_to(Decimal::ONE_HUNDRED);
        let files = [85, 60].map(|percent| Part { value: whole(percent), weight: whole(100) });
        let points = |measure: Measure, curve: Curve, parts: &[Part]| measure.of(parts, Period::Running).map(|v| curve.points(v));
        let items = [
            Item { weight: whole(40), points: points(Measure::Ratio, hundred, &parts(2, 3)) },
            Item { weight: whole(20), points: points(Measure::Count, Curve::up_to(whole(20)), &parts(14, 14)) },
            Item { weight: whole(25), points: points(Measure::Ratio, hundred, &files) },
            Item { weight: whole(15), points: points(Measure::Ratio, hundred, &parts(3, 4)) },
        ];
        let scores: Vec<Decimal> = items.iter().filter_map(Item::score).collect();
        assert_eq!(scores, ["26.7", "14", "18.1", "11.3"].map(|s| s.parse::<Decimal>().unwrap()));
        assert_eq!(total(&items).unwrap().score, "70.1".parse().unwrap());
    }

    /// Without files the 40 points of those items go to the follow-ups: (26.7 + 14.0) of 60 = 67.8.
    #[test]
    fn an_item_with_nothing_to_measure_hands_its_weight_to_the_others() {
        let items = [item(40, Some("66.67")), item(20, Some("70")), item(25, None), item(15, None)];
        let total = total(&items).unwrap();
        assert_eq!((total.reached, total.possible, total.score), ("40.7".parse().unwrap(), whole(60), "67.8".parse().unwrap()));
    }

    #[test]
    fn without_anything_to_measure_there_is_no_score() {
        assert_eq!(total(&[item(40, None), item(60, None)]), None);
        assert_eq!(total(&[]), None);
    }

    #[test]
    fn going_beyond_a_target_makes_up_for_others_but_never_passes_a_hundred() {
        assert_eq!(total(&[item(30, Some("120")), item(70, Some("80"))]).unwrap().score, whole(92));
        assert_eq!(total(&[item(30, Some("120")), item(70, Some("100"))]).unwrap().score, whole(100));
    }

    #[test]
    fn weights_are_positive_and_add_to_a_hundred() {
        assert!(is_complete([40, 60].map(whole)));
        assert!(!is_complete([40, 59].map(whole)));
        assert!(!is_complete([100, 0].map(whole)));
        assert!(!is_complete([]));
    }

    /// KPI-07: 90, 80 and 60, each belonging to the better grade.
    #[test]
    fn grades_begin_at_their_bound() {
        let bounds = [(whole(90), "excellent"), (whole(80), "good"), (whole(60), "qualified")];
        let grade = |score: &str| band(score.parse().unwrap(), &bounds, "unqualified");
        assert_eq!(
            ["100", "90", "89.9", "80", "79.9", "60", "59.9", "0"].map(grade),
            ["excellent", "excellent", "good", "good", "qualified", "qualified", "unqualified", "unqualified",]
        );
    }

    fn items() -> impl Strategy<Value = Vec<Item>> {
        let item = (1u32..=100, proptest::option::of(0u32..=12_000));
        let item = item.prop_map(|(weight, points)| Item { weight: whole(weight), points: points.map(|p| Decimal::new(p.into(), 2)) });
        proptest::collection::vec(item, 0..8)
    }

    proptest! {
        #[test]
        fn a_score_lies_between_none_and_a_hundred(items in items()) {
            match total(&items) {
                Some(total) => prop_assert!(total.score >= Decimal::ZERO && total.score <= Decimal::ONE_HUNDRED),
                None => prop_assert!(items.iter().all(|i| i.points.is_none())),
            }
        }

        #[test]
        fn order_does_not_matter(items in items()) {
            let backwards: Vec<Item> = items.iter().rev().copied().collect();
            prop_assert_eq!(total(&items), total(&backwards));
        }

        /// Leaving an item out says the same as measuring nothing for it.
        #[test]
        fn nothing_to_measure_is_the_same_as_no_such_item(items in items()) {
            let measured: Vec<Item> = items.iter().filter(|i| i.points.is_some()).copied().collect();
            prop_assert_eq!(total(&items), total(&measured));
        }

        /// Where all items have the same points, that is the score, whatever the weights: within the rounding of each item.
        #[test]
        fn equal_points_are_the_score(weights in proptest::collection::vec(1u32..=100, 1..6), points in 0u32..=100) {
            let items: Vec<Item> = weights.iter().map(|w| Item { weight: whole(*w), points: Some(whole(points)) }).collect();
            let told = total(&items).unwrap();
            let slack = Decimal::new(5, 0) * whole(items.len() as u32) / told.possible + Decimal::new(5, 2);
            prop_assert!((told.score - whole(points)).abs() <= slack);
        }

        #[test]
        fn more_points_never_lower_the_score(items in items(), at in 0usize..8, more in 0u32..=100) {
            let mut better = items.clone();
            if let Some(item) = better.get_mut(at) {
                item.points = item.points.map(|p| p + whole(more));
            }
            prop_assert!(total(&better).map(|t| t.score) >= total(&items).map(|t| t.score));
        }
    }
}
