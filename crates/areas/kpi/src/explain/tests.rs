use super::*;
use crate::facts::Facts;
use crate::score::tests::{fact, ground};
use platform::auth::Rights;

fn explained(facts: Vec<Fact>, known: &[Uuid]) -> Explanation {
    let ground = ground();
    let staff = &ground.staff;
    let person = &staff.people()[1];
    let mut book = Facts::default();
    book.add("follow_up.kept", facts);
    let score = Score::of(&ground.measured(person).unwrap(), staff, &book, Period::Running);
    let mut rights = Rights::default();
    rights.grant_all(Permission::CustomerRead);
    let actor = Actor::new(Uuid::from_u128(9), "罗敏".into(), Uuid::from_u128(12), Uuid::nil(), vec![], rights);
    let reader = Reader { actor: &actor, staff, language: Language::En, known: known.iter().copied().collect(), areas: &Areas(Vec::new()) };
    let when = When { period: "2026-11".into(), open: true, far: Period::Running };
    explanation(person, &when, &score, &reader)
}

#[test]
fn the_same_records_give_the_same_hash_in_whatever_order() {
    let hash = |facts| explained(facts, &[]).hash;
    let both = hash(vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1)]);
    assert_eq!(both.len(), 64);
    assert_eq!(both, hash(vec![fact(2, 2, 0, 1), fact(2, 1, 1, 1)]));
    assert_ne!(both, hash(vec![fact(2, 1, 1, 1), fact(2, 2, 1, 1)]), "another value");
    assert_ne!(both, hash(vec![fact(2, 1, 1, 1)]), "a record fewer");
}

#[test]
fn who_may_not_open_the_customer_sees_its_number_only() {
    let counted = fact(2, 7, 1, 1);
    let id = counted.subject.id;
    let title = |known: &[Uuid]| explained(vec![counted.clone()], known).items[0].records[0].subject.title.clone();
    assert_eq!(title(&[]), "KH-7", "the right to read customers alone is not enough");
    assert_eq!(title(&[id]), "KH-7 启明家居");
}
