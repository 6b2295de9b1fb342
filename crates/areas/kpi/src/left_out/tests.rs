use super::*;
use crate::explain::hash;
use crate::facts::Facts;
use crate::ground::Ground;
use crate::presence::tests::always;
use crate::results::Frozen;
use crate::schemes::{Scheme, Schemes, forms};
use crate::score::Adjusted;
use crate::score::tests::{fact, staff};
use chrono::DateTime;
use contract::kpi::schemes::{Curve, Measure, SchemeForm};
use rust_decimal::Decimal;

type Line = (&'static str, Whose, Measure, Curve, u32);

fn linear(target: u32) -> Curve {
    Curve::Linear { floor: Decimal::ZERO, target: target.into(), ceiling: None }
}

/// The representative by deduction, sum and ratio; their manager by the ratio of the team.
fn ground() -> Ground {
    let form = |role: &str, lines: &[Line]| {
        let model = forms().find(|form| form.role == role).unwrap();
        let one = |(fact, whose, measure, curve, weight): &Line| Indicator {
            key: (*fact).to_owned(),
            fact: Some((*fact).to_owned()),
            whose: *whose,
            measure: *measure,
            curve: Some(curve.clone()),
            weight: Some((*weight).into()),
            ..model.indicators[0].clone()
        };
        let indicators = lines.iter().map(one).collect();
        Scheme { number: 1, form: SchemeForm { indicators, ..model } }
    };
    let rep = [
        ("slips", Whose::Own, Measure::Count, Curve::Deduction { each: 5.into() }, 30),
        ("amounts", Whose::Own, Measure::Sum, linear(100), 30),
        ("kept", Whose::Own, Measure::Ratio, linear(100), 40),
    ];
    let manager = [("kept", Whose::Team, Measure::Ratio, linear(100), 100)];
    let schemes = vec![form("sales_manager", &manager), form("sales_rep", &rep)];
    Ground::new(staff(), Schemes::new(schemes), always("2026-11"), DateTime::UNIX_EPOCH)
}

/// Three slips; 30 and 50; two of three kept.
fn facts() -> Facts {
    let mut facts = Facts::default();
    facts.add("slips", vec![fact(2, 1, 1, 1), fact(2, 2, 1, 1), fact(2, 3, 1, 1)]);
    facts.add("amounts", vec![fact(2, 4, 30, 1), fact(2, 5, 50, 1)]);
    facts.add("kept", vec![fact(2, 6, 1, 1), fact(2, 7, 0, 1), fact(2, 8, 1, 1)]);
    facts
}

fn excluded(source: &str, record: u128, person: u128, of: u128) -> Excluded {
    let gone = Gone { source: source.into(), record: Uuid::from_u128(record), person: Uuid::from_u128(person), entry_at: None };
    let by = PersonRef { id: Uuid::from_u128(9), name: "程思源".into() };
    Excluded { gone, of: Uuid::from_u128(of), reason: "客户已确认".into(), by, at: DateTime::UNIX_EPOCH }
}

fn points(score: &Score<'_>) -> Vec<String> {
    score.items.iter().filter_map(|item| item.item.score()).chain(score.score()).map(|score| score.to_string()).collect()
}

fn num(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// 100 − 3 × 5 = 85 % of 30 = 25.5; 80 of 100 of 30 = 24.0; 2 of 3 of 40 = 26.7; together 76.2.
#[test]
fn kpi_09_a_record_left_out_leaves_every_kind_of_rule() {
    let (ground, facts) = (ground(), facts());
    let person = &ground.staff.people()[1];
    let score = |gone: &[Excluded]| {
        let whole = Score::of(&ground.measured(person).unwrap(), &ground.staff, &facts, Period::Over);
        points(&whole.without(person.id, gone, Period::Over))
    };
    assert_eq!(score(&[]), ["25.5", "24.0", "26.7", "76.2"]);
    assert_eq!(score(&[excluded("slips", 1, 2, 2)]), ["27.0", "24.0", "26.7", "77.7"], "two slips: 90 % of 30");
    assert_eq!(score(&[excluded("amounts", 5, 2, 2)]), ["25.5", "9.0", "26.7", "61.2"], "30 of 100");
    assert_eq!(score(&[excluded("kept", 7, 2, 2)]), ["25.5", "24.0", "40.0", "89.5"], "two of two: it leaves both sides of the ratio");
    assert_eq!(score(&[excluded("slips", 7, 2, 2)]), ["25.5", "24.0", "26.7", "76.2"], "it counts elsewhere");
    assert_eq!(
        score(&[excluded("kept", 7, 2, 1)]),
        ["25.5", "24.0", "26.7", "76.2"],
        "somebody else's appeal leaves their own items alone"
    );
}

/// Record 4 counts twice, 30 on the first day and 20 on the second, beside 50 of another: 100 of 100. Without the second entry 80 of 100 of 30
/// points, without the record 50 of 100.
#[test]
fn kpi_09_one_entry_of_a_record_leaves_and_the_others_stay() {
    let (ground, mut facts) = (ground(), Facts::default());
    let second = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(1);
    facts.add("amounts", vec![fact(2, 4, 30, 1), Fact { at: second, ..fact(2, 4, 20, 1) }, fact(2, 5, 50, 1)]);
    let person = &ground.staff.people()[1];
    let whole = || Score::of(&ground.measured(person).unwrap(), &ground.staff, &facts, Period::Over);
    let record = |number| Uuid::from_u128(number);
    let after = |number, at| {
        let all: Vec<_> =
            gone(&whole(), "amounts", (record(number), at)).into_iter().map(|gone| Excluded { gone, ..excluded("", 0, 2, 2) }).collect();
        (all.len(), points(&whole().without(person.id, &all, Period::Over))[1].clone())
    };
    assert_eq!(points(&whole())[1], "30.0");
    assert_eq!(after(4, Some(second)), (1, "24.0".to_owned()));
    assert_eq!(after(4, None), (1, "15.0".to_owned()), "no moment named: each of its entries");
    let lone = gone(&whole(), "amounts", (record(5), Some(DateTime::UNIX_EPOCH)));
    assert_eq!(lone[0].entry_at, None, "a lone entry is its record, whatever becomes of its moment");
}

#[test]
fn kpi_09_the_superiors_team_indicator_follows() {
    let (ground, facts) = (ground(), facts());
    let manager = &ground.staff.people()[0];
    let whole = || Score::of(&ground.measured(manager).unwrap(), &ground.staff, &facts, Period::Over);
    assert_eq!(points(&whole()), ["66.7", "66.7"]);
    let after = whole().without(manager.id, &[excluded("kept", 7, 2, 2)], Period::Over);
    assert_eq!(points(&after), ["100.0", "100.0"]);
    assert_eq!(after.calibrated.without.len(), 1);
    let other = whole().without(manager.id, &[excluded("kept", 7, 3, 3)], Period::Over);
    assert_eq!(points(&other), ["66.7", "66.7"], "it still counts for whom nothing was contested");
}

/// 76.2, an adjustment of −1.2 and 2.5 on appeal = 77.5; with the slip left out 79.0.
#[test]
fn kpi_08_added_points_and_adjustments_stay_beside_what_is_left_out() {
    let (ground, facts) = (ground(), facts());
    let person = &ground.staff.people()[1];
    let mut score = Score::of(&ground.measured(person).unwrap(), &ground.staff, &facts, Period::Over);
    let plain = hash(person.id, "2026-11", Period::Over, &score);
    let by = PersonRef { id: Uuid::from_u128(9), name: "程思源".into() };
    let added = |tenths: i64| {
        Some(Adjusted {
            points: Decimal::new(tenths, 1), reason: "属实".into(), by: by.clone(), at: DateTime::UNIX_EPOCH, confirmed: None
        })
    };
    (score.calibrated.adjusted, score.calibrated.granted) = (added(-12), added(25));
    assert_eq!((score.computed(), score.adjusted(), score.score()), (num("76.2"), num("75.0"), num("77.5")));
    let granted = hash(person.id, "2026-11", Period::Over, &score);
    let score = score.without(person.id, &[excluded("slips", 1, 2, 2)], Period::Over);
    assert_eq!((score.computed(), score.score()), (num("77.7"), num("79.0")));
    let left_out = hash(person.id, "2026-11", Period::Over, &score);
    assert!(plain != granted && granted != left_out);

    let text = Frozen::store(&score).unwrap();
    let frozen = Frozen::read(&text).unwrap();
    let again = frozen.score();
    assert_eq!((again.score(), hash(person.id, "2026-11", Period::Over, &again)), (score.score(), left_out));
    let gone: Vec<_> = again.items.iter().flat_map(|item| &item.left_out).map(|one| one.fact.subject.id).collect();
    assert_eq!(gone, [Uuid::from_u128(1)], "it is still shown");
    assert_eq!(Frozen::store(&again).unwrap(), text);
}

#[test]
fn kpi_09_what_is_contested_is_found_where_it_counts() {
    let (ground, facts) = (ground(), facts());
    let person = &ground.staff.people()[1];
    let score = Score::of(&ground.measured(person).unwrap(), &ground.staff, &facts, Period::Over);
    assert_eq!(gone(&score, "kept", (Uuid::from_u128(7), None)), [excluded("kept", 7, 2, 2).gone]);
    assert!(gone(&score, "slips", (Uuid::from_u128(7), None)).is_empty());
}
