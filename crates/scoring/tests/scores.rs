//! Scores worked out by hand, and what holds for every scheme.
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, TimeDelta, Utc};
use contract::kpi::Grade;
use proptest::prelude::*;
use rust_decimal::Decimal;
use scoring::{
    Curve, Direction, Explained, Indicator, Item, ItemKind, Measure, Record, Rule, Scheme, ScoringProblem, Step, Thresholds, explain,
};
use std::collections::BTreeMap;

type Records = BTreeMap<String, Vec<Record>>;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

fn linear(floor: &str, target: &str) -> Rule {
    Rule { curve: Curve::Linear { floor: d(floor), target: d(target), ceiling: None }, cap: d("100") }
}

fn item(key: &str, weight: &str, measure: Measure, rule: Rule) -> Item {
    Item { indicator: Indicator { key: key.to_owned(), measure, rule }, weight: d(weight), kind: ItemKind::Weighted }
}

fn scheme(items: Vec<Item>) -> Scheme {
    Scheme { key: "sales_rep".to_owned(), version: 3, items, thresholds: Thresholds::default(), cap: d("100") }
}

/// A sales rep: follow-ups kept 50, new customers 30, complaints 20.
fn sales_rep() -> Scheme {
    scheme(vec![
        item("follow_ups_kept", "50", Measure::Ratio, linear("25", "100")),
        item("new_customers", "30", Measure::Count, linear("0", "5")),
        item("complaints", "20", Measure::Count, Rule { curve: Curve::Deduction { start: d("100"), each: d("20") }, cap: d("100") }),
    ])
}

fn records(key: &str, values: &[(&str, &str)]) -> (String, Vec<Record>) {
    let record = |(n, (value, weight)): (usize, &(&str, &str))| Record {
        id: format!("{key}:{n}"),
        at: at(n as i64),
        value: d(value),
        weight: d(weight),
    };
    (key.to_owned(), values.iter().enumerate().map(record).collect())
}

fn once(key: &str, count: usize) -> (String, Vec<Record>) {
    records(key, &vec![("1", "1"); count])
}

#[test]
fn a_month_worked_out_by_hand() {
    let month =
        Records::from([records("follow_ups_kept", &[("1", "1"), ("1", "1"), ("0", "1")]), once("new_customers", 4), once("complaints", 1)]);
    let explained = explain(&sales_rep(), &month).unwrap();
    // 2 of 3 kept = 66.7 % → (66.67 − 25) / 75 = 55.6 points; 4 of 5 customers = 80 points; one complaint = 80 points.
    let points: Vec<String> = explained.items.iter().map(|item| item.points.unwrap().round_dp(1).to_string()).collect();
    assert_eq!(points, ["55.6", "80", "80"]);
    // 50 % of 55.56 + 30 % of 80 + 20 % of 80 = 27.78 + 24 + 16 = 67.78
    assert_eq!(explained.sum.unwrap().round_dp(4), d("67.7778"));
    assert_eq!((explained.total, explained.grade), (Some(d("67.8")), Some(Grade::Qualified)));
    assert_eq!((explained.measured_weight, explained.handed_weight), (d("100"), d("0")));
    let gains: Vec<String> = explained.items.iter().map(|item| item.to_gain.unwrap().round_dp(2).to_string()).collect();
    assert_eq!(gains, ["22.22", "6", "4"]);
}

#[test]
fn an_item_without_anything_to_measure_hands_its_weight_to_the_others() {
    let month = Records::from([once("new_customers", 4)]);
    let explained = explain(&sales_rep(), &month).unwrap();
    // 30 and 20 of 50 become 60 and 40 of 100: 60 % of 80 + 40 % of 100 = 88
    assert_eq!((explained.measured_weight, explained.handed_weight), (d("50"), d("50")));
    let weights: Vec<Option<Decimal>> = explained.items.iter().map(|item| item.effective_weight).collect();
    assert_eq!(weights, [None, Some(d("60")), Some(d("40"))]);
    assert_eq!((explained.total, explained.grade), (Some(d("88")), Some(Grade::Good)));
}

#[test]
fn nothing_at_all_to_measure_is_no_score() {
    let ratios = scheme(vec![item("a", "40", Measure::Ratio, linear("0", "100")), item("b", "60", Measure::Mean, linear("1", "5"))]);
    let explained = explain(&ratios, &Records::new()).unwrap();
    assert_eq!((explained.sum, explained.total, explained.grade), (None, None, None));
    assert_eq!(explained.handed_weight, d("100"));
}

