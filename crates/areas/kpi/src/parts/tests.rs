//! Figures worked by hand. November 2026 has 21 working days: ten up to Friday the 13th, eleven from Monday the 16th on.

use super::*;
use crate::books::Books;
use crate::explain::hash;
use crate::facts::Facts;
use crate::ground::Ground;
use crate::results::Frozen;
use crate::schemes::forms;
use crate::score::tests::{fact, staff};
use crate::score::{Score, Scored};
use chrono::NaiveDate;
use contract::kpi::schemes::{Curve, GradeBounds, Indicator, IndicatorKind, IndicatorSource, Measure, SchemeForm};
use contract::leaves::LeaveKind;
use engines::Fact;
use engines::calendar::{WorkingDays, start_of_day};
use engines::people::{Absence, Absences, RoleTerm, Tenure, Tenures, Term};
use proptest::prelude::*;
use rust_decimal::Decimal;
use scoring::Period;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A post from a day of November on, in a unit.
fn posts(terms: &[(&str, u128, &str)]) -> Vec<Term> {
    let from = |at: usize| terms.get(at).map(|(from, ..)| day(from));
    let term = |(at, (_, unit, post)): (usize, &(&str, u128, &str))| Term {
        post: (*post).to_owned(),
        unit_id: Uuid::from_u128(*unit),
        from_on: from(at),
        to_on: from(at + 1).and_then(|next| next.pred_opt()),
    };
    terms.iter().enumerate().map(term).collect()
}

fn roles(terms: &[(&str, &str)]) -> Vec<RoleTerm> {
    let from = |at: usize| terms.get(at).map(|(from, _)| day(from));
    let term = |(at, (_, role)): (usize, &(&str, &str))| RoleTerm {
        roles: vec![(*role).to_owned()],
        from_on: from(at),
        to_on: from(at + 1).and_then(|next| next.pred_opt()),
    };
    terms.iter().enumerate().map(term).collect()
}

fn indicator(fact: &str, whose: Whose, measure: Measure, target: i64, weight: i64) -> Indicator {
    Indicator {
        key: fact.into(),
        name: String::new(),
        definition: String::new(),
        kind: IndicatorKind::Weighed,
        source: IndicatorSource::Facts,
        fact: Some(fact.into()),
        whose,
        measure,
        weight: Some(weight.into()),
        curve: Some(Curve::Linear { floor: Decimal::ZERO, target: target.into(), ceiling: None }),
        veto: None,
        facts: Vec::new(),
        only: Vec::new(),
        unit: String::new(),
        data_owner: String::new(),
        dimension: None,
        raters: None,
    }
}

fn scheme(role: &str, indicators: Vec<Indicator>) -> Scheme {
    let grades = GradeBounds::default();
    Scheme { number: 1, form: SchemeForm { role: role.into(), name: String::new(), note: String::new(), grades, indicators } }
}

/// Twenty follow-ups are asked for 40 of the 100, and the team's promises for 60.
fn with_team() -> Vec<Scheme> {
    let own = indicator("follow_up.made", Whose::Own, Measure::Count, 20, 40);
    vec![scheme("sales_rep", vec![own, indicator("follow_up.kept", Whose::Team, Measure::Ratio, 100, 60)])]
}

/// Person 2 of [`staff`], who is in unit 11 today, with this history; seen from the end of a day.
fn ground(schemes: Vec<Scheme>, tenure: Tenure, leave: Option<(&str, &str)>, now: &str) -> Ground {
    let person = Uuid::from_u128(2);
    let absence = |(from, to): (&str, &str)| Absence { from_on: day(from), to_on: day(to), kind: LeaveKind::Annual };
    let absences = Absences::new([(person, leave.into_iter().map(absence).collect())]);
    let tenures = Tenures::new([(person, tenure)]);
    let attendance = Attendance::new("2026-11".parse().unwrap(), 480, WorkingDays::new([], 480), tenures, absences);
    Ground::new(staff(), Schemes::new(schemes), attendance, start_of_day(day(now), 480))
}

