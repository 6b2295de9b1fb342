use super::*;
use crate::{band, whole};
use proptest::prelude::*;

fn item(weight: u32, points: Option<&str>) -> Item {
    Item { share: Share::Weight(whole(weight)), points: points.map(|p| p.parse().unwrap()) }
}

fn added(most: u32, points: Option<&str>) -> Item {
    Item { share: Share::Added(whole(most)), ..item(most, points) }
}

fn veto(at_most: u32, fallen: bool) -> Item {
    Item { share: Share::Limit(whole(at_most)), ..item(1, Some(if fallen { "0" } else { "100" })) }
}

fn parts(kept: u32, of: u32) -> Vec<Part> {
    (0..of).map(|n| Part { value: whole(u32::from(n < kept)), weight: Decimal::ONE }).collect()
}

/// A sales representative's month on paper: 2 of 3 follow-ups kept (40), 14 made of 20 (20), files 85 % and 60 % complete (25),
/// 3 of 4 approved (15): 26.7 + 14.0 + 18.1 + 11.3 = 70.1.
#[test]
fn a_month_worked_by_hand() {
    let files = [85, 60].map(|percent| Part { value: whole(percent), weight: whole(100) });
    let rule = |weight: u32, measure: Measure, target: u32| Rule {
        measure,
        kind: Kind::Weighed { weight: whole(weight), curve: Curve::up_to(whole(target)) },
    };
    let rules = [rule(40, Measure::Ratio, 100), rule(20, Measure::Count, 20), rule(25, Measure::Ratio, 100), rule(15, Measure::Ratio, 100)];
    let inputs = [&parts(2, 3)[..], &parts(14, 14), &files, &parts(3, 4)].map(Inputs::of);
    let items = items(&rules, &inputs, Period::Running, Presence::FULL);
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

/// KPI-03: innovation adds beyond the 100 of the weighed items, up to its cap; without any it takes nothing away.
#[test]
fn added_points_come_on_top_up_to_their_cap() {
    let base = [item(60, Some("90")), item(40, Some("80"))];
    let with = |extra: Item| total(&[&base[..], &[extra]].concat()).unwrap();
    assert_eq!(total(&base).unwrap().score, whole(86));
    // Three of ten: 30 points of at most 10.
    assert_eq!((with(added(10, Some("30"))).score, with(added(10, Some("30"))).added), (whole(89), whole(3)));
    assert_eq!(with(added(10, None)).score, whole(86));
    assert_eq!(with(added(10, Some("150"))).score, whole(96), "never more than the cap");
    assert_eq!(total(&[item(100, Some("100")), added(10, Some("50"))]).unwrap().score, whole(105));
    assert_eq!(total(&[added(10, Some("50"))]), None, "nothing weighed was measured");
}

/// A grave violation: the score is at most 59, so unqualified, whatever else was reached.
#[test]
fn a_fallen_veto_limits_the_score() {
    let base = [item(100, Some("95")), added(10, Some("100"))];
    let with = |vetoes: &[Item]| total(&[&base[..], vetoes].concat()).unwrap().score;
    assert_eq!(with(&[veto(59, false)]), whole(105));
    assert_eq!(with(&[veto(59, true)]), whole(59));
    assert_eq!(with(&[veto(59, true), veto(0, true)]), Decimal::ZERO, "the hardest counts");
    assert_eq!(total(&[item(100, Some("40")), veto(59, true)]).unwrap().score, whole(40), "it lifts nobody");
    let rule = Rule { measure: Measure::Count, kind: Kind::Veto { from: whole(1), at_most: whole(59) } };
    let fallen = |count: u32| rule.item(Some(whole(count)), &Inputs::default()).limit();
    assert_eq!((fallen(0), fallen(1), rule.item(None, &Inputs::default()).limit()), (None, Some(whole(59)), None));
}

/// Follow-ups 2 of 3 kept (40) and 14 of 20 made (60): 26.7 + 42 = 68.7. One more kept: 3 of 4, 75 points, 30.0 → +3.3; one more
/// made: 15 of 20, 75 points, 45 → +3.0; all kept +13.3, all made +18.0.
#[test]
fn what_raises_the_score_most_comes_first() {
    let rule =
        |weight: u32, measure, target| Rule { measure, kind: Kind::Weighed { weight: whole(weight), curve: Curve::up_to(whole(target)) } };
    let rules = [rule(40, Measure::Ratio, 100), rule(60, Measure::Count, 20)];
    let inputs = [Inputs::of(&parts(2, 3)), Inputs::of(&parts(14, 14))];
    let told = gains(&rules, &inputs, Period::Running, Presence::FULL);
    let d = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!(
        told,
        [Gain { item: 1, one_more: d("3.0"), at_target: d("18.0") }, Gain { item: 0, one_more: d("3.3"), at_target: d("13.3") }]
    );
    let done = [Inputs::of(&parts(3, 3)), Inputs::of(&parts(20, 20))];
    assert_eq!(gains(&rules, &done, Period::Running, Presence::FULL), []);
}

/// Ten of 21 working days: 5 of 9.52 follow-ups are 52.5 points; of all 20 they were 25. A ratio stays what it is.
#[test]
fn only_what_grows_with_time_is_asked_in_part() {
    let half = Presence { worked: 10, of: 21 };
    let rule = |measure| Rule { measure, kind: Kind::Weighed { weight: whole(50), curve: Curve::up_to(whole(20)) } };
    let inputs = [Inputs::of(&parts(5, 5)), Inputs::of(&parts(1, 10))];
    let points = |presence| {
        items(&[rule(Measure::Count), rule(Measure::Ratio)], &inputs, Period::Over, presence)
            .iter()
            .filter_map(Item::score)
            .collect::<Vec<_>>()
    };
    assert_eq!(points(half), ["26.3", "25.0"].map(|s| s.parse::<Decimal>().unwrap()));
    assert_eq!(points(Presence::FULL), ["12.5", "25.0"].map(|s| s.parse::<Decimal>().unwrap()));
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

fn some_items() -> impl Strategy<Value = Vec<Item>> {
    let item = (1u32..=100, proptest::option::of(0u32..=12_000));
    let item =
        item.prop_map(|(weight, points)| Item { share: Share::Weight(whole(weight)), points: points.map(|p| Decimal::new(p.into(), 2)) });
    proptest::collection::vec(item, 0..8)
}

proptest! {
    #[test]
    fn a_score_lies_between_none_and_a_hundred(items in some_items()) {
        match total(&items) {
            Some(total) => prop_assert!(total.score >= Decimal::ZERO && total.score <= Decimal::ONE_HUNDRED),
            None => prop_assert!(items.iter().all(|i| i.points.is_none())),
        }
    }

    #[test]
    fn order_does_not_matter(items in some_items()) {
        let backwards: Vec<Item> = items.iter().rev().copied().collect();
        prop_assert_eq!(total(&items), total(&backwards));
    }

    /// Leaving an item out says the same as measuring nothing for it.
    #[test]
    fn nothing_to_measure_is_the_same_as_no_such_item(items in some_items()) {
        let measured: Vec<Item> = items.iter().filter(|i| i.points.is_some()).copied().collect();
        prop_assert_eq!(total(&items), total(&measured));
    }

    /// Where all items have the same points, that is the score, whatever the weights: within the rounding of each item.
    #[test]
    fn equal_points_are_the_score(weights in proptest::collection::vec(1u32..=100, 1..6), points in 0u32..=100) {
        let items: Vec<Item> = weights.iter().map(|w| Item { share: Share::Weight(whole(*w)), points: Some(whole(points)) }).collect();
        let told = total(&items).unwrap();
        let slack = Decimal::new(5, 0) * whole(items.len() as u32) / told.possible + Decimal::new(5, 2);
        prop_assert!((told.score - whole(points)).abs() <= slack);
    }

    /// Added points never lower a score, a veto never raises one.
    #[test]
    fn added_points_never_lower_and_vetoes_never_raise(items in some_items(), most in 1u32..20, points in 0u32..=100, at_most in 0u32..=100) {
        let with = |extra: Item| total(&[&items[..], &[extra]].concat()).map(|t| t.score);
        let plain = total(&items).map(|t| t.score);
        prop_assert!(with(added(most, Some(&points.to_string()))) >= plain);
        prop_assert!(with(veto(at_most, true)) <= plain);
        prop_assert_eq!(with(veto(at_most, false)), plain);
    }

    #[test]
    fn more_points_never_lower_the_score(items in some_items(), at in 0usize..8, more in 0u32..=100) {
        let mut better = items.clone();
        if let Some(item) = better.get_mut(at) {
            item.points = item.points.map(|p| p + whole(more));
        }
        prop_assert!(total(&better).map(|t| t.score) >= total(&items).map(|t| t.score));
    }
}
