use super::*;
use crate::facts::Facts;
use crate::score::tests::{fact, ground};
use contract::kpi::schemes::{Curve as WireCurve, IndicatorKind, Step, Veto};
use scoring::{Period, whole};

fn made() -> Indicator {
    let form = crate::schemes::forms().find(|form| form.role == "sales_rep").unwrap();
    form.indicators[1].clone()
}

#[test]
fn no_text_keeps_an_argument_open() {
    let step = |bound: u32, points: u32| Step { bound: whole(bound), points: whole(points) };
    let linear = |floor: u32, target: u32, ceiling: u32| WireCurve::Linear {
        floor: whole(floor),
        target: whole(target),
        ceiling: Some(whole(ceiling)),
    };
    let steps = |falling| WireCurve::Steps { falling, steps: vec![step(95, 100), step(80, 60)] };
    let curves = [
        linear(25, 100, 100),
        linear(25, 100, 120),
        linear(10, 5, 5),
        linear(10, 5, 2),
        steps(false),
        steps(true),
        WireCurve::Deduction { each: whole(5) },
        WireCurve::Formula { formula: "100 - missed * 10".into(), most: None },
    ];
    for curve in curves {
        for kind in IndicatorKind::ALL {
            for measure in Measure::ALL {
                for language in Language::ALL {
                    let veto = Some(Veto { from: whole(1), at_most: whole(59) });
                    let one = Indicator { kind: *kind, measure: *measure, curve: Some(curve.clone()), veto, ..made() };
                    let told = rule(&one, &one.rule(), language);
                    assert!(!told.contains(['{', '}']), "{told}");
                }
            }
        }
    }
}

fn told(indicators: Vec<Indicator>, facts: &Facts, stood: impl Fn(&mut Stood)) -> (Vec<String>, String) {
    let ground = ground();
    let mut measured = ground.measured(&ground.staff.people()[1]).unwrap();
    let scheme = crate::schemes::Scheme { number: 2, form: SchemeForm { indicators, ..measured.scheme.form.clone() } };
    measured.scheme = &scheme;
    stood(&mut measured.stood);
    let score = Score::of(&measured, &ground.staff, facts, Period::Running);
    let items = score.items.iter().map(|i| item_arithmetic(i, Language::En)).collect();
    (items, total_arithmetic(&score, Language::En))
}

#[test]
fn the_arithmetic_can_be_followed_on_paper() {
    let mut facts = Facts::default();
    facts.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1), fact(2, 3, 1, 1)]);
    facts.add("follow_up.made", vec![fact(2, 1, 1, 1)]);
    let form = crate::schemes::forms().find(|form| form.role == "sales_rep").unwrap();
    let (items, total) = told(form.indicators, &facts, |_| {});
    assert_eq!(
        items,
        [
            "2 of 3 = 66.7% → 66.7 points × 40% = 26.7",
            "1 in all → 5.0 points × 20% = 1.0",
            "Nothing to measure yet: the 25% of this item are shared by the others",
            "Nothing to measure yet: the 15% of this item are shared by the others",
        ]
    );
    assert_eq!(total, "(26.7 + 1.0) ÷ 60 × 100 = 46.2");
}

/// Half a month: 5 of 9.52 follow-ups; two innovations of five points each of at most ten; one grave case.
#[test]
fn parts_of_a_month_added_points_and_vetoes_are_told() {
    let mut facts = Facts::default();
    facts.add("follow_up.made", (1..=5).map(|n| fact(2, n, 1, 1)).collect());
    facts.add("entered:innovation", vec![fact(2, 8, 5, 1)]);
    facts.add("entered:grave", vec![fact(2, 9, 1, 1)]);
    let entered = |key: &str, kind, curve| Indicator {
        key: key.into(),
        name: key.into(),
        kind,
        source: IndicatorSource::Entered,
        measure: Measure::Sum,
        curve,
        ..made()
    };
    let up_to = WireCurve::Linear { floor: Decimal::ZERO, target: whole(10), ceiling: None };
    let added = Indicator { weight: Some(whole(10)), ..entered("innovation", IndicatorKind::Added, Some(up_to)) };
    let grave = Indicator { veto: Some(Veto { from: whole(1), at_most: whole(59) }), ..entered("grave", IndicatorKind::Veto, None) };
    let all = Indicator { weight: Some(whole(100)), ..made() };
    let half = |stood: &mut Stood| (stood.worked, stood.of) = (10, 21);
    let (items, total) = told(vec![all.clone(), added.clone()], &facts, half);
    assert_eq!(
        items,
        [
            "Asked for 20 × 10 ÷ 21 working days = 9.52. 5 in all → 52.5 points × 100% = 52.5",
            "5 in all → 50.0 points of at most 10 added = 5.0",
        ]
    );
    assert_eq!(total, "52.5, and 5.0 added = 57.5");
    let (items, total) = told(vec![all, added, grave], &facts, |_| {});
    assert_eq!(items[2], "1 in all: the score is at most 59");
    assert_eq!(total, "25.0, and 5.0 added = 30.0; vetoed: at most 59 = 30.0");
}