const AFTER: &str = "2026-12-05";

/// So many records of a day, of which so many were kept.
fn on(person: u128, on: &str, kept: u32, of: u32) -> Vec<Fact> {
    let at = start_of_day(day(on), 480);
    let number = |n: u32| u128::from(n) + 1000 * u128::from(at.timestamp().unsigned_abs()) + person;
    (0..of).map(|n| Fact { at, ..fact(person, number(n), u32::from(n < kept), 1) }).collect()
}

fn items(score: &Score<'_>) -> Vec<(String, String, Option<String>)> {
    let told = |one: &Scored<'_>| {
        let weight = one.indicator.weight.unwrap_or_default().to_string();
        (one.indicator.key.clone(), weight, one.item.score().map(|score| score.to_string()))
    };
    score.items.iter().map(told).collect()
}

fn told(key: &str, weight: &str, score: &str) -> (String, String, Option<String>) {
    (key.to_owned(), weight.to_owned(), (!score.is_empty()).then(|| score.to_owned()))
}

fn days(score: &Score<'_>) -> Vec<(String, String, u32)> {
    score.stood.parts.iter().map(|part| (part.from.to_string(), part.to.to_string(), part.worked)).collect()
}

fn span(from: &str, to: &str, worked: u32) -> (String, String, u32) {
    (format!("2026-11-{from}"), format!("2026-11-{to}"), worked)
}

fn of_two<'a>(ground: &'a Ground, facts: &'a Facts, period: Period) -> Score<'a> {
    let measured = ground.measured(&ground.staff.people()[1]).unwrap();
    let score = Score::of(&measured, &ground.staff, facts, period);
    let spans: Vec<Within> = measured.parts.iter().map(|part| part.within).collect();
    let books = Books::of(facts, &spans);
    let sums = Score::of_sums(&measured, &books.ledgers(&ground.staff), period);
    assert_eq!((items(&sums), sums.total), (items(&score), score.total), "the list and the explanation");
    score
}

/// From team 12 to team 11 on the 16th: 47.6 and 52.4 of the 100.
/// Eight follow-ups of 9.52 (20 × 10 ÷ 21) are 84.0 points of 19.0: 16.0. The old team kept four of five, with the person's own: 80 of 28.6
/// are 22.9. Eleven of 10.48 are all of 21.0. The new team, the person alone, kept one of two: 50 of 31.4 are 15.7. Together 75.6.
#[test]
fn kpi_05_another_team_from_the_sixteenth_on() {
    let terms = posts(&[("2025-01-01", 12, "家装顾问"), ("2026-11-16", 11, "销售代表")]);
    let ground = ground(with_team(), Tenure { terms, ..Tenure::default() }, None, AFTER);
    let mut facts = Facts::default();
    facts.add("follow_up.made", [on(2, "2026-11-03", 8, 8), on(2, "2026-11-20", 11, 11)].concat());
    let teams = [on(3, "2026-11-10", 3, 4), on(2, "2026-11-12", 1, 1), on(3, "2026-11-24", 0, 2), on(2, "2026-11-16", 1, 2)];
    facts.add("follow_up.kept", teams.concat());
    let score = of_two(&ground, &facts, Period::Over);
    assert_eq!(days(&score), [span("01", "15", 10), span("16", "30", 11)]);
    let expected = [
        told("follow_up.made.1", "19", "16.0"),
        told("follow_up.kept.1", "28.6", "22.9"),
        told("follow_up.made.2", "21", "21.0"),
        told("follow_up.kept.2", "31.4", "15.7"),
    ];
    assert_eq!(items(&score), expected);
    assert_eq!(score.score().map(|score| score.to_string()).as_deref(), Some("75.6"));
    let remarks = crate::wording::remarks(&score.stood, locale::Language::En);
    let expected = "Transferred within the month, so it is scored in parts, weighed by the days worked: 1 Nov to 15 Nov 家装顾问, by";
    assert!(remarks[0].starts_with(expected) && remarks[0].contains("16 Nov to 30 Nov 销售代表"), "{remarks:?}");
    let label = crate::wording::item_label(score.items[3].indicator, &score.stood, locale::Language::ZhCn);
    assert_eq!(label, "跟进计划兑现率（11月16日—11月30日 销售代表）");

    // Frozen it stays the same, and its parts are told.
    let live = hash(Uuid::from_u128(2), "2026-11", Period::Over, &score);
    let frozen = Frozen::read(&Frozen::store(&score).unwrap()).unwrap();
    let again = frozen.score();
    assert_eq!((items(&again), again.score(), days(&again)), (items(&score), score.score(), days(&score)));
    assert_eq!(hash(Uuid::from_u128(2), "2026-11", Period::Over, &again), live);
    let rules = |score: &Score<'_>| score.items.iter().map(|one| one.rule.clone()).collect::<Vec<_>>();
    assert_eq!(rules(&again), rules(&score));
}

