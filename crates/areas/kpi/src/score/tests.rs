use super::*;
use crate::ground::Ground;
use crate::presence::tests::always;
use crate::schemes::{Schemes, forms};
use contract::values::{Subject, SubjectKind};
use engines::people::Colleague;

/// Person 1 leads unit 10; person 2 is in unit 11 below it, person 3 elsewhere.
pub(crate) fn staff() -> Staff {
    let person = |id: u128, unit: u128, role: &str| Colleague {
        id: Uuid::from_u128(id),
        name: format!("同事{id}"),
        unit_id: Uuid::from_u128(unit),
        post: role.to_owned(),
        superior: None,
        active: true,
        roles: vec![role.to_owned()],
    };
    let units = [(10, None), (11, Some(10)), (12, None)];
    let units = units.map(|(id, above): (u128, Option<u128>)| (Uuid::from_u128(id), above.map(Uuid::from_u128)));
    Staff::new(vec![person(1, 10, "sales_manager"), person(2, 11, "sales_rep"), person(3, 12, "sales_rep")], units)
}

/// The built-in schemes, and everybody there all the time.
pub(crate) fn ground() -> Ground {
    let schemes = forms().map(|form| Scheme { number: 1, form }).collect();
    Ground::new(staff(), Schemes::new(schemes), always("2026-11"), DateTime::UNIX_EPOCH)
}

pub(crate) fn fact(person: u128, number: u128, value: u32, weight: u32) -> Fact {
    Fact {
        person: Uuid::from_u128(person),
        subject: Subject { kind: SubjectKind::Customer, id: Uuid::from_u128(number), title: format!("KH-{number} 启明家居") },
        at: DateTime::UNIX_EPOCH,
        value: value.into(),
        weight: weight.into(),
        note: locale::approvals::NOTE_DECIDED_ON_TIME,
    }
}

fn score(person: usize, facts: &Facts, period: Period) -> (Option<String>, Option<Grade>) {
    let ground = ground();
    let measured = ground.measured(&ground.staff.people()[person - 1]).unwrap();
    let score = Score::of(&measured, &ground.staff, facts, period);
    (score.score().map(|s| s.to_string()), score.grade())
}

#[test]
fn a_rep_is_measured_by_their_own_records_and_a_manager_by_the_teams() {
    let mut facts = Facts::default();
    facts.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1), fact(3, 3, 0, 1)]);
    facts.add("customer.completeness", vec![fact(2, 4, 90, 100), fact(3, 5, 10, 100)]);
    // 20.0 + 22.5 of 65; of the team only person 2: 30.0 + 36.0.
    assert_eq!(score(2, &facts, Period::Running), (Some("65.4".into()), Some(Grade::Qualified)));
    assert_eq!(score(1, &facts, Period::Running), (Some("66.0".into()), Some(Grade::Qualified)));
    // 0.0 + 2.5 of 65.
    assert_eq!(score(3, &facts, Period::Running), (Some("3.8".into()), Some(Grade::Unqualified)));
}

#[test]
fn a_month_without_records_has_no_score_until_it_is_over() {
    assert_eq!(score(2, &Facts::default(), Period::Running), (None, None));
    assert_eq!(score(2, &Facts::default(), Period::Over), (Some("0.0".into()), Some(Grade::Unqualified)), "no follow-up made");
    assert_eq!(score(1, &Facts::default(), Period::Over), (None, None), "only ratios");
}

#[test]
fn the_highest_post_decides() {
    let ground = ground();
    let roles = |list: &[&str]| list.iter().map(|r| (*r).to_owned()).collect::<Vec<_>>();
    let role = |list: &[&str]| ground.schemes.of(&roles(list)).map(|scheme| scheme.form.role.clone());
    assert_eq!(role(&["sales_rep", "sales_supervisor"]).as_deref(), Some("sales_supervisor"));
    assert_eq!(role(&["hr"]), None);
}

#[test]
fn kpi_11_the_weakest_item_is_told_and_what_would_raise_the_score_most() {
    let mut facts = Facts::default();
    facts.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1)]);
    facts.add("follow_up.made", vec![fact(2, 1, 1, 1), fact(2, 2, 1, 1)]);
    let ground = ground();
    let measured = ground.measured(&ground.staff.people()[1]).unwrap();
    let score = Score::of(&measured, &ground.staff, &facts, Period::Running);
    assert_eq!(score.weakest().map(|one| one.indicator.key.as_str()), Some("follow_up.made"));
    // 20.0 + 2.0 of 60 = 36.7. All kept: 42 of 60 = 70.0; all made: 40 of 60 = 66.7; a full file in: 47 of 85 = 55.3.
    let gains = score.gains(Period::Running);
    let told: Vec<_> = gains.iter().map(|gain| (score.items[gain.item].indicator.key.as_str(), gain.at_target.to_string())).collect();
    assert_eq!(told[0], ("follow_up.kept", "33.3".to_owned()));
    assert_eq!(told[1], ("follow_up.made", "30.0".to_owned()));
    assert_eq!(told[2], ("customer.completeness", "18.6".to_owned()));
}