#[test]
fn totals_are_rounded_half_up_to_one_decimal() {
    let one = scheme(vec![item("a", "100", Measure::Ratio, linear("0", "100"))]);
    for (value, total) in [("84.95", "85"), ("84.949", "84.9"), ("84.94", "84.9"), ("84.05", "84.1"), ("89.95", "90"), ("0.05", "0.1")] {
        let explained = explain(&one, &Records::from([records("a", &[(value, "100")])])).unwrap();
        assert_eq!(explained.total, Some(d(total)), "{value}");
    }
    // A third and two thirds with equal weights are 50 exactly, and 3 × 28.35 of thirds does not fall below its half.
    let thirds = scheme(vec![item("a", "50", Measure::Ratio, linear("0", "100")), item("b", "50", Measure::Ratio, linear("0", "100"))]);
    let explained = explain(&thirds, &Records::from([records("a", &[("1", "3")]), records("b", &[("2", "3")])])).unwrap();
    assert_eq!(explained.total, Some(d("50")));
    let explained = explain(&one, &Records::from([records("a", &[("254.85", "300")])])).unwrap();
    assert_eq!(explained.total, Some(d("85")));
}

#[test]
fn grades_begin_at_90_80_and_60() {
    let thresholds = Thresholds::default();
    for (total, grade) in [
        ("100", Grade::Excellent),
        ("90", Grade::Excellent),
        ("89.9", Grade::Good),
        ("80", Grade::Good),
        ("79.9", Grade::Qualified),
        ("60", Grade::Qualified),
        ("59.9", Grade::Unqualified),
        ("0", Grade::Unqualified),
    ] {
        assert_eq!(thresholds.grade(d(total)), grade, "{total}");
    }
}

#[test]
fn added_points_come_on_top_and_the_cap_cuts_them_off() {
    let mut with_innovation = scheme(vec![item("a", "100", Measure::Ratio, linear("0", "100"))]);
    with_innovation.items.push(Item { kind: ItemKind::Added, ..item("innovation", "10", Measure::Count, linear("0", "2")) });
    let explained = explain(&with_innovation, &Records::from([records("a", &[("80", "100")]), once("innovation", 1)])).unwrap();
    assert_eq!(explained.total, Some(d("85")));
    let explained = explain(&with_innovation, &Records::from([records("a", &[("98", "100")]), once("innovation", 2)])).unwrap();
    assert_eq!((explained.sum, explained.total), (Some(d("108")), Some(d("100"))));
    let explained = explain(&with_innovation, &Records::from([once("innovation", 2)])).unwrap();
    assert_eq!(explained.total, None, "added points alone are no score");
}

#[test]
fn schemes_that_break_a_rule_are_refused() {
    let rule = || linear("0", "100");
    let refused = |items| explain(&scheme(items), &Records::new()).unwrap_err();
    assert_eq!(refused(vec![]), ScoringProblem::SchemeEmpty);
    let short = refused(vec![item("a", "60", Measure::Ratio, rule()), item("b", "39.9", Measure::Ratio, rule())]);
    assert_eq!(short, ScoringProblem::WeightsNotHundred { sum: "99.9".to_owned() });
    let twice = refused(vec![item("a", "60", Measure::Ratio, rule()), item("a", "40", Measure::Ratio, rule())]);
    assert_eq!(twice, ScoringProblem::IndicatorTwice { indicator: "a".to_owned() });
    let zero = refused(vec![item("a", "100", Measure::Ratio, rule()), item("b", "0", Measure::Ratio, rule())]);
    assert_eq!(zero, ScoringProblem::WeightNotPositive { indicator: "b".to_owned() });
    let flat = refused(vec![item("a", "100", Measure::Ratio, linear("5", "5"))]);
    assert_eq!(flat, ScoringProblem::CurveInvalid { indicator: "a".to_owned() });
    let mut upside_down = scheme(vec![item("a", "100", Measure::Ratio, rule())]);
    upside_down.thresholds.good = d("95");
    assert_eq!(upside_down.check(), Err(ScoringProblem::ThresholdsInvalid));
    assert_eq!(upside_down.check().unwrap_err().code(), "thresholds_invalid");
}

#[test]
fn the_canonical_text_holds_all_that_went_in() {
    let month = Records::from([records("follow_ups_kept", &[("1", "1")]), once("complaints", 1)]);
    let text = explain(&sales_rep(), &month).unwrap().canonical_text();
    let expected = "score\t1\nscheme\tsales_rep\t3\n\
        item\tcomplaints\tweighted\t20\tcount\ndeduction\t100\t20\t100\nrecord\tcomplaints:0\t1970-01-01T00:00:00.000000Z\t1\t1\nvalue\t1\t80\t16\n\
        item\tfollow_ups_kept\tweighted\t50\tratio\nlinear\t25\t100\t\t100\nrecord\tfollow_ups_kept:0\t1970-01-01T00:00:00.000000Z\t1\t1\nvalue\t100\t100\t50\n\
        item\tnew_customers\tweighted\t30\tcount\nlinear\t0\t5\t\t100\nvalue\t0\t0\t0\n\
        total\t66\tqualified\n";
    assert_eq!(text, expected);
}