/// A representative for ten days, then supervisor for eleven, by the schemes that are built in. As representative: one promise of two kept,
/// 50 of 19.0 = 9.5; eight follow-ups of 9.52, 84.0 of 9.6 = 8.1; a file of 90 %, 90 of 11.9 = 10.7; approved, 7.1. As supervisor, by the
/// team: three of four, 75 of 31.4 = 23.6; a file of 80 %, 80 of 21.0 = 16.8. Together 75.8.
#[test]
fn kpi_05_promoted_in_the_middle_of_the_month() {
    let schemes = forms().map(|form| Scheme { number: 1, form }).collect();
    let history = roles(&[("2025-01-01", "sales_rep"), ("2026-11-16", "sales_supervisor")]);
    let ground = ground(schemes, Tenure { roles: history, ..Tenure::default() }, None, AFTER);
    let file = |on: &str, value: u32| {
        let at = start_of_day(day(on), 480);
        vec![Fact { at, ..fact(2, u128::from(value), value, 100) }]
    };
    let mut facts = Facts::default();
    facts.add("follow_up.kept", [on(2, "2026-11-05", 1, 2), on(2, "2026-11-18", 3, 4)].concat());
    facts.add("follow_up.made", [on(2, "2026-11-04", 8, 8), on(2, "2026-11-19", 6, 6)].concat());
    facts.add("customer.completeness", [file("2026-11-06", 90), file("2026-11-25", 80)].concat());
    facts.add("customer.review_passed", on(2, "2026-11-06", 1, 1));
    let score = of_two(&ground, &facts, Period::Over);
    let expected = [
        told("follow_up.kept.1", "19", "9.5"),
        told("follow_up.made.1", "9.6", "8.1"),
        told("customer.completeness.1", "11.9", "10.7"),
        told("customer.review_passed.1", "7.1", "7.1"),
        told("follow_up.kept_team.2", "31.4", "23.6"),
        told("customer.completeness_team.2", "21", "16.8"),
    ];
    assert_eq!(items(&score), expected);
    assert_eq!(score.score().map(|score| score.to_string()).as_deref(), Some("75.8"));
    assert_eq!(score.scheme.form.role, "sales_supervisor", "graded like the post at the end");
    let roles: Vec<&str> = score.stood.parts.iter().map(|part| part.role.as_str()).collect();
    assert_eq!(roles, ["sales_rep", "sales_supervisor"]);
}

/// Entered on Monday the 9th, transferred on the 16th: five days and eleven are 31.3 and 68.7. Four follow-ups of 4.76 are 84.0 of 12.5.
#[test]
fn kpi_05_a_joiner_who_is_transferred() {
    let terms = posts(&[("2026-11-09", 12, "家装顾问"), ("2026-11-16", 11, "销售代表")]);
    let tenure = Tenure { entered_on: Some(day("2026-11-09")), terms, ..Tenure::default() };
    let ground = ground(with_team(), tenure, None, AFTER);
    let mut facts = Facts::default();
    facts.add("follow_up.made", [on(2, "2026-11-10", 4, 4), on(2, "2026-11-20", 11, 11)].concat());
    let score = of_two(&ground, &facts, Period::Over);
    assert_eq!((score.stood.worked, score.stood.of), (16, 21));
    assert_eq!(days(&score), [span("01", "15", 5), span("16", "30", 11)]);
    let expected = [
        told("follow_up.made.1", "12.5", "10.5"),
        told("follow_up.kept.1", "18.8", ""),
        told("follow_up.made.2", "27.5", "27.5"),
        told("follow_up.kept.2", "41.2", ""),
    ];
    assert_eq!(items(&score), expected);
    // 38.0 of 40: what has nothing to measure hands its weight on.
    assert_eq!(score.score().map(|score| score.to_string()).as_deref(), Some("95.0"));
    let asked = crate::wording::item_arithmetic(&score.items[0], locale::Language::En);
    assert!(asked.starts_with("Asked for 20 × 5 ÷ 21 working days = 4.76."), "{asked}");
}

/// Five days of leave in the second part: ten days and six are 62.5 and 37.5.
#[test]
fn kpi_05_leave_weighs_in_its_part_only() {
    let terms = || posts(&[("2025-01-01", 12, "家装顾问"), ("2026-11-16", 11, "销售代表")]);
    let leave = Some(("2026-11-23", "2026-11-27"));
    let in_part = ground(with_team(), Tenure { terms: terms(), ..Tenure::default() }, leave, AFTER);
    let facts = Facts::default();
    let score = of_two(&in_part, &facts, Period::Over);
    assert_eq!(days(&score), [span("01", "15", 10), span("16", "30", 6)]);
    let weights: Vec<String> = items(&score).into_iter().map(|(_, weight, _)| weight).collect();
    assert_eq!((weights.as_slice(), score.stood.away), (["25", "37.5", "15", "22.5"].map(String::from).as_slice(), 5));

    // Away in all of the second part, the month is that of the first: measured with the old team.
    let away = ground(with_team(), Tenure { terms: terms(), ..Tenure::default() }, Some(("2026-11-16", "2026-11-30")), AFTER);
    let score = of_two(&away, &facts, Period::Over);
    assert_eq!((score.stood.parts.len(), score.stood.unit_id, score.stood.worked), (0, Uuid::from_u128(12), 10));
}

#[test]
fn kpi_05_a_transfer_on_a_day_off() {
    let of = |terms: &[(&str, u128, &str)]| {
        let ground = ground(with_team(), Tenure { terms: posts(terms), ..Tenure::default() }, None, AFTER);
        let facts = Facts::default();
        days(&of_two(&ground, &facts, Period::Over))
    };
    assert_eq!(of(&[("2025-01-01", 12, "a"), ("2026-11-14", 11, "b")]), [span("01", "13", 10), span("14", "30", 11)], "a Saturday");
    let weekend = [("2025-01-01", 12, "a"), ("2026-11-07", 10, "b"), ("2026-11-09", 11, "c")];
    assert_eq!(of(&weekend), [span("01", "08", 5), span("09", "30", 16)], "a post of a weekend weighs nothing");
    assert_eq!(of(&[("2026-11-01", 12, "a"), ("2026-11-02", 11, "b")]), [], "before the first working day");
    assert_eq!(of(&[("2025-01-01", 12, "a"), ("2026-12-01", 11, "b")]), [], "not in this month");
}