#[test]
fn every_change_of_a_record_shows_in_the_canonical_text() {
    let month = || Records::from([records("follow_ups_kept", &[("1", "1"), ("1.0", "1.00")])]);
    let text = |month: &Records| explain(&sales_rep(), month).unwrap().canonical_text();
    let original = text(&month());
    let changes: [fn(&mut Record); 4] =
        [|r| r.id.push('x'), |r| r.at += TimeDelta::microseconds(1), |r| r.value = Decimal::ZERO, |r| r.weight = Decimal::TWO];
    for change in changes {
        let mut changed = month();
        changed.values_mut().for_each(|records| change(&mut records[0]));
        assert_ne!(text(&changed), original);
    }
    let mut same = month();
    same.values_mut().for_each(|records| records[0].value = d("1.000"));
    assert_eq!(text(&same), original, "a number is the same however it is written");
    let mut disguised = month();
    disguised.values_mut().for_each(|records| records[0].id = "a\nvalue\t1".to_owned());
    assert_eq!(text(&disguised).lines().count(), original.lines().count());
}

#[test]
fn schemes_and_explanations_travel_as_json() {
    let scheme = sales_rep();
    let json = serde_json::to_string(&scheme).unwrap();
    assert!(json.contains(r#""curve":{"form":"linear","floor":"25","target":"100","ceiling":null}"#), "{json}");
    assert_eq!(serde_json::from_str::<Scheme>(&json).unwrap(), scheme);
    let explained = explain(&scheme, &Records::from([once("complaints", 2)])).unwrap();
    assert_eq!(serde_json::from_str::<Explained>(&serde_json::to_string(&explained).unwrap()).unwrap(), explained);
}

fn decimals(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Decimal> {
    (range, 0..4_u32).prop_map(|(n, scale)| Decimal::new(n, scale))
}

fn rules() -> impl Strategy<Value = Rule> {
    let line = (decimals(-5000..=5000), decimals(1..=5000), decimals(1..=5000), any::<bool>(), any::<bool>(), 100..150_i64).prop_map(
        |(floor, a, b, rises, open, cap)| {
            let sign = if rises { Decimal::ONE } else { -Decimal::ONE };
            let target = floor + a * sign;
            Rule { curve: Curve::Linear { floor, target, ceiling: (!open).then(|| target + b * sign) }, cap: Decimal::from(cap) }
        },
    );
    let stair = (proptest::collection::btree_map(-1000..1000_i64, 0..100_i64, 1..6), any::<bool>()).prop_map(|(steps, rises)| {
        let mut points: Vec<i64> = steps.values().copied().collect();
        points.sort_unstable();
        let bounds: Vec<i64> = if rises { steps.keys().copied().collect() } else { steps.keys().rev().copied().collect() };
        let steps = bounds
            .into_iter()
            .zip(points)
            .map(|(bound, points)| Step { bound: Decimal::from(bound), points: Decimal::from(points) })
            .collect();
        let direction = if rises { Direction::HigherIsBetter } else { Direction::LowerIsBetter };
        Rule { curve: Curve::Steps { direction, steps }, cap: Decimal::ONE_HUNDRED }
    });
    let deduction = (decimals(0..=100), decimals(1..=500))
        .prop_map(|(start, each)| Rule { curve: Curve::Deduction { start, each }, cap: Decimal::ONE_HUNDRED });
    prop_oneof![line, stair, deduction]
}

fn measures() -> impl Strategy<Value = Measure> {
    prop_oneof![Just(Measure::Ratio), Just(Measure::Mean), Just(Measure::Sum), Just(Measure::Count)]
}

/// Schemes of one to six items with whatever records.
fn cases() -> impl Strategy<Value = (Scheme, Records)> {
    let record = (0..50_i64, decimals(-20..=100), decimals(0..=100));
    let one = (rules(), measures(), 1..100_i64, proptest::collection::vec(record, 0..6), 0..5_u8);
    proptest::collection::vec(one, 1..7).prop_map(|parts| {
        let all: i64 = parts.iter().map(|part| part.2).sum();
        let mut left = Decimal::ONE_HUNDRED;
        let mut items = Vec::new();
        let mut records = Records::new();
        let last = parts.len() - 1;
        for (n, (rule, measure, weight, given, added)) in parts.into_iter().enumerate() {
            let key = format!("indicator_{n}");
            let share = (Decimal::from(weight * 100) / Decimal::from(all)).round_dp(3).max(Decimal::new(1, 3));
            let weight = if n == last { left } else { share.min(left - Decimal::new(1, 2)) };
            left -= weight;
            records.insert(
                key.clone(),
                given
                    .iter()
                    .enumerate()
                    .map(|(r, (minute, value, weight))| Record { id: format!("{r}"), at: at(*minute), value: *value, weight: *weight })
                    .collect(),
            );
            items.push(Item { indicator: Indicator { key, measure, rule }, weight, kind: ItemKind::Weighted });
            if added == 0 {
                let rule =
                    Rule { curve: Curve::Linear { floor: Decimal::ZERO, target: Decimal::TEN, ceiling: None }, cap: Decimal::ONE_HUNDRED };
                items.push(Item {
                    indicator: Indicator { key: format!("added_{n}"), measure: Measure::Count, rule },
                    weight: Decimal::TEN,
                    kind: ItemKind::Added,
                });
            }
        }
        (Scheme { key: "any".to_owned(), version: 1, items, thresholds: Thresholds::default(), cap: Decimal::ONE_HUNDRED }, records)
    })
}

proptest! {
    #[test]
    fn a_better_value_never_gives_fewer_points(rule in rules(), a in decimals(-9000..=9000), b in decimals(-9000..=9000)) {
        prop_assert!(rule.is_sound());
        let (worse, better) = match rule.direction() {
            Direction::HigherIsBetter => (a.min(b), a.max(b)),
            Direction::LowerIsBetter => (a.max(b), a.min(b)),
        };
        let (low, high) = (rule.points(worse).unwrap().0, rule.points(better).unwrap().0);
        prop_assert!(low <= high, "{:?}: {} → {}, {} → {}", rule, worse, low, better, high);
        prop_assert!(low >= Decimal::ZERO && high <= rule.cap);
    }

    #[test]
    fn effective_weights_add_to_a_hundred_and_contributions_to_the_sum((scheme, records) in cases()) {
        let explained = explain(&scheme, &records).unwrap();
        prop_assert_eq!(explained.measured_weight + explained.handed_weight, Decimal::ONE_HUNDRED);
        if let Some(sum) = explained.sum {
            let near = |a: Decimal, b: Decimal| (a - b).abs() < Decimal::new(1, 9);
            let weights: Decimal = explained.items.iter().filter(|item| item.kind == ItemKind::Weighted).filter_map(|item| item.effective_weight).sum();
            prop_assert!(near(weights, Decimal::ONE_HUNDRED), "{}", weights);
            let contributions: Decimal = explained.items.iter().filter_map(|item| item.contribution).sum();
            prop_assert!(near(contributions, sum), "{} {}", contributions, sum);
            let total = explained.total.unwrap();
            prop_assert!(total >= Decimal::ZERO && total <= scheme.cap && total.normalize().scale() <= 1);
            prop_assert_eq!(explained.grade, Some(scheme.thresholds.grade(total)));
        }
        prop_assert_eq!(explained.sum.is_none(), explained.items.iter().all(|item| item.points.is_none() || item.kind == ItemKind::Added));
    }

    #[test]
    fn neither_the_order_of_items_nor_that_of_records_matters((scheme, records) in cases(), turn in any::<prop::sample::Index>()) {
        let explained = explain(&scheme, &records).unwrap();
        let mut turned = scheme.clone();
        let places = turned.items.len();
        turned.items.rotate_left(turn.index(places));
        let mut shuffled = records.clone();
        for list in shuffled.values_mut() {
            list.reverse();
        }
        let again = explain(&turned, &shuffled).unwrap();
        prop_assert_eq!(again.canonical_text(), explained.canonical_text());
        prop_assert_eq!((again.sum, again.total, again.grade), (explained.sum, explained.total, explained.grade));
    }

    #[test]
    fn whatever_the_numbers_there_is_a_score_or_a_problem(
        numbers in proptest::collection::vec((any::<i64>(), 0..28_u32), 8),
        value in any::<i128>(),
        measure in measures(),
    ) {
        let n: Vec<Decimal> = numbers.iter().map(|(n, scale)| Decimal::new(*n, *scale)).collect();
        let huge = Decimal::try_from_i128_with_scale(value >> 32, 0).unwrap_or(Decimal::MAX);
        let curves = [
            Curve::Linear { floor: n[0], target: n[1], ceiling: Some(n[2]) },
            Curve::Steps { direction: Direction::LowerIsBetter, steps: vec![Step { bound: n[0], points: n[1] }] },
            Curve::Deduction { start: n[0], each: n[1] },
        ];
        for curve in curves {
            let rule = Rule { curve, cap: n[3] };
            let _ = (rule.is_sound(), rule.points(huge), rule.points(n[4]));
            let mut any = scheme(vec![item("a", "100", measure, rule)]);
            let month = Records::from([("a".to_owned(), vec![Record { id: String::new(), at: at(0), value: huge, weight: n[5] }, Record { id: String::new(), at: at(1), value: n[6], weight: n[7] }])]);
            let _ = explain(&any, &month);
            any.items[0].weight = n[5];
            let _ = explain(&any, &month);
        }
    }
}