/// What makes no difference is no part: the same hash as without any history.
#[test]
fn kpi_05_who_is_measured_alike_is_scored_as_before() {
    let own = || vec![scheme("sales_rep", vec![indicator("follow_up.made", Whose::Own, Measure::Count, 20, 100)])];
    let mut facts = Facts::default();
    facts.add("follow_up.made", [on(2, "2026-11-10", 4, 4), on(2, "2026-11-20", 9, 9)].concat());
    let of = |schemes: Vec<Scheme>, tenure: Tenure| {
        let ground = ground(schemes, tenure, None, AFTER);
        hash(Uuid::from_u128(2), "2026-11", Period::Over, &of_two(&ground, &facts, Period::Over))
    };
    let moved = || posts(&[("2025-01-01", 12, "家装顾问"), ("2026-11-16", 11, "销售代表")]);
    let plain = of(own(), Tenure::default());
    assert_eq!(of(own(), Tenure { terms: moved(), ..Tenure::default() }), plain, "another team, but the team does not count");
    let same = roles(&[("2025-01-01", "sales_rep"), ("2026-11-16", "sales_rep")]);
    assert_eq!(of(own(), Tenure { roles: same, ..Tenure::default() }), plain);
    let title = posts(&[("2025-01-01", 11, "见习代表"), ("2026-11-16", 11, "销售代表")]);
    let with = of(with_team(), Tenure::default());
    assert_eq!(of(with_team(), Tenure { terms: title, ..Tenure::default() }), with, "another title in the same team");
    assert_ne!(of(with_team(), Tenure { terms: moved(), ..Tenure::default() }), with);
}

/// From the 16th on in a role that nothing measures: ten days count, with the records of those days.
#[test]
fn kpi_05_days_in_a_role_without_a_scheme_are_not_measured() {
    let history = roles(&[("2025-01-01", "sales_rep"), ("2026-11-16", "hr")]);
    let one = ground(with_team(), Tenure { roles: history, ..Tenure::default() }, None, AFTER);
    let mut facts = Facts::default();
    facts.add("follow_up.made", [on(2, "2026-11-10", 4, 4), on(2, "2026-11-20", 9, 9)].concat());
    let score = of_two(&one, &facts, Period::Over);
    assert_eq!((days(&score), score.stood.worked), (vec![span("01", "15", 10)], 10));
    // Four of 9.52 are 42.0 points.
    assert_eq!(items(&score)[0], told("follow_up.made.1", "40", "16.8"));
    let never = roles(&[("2025-01-01", "hr"), ("2026-11-29", "sales_rep"), ("2026-11-30", "hr")]);
    let none = ground(with_team(), Tenure { roles: never, ..Tenure::default() }, None, AFTER);
    assert!(none.measured(&none.staff.people()[1]).is_none(), "a representative on a Sunday only");
}

/// While the month runs, a part that is over is over: no follow-up in it is none, and nothing can be gained by it.
#[test]
fn kpi_11_a_part_that_is_over_brings_nothing_more() {
    let terms = posts(&[("2025-01-01", 12, "家装顾问"), ("2026-11-16", 11, "销售代表")]);
    let ground = ground(with_team(), Tenure { terms, ..Tenure::default() }, None, "2026-11-20");
    let facts = Facts::default();
    let score = of_two(&ground, &facts, Period::Running);
    assert_eq!(items(&score)[0], told("follow_up.made.1", "19", "0.0"));
    assert_eq!(items(&score)[2], told("follow_up.made.2", "21", ""), "the second part runs");
    let gains = score.gains(Period::Running);
    assert!(!gains.is_empty() && gains.iter().all(|gain| gain.item >= 2), "{gains:?}");
}

/// Marks and entered values count for all of the month; added points are earned by parts in parts.
#[test]
fn kpi_05_what_is_entered_counts_whole_and_added_points_are_shared() {
    let entered = Indicator {
        key: "innovation".into(),
        name: "创新".into(),
        kind: IndicatorKind::Added,
        source: IndicatorSource::Entered,
        fact: None,
        ..indicator("", Whose::Own, Measure::Sum, 10, 10)
    };
    let more =
        Indicator { key: "more".into(), kind: IndicatorKind::Added, ..indicator("follow_up.made", Whose::Own, Measure::Count, 20, 10) };
    let mut schemes = with_team();
    schemes[0].form.indicators.extend([entered, more]);
    let terms = posts(&[("2025-01-01", 12, "家装顾问"), ("2026-11-16", 11, "销售代表")]);
    let ground = ground(schemes, Tenure { terms, ..Tenure::default() }, None, AFTER);
    let mut facts = Facts::default();
    // Entered in December, as values are.
    facts.add("entered:innovation", vec![Fact { at: start_of_day(day("2026-12-02"), 480), ..fact(2, 7, 5, 1) }]);
    facts.add("follow_up.made", [on(2, "2026-11-03", 10, 10), on(2, "2026-11-20", 11, 11)].concat());
    let score = of_two(&ground, &facts, Period::Over);
    let of = |key: &str| items(&score).into_iter().find(|(found, ..)| found == key).unwrap();
    // 50 points of 4.8 and of 5.2.
    assert_eq!([of("innovation.1"), of("innovation.2")], [told("innovation.1", "4.8", "2.4"), told("innovation.2", "5.2", "2.6")]);
    // Ten of 9.52 and eleven of 10.48: all of both.
    assert_eq!([of("more.1"), of("more.2")], [told("more.1", "4.8", "4.8"), told("more.2", "5.2", "5.2")]);
    assert_eq!(score.total.map(|total| total.added.to_string()).as_deref(), Some("15.0"), "five of what was entered, ten of the other");
    let known = ground.measured(&ground.staff.people()[1]).unwrap();
    let keys: Vec<&str> = known.indicators().iter().map(|one| one.key.as_str()).collect();
    assert_eq!(keys, ["follow_up.made", "follow_up.kept", "innovation", "more"], "values are entered once for the month");
}

proptest! {
    /// Whatever the transfers and the records: all weights are 100, every record of the month is in exactly one part, and sums say the same.
    #[test]
    fn kpi_05_no_record_is_lost_and_lists_agree(
        turns in proptest::collection::btree_set(2u32..=30, 1..4),
        promoted in 2u32..=30,
        records in proptest::collection::vec((1u128..=3, 1u32..=30, any::<bool>(), any::<bool>()), 0..40),
    ) {
        let at = |day: u32| format!("2026-11-{day:02}");
        let starts: Vec<String> = std::iter::once("2025-01-01".to_owned()).chain(turns.iter().map(|day| at(*day))).collect();
        let terms: Vec<(&str, u128, &str)> = starts.iter().zip([12, 11, 10, 11].into_iter().cycle()).map(|(from, unit)| (from.as_str(), unit, "a")).collect();
        let promoted = at(promoted);
        let tenure = Tenure { terms: posts(&terms), roles: roles(&[("2025-01-01", "sales_rep"), (&promoted, "sales_manager")]), ..Tenure::default() };
        let leader = scheme("sales_manager", vec![indicator("follow_up.kept", Whose::Everyone, Measure::Ratio, 100, 100)]);
        let ground = ground([with_team(), vec![leader]].concat(), tenure, None, AFTER);
        let mut facts = Facts::default();
        for (person, day, kept, promise) in &records {
            facts.add(if *promise { "follow_up.kept" } else { "follow_up.made" }, on(*person, &at(*day), u32::from(*kept), 1));
        }
        let score = of_two(&ground, &facts, Period::Over);
        prop_assert_eq!(score.scheme.form.weights(), Decimal::ONE_HUNDRED);
        prop_assert_eq!(score.stood.worked, 21);
        let measured = ground.measured(&ground.staff.people()[1]).unwrap();
        for day in 1..=30 {
            let moment = start_of_day(self::day(&at(day)), 480);
            let parts = measured.parts.iter().filter(|part| part.within.contains(moment)).count();
            prop_assert_eq!(parts, usize::from(!measured.parts.is_empty()));
        }
        let frozen = Frozen::read(&Frozen::store(&score).unwrap()).unwrap();
        prop_assert_eq!(frozen.score().total, score.total);
    }
}
