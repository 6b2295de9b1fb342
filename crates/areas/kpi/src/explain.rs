//! A score down to its records (KPI-09).

use crate::month::Month;
use crate::score::{Score, Scored};
use crate::wording;
use contract::PersonRef;
use contract::kpi::{CountedRecord, ExplainedItem, Explanation, ScoreItem, ScoreRow};
use contract::permission::Permission;
use contract::values::{Subject, SubjectKind};
use engines::Fact;
use engines::people::{Colleague, Staff};
use locale::Language;
use platform::auth::Actor;
use platform::seal;
use rust_decimal::Decimal;
use scoring::{Measure, Period, rounded};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Who reads, and in which language.
pub struct Reader<'a> {
    pub actor: &'a Actor,
    pub staff: &'a Staff,
    pub language: Language,
}

/// The score as a row of the list.
pub fn row(person: &Colleague, score: &Score<'_>, language: Language) -> ScoreRow {
    let item = |scored: &Scored<'_>| ScoreItem {
        indicator: scored.share.indicator.key.to_owned(),
        label: wording::label(&scored.share.indicator, language),
        weight: scored.share.weight,
        score: scored.item.score(),
    };
    ScoreRow {
        person: mention(person),
        post: person.post.clone(),
        score: score.score(),
        grade: score.grade(),
        items: score.items.iter().map(item).collect(),
        result: None,
    }
}

/// The score with rules, arithmetic and records.
pub fn explanation(person: &Colleague, month: Month, open: bool, period: Period, score: &Score<'_>, reader: &Reader<'_>) -> Explanation {
    Explanation {
        person: mention(person),
        post: person.post.clone(),
        month: month.to_string(),
        open,
        scheme: wording::scheme(score.scheme, reader.language),
        scheme_version: score.scheme.version,
        score: score.score(),
        grade: score.grade(),
        arithmetic: wording::total_arithmetic(score, reader.language),
        items: score.items.iter().map(|scored| item(scored, reader)).collect(),
        hash: hash(person.id, month, period, score),
        result: None,
    }
}

fn mention(person: &Colleague) -> PersonRef {
    PersonRef { id: person.id, name: person.name.clone() }
}

fn item(scored: &Scored<'_>, reader: &Reader<'_>) -> ExplainedItem {
    let indicator = &scored.share.indicator;
    ExplainedItem {
        indicator: indicator.key.to_owned(),
        label: wording::label(indicator, reader.language),
        definition: wording::definition(indicator, reader.language),
        rule: wording::rule(indicator, reader.language),
        weight: scored.share.weight,
        value: scored.value.map(|value| if indicator.measure == Measure::Ratio { rounded(value) } else { value.normalize() }),
        score: scored.item.score(),
        arithmetic: wording::item_arithmetic(scored, reader.language),
        records: scored.facts.iter().map(|fact| record(fact, reader)).collect(),
    }
}

fn record(fact: &Fact, reader: &Reader<'_>) -> CountedRecord {
    let title = if may_name(fact, reader) { fact.subject.title.clone() } else { number(&fact.subject.title) };
    CountedRecord {
        subject: Subject { kind: fact.subject.kind, id: fact.subject.id, title },
        at: fact.at,
        value: fact.value.normalize(),
        weight: fact.weight.normalize(),
        note: fact.note.text(reader.language).to_owned(),
    }
}

/// Whether the reader may know what the record is called: who may read scores, as HR does, need not know the customers.
fn may_name(fact: &Fact, reader: &Reader<'_>) -> bool {
    let permission = match fact.subject.kind {
        SubjectKind::Customer
        | SubjectKind::Contact
        | SubjectKind::FollowUp
        | SubjectKind::CustomerImport
        | SubjectKind::CustomerAccess => Permission::CustomerRead,
        SubjectKind::Campaign => Permission::CampaignRead,
        SubjectKind::Complaint => Permission::ComplaintRead,
        SubjectKind::HandOver => Permission::HandOverRead,
        SubjectKind::DutyLetter => Permission::DutyLetterRead,
        SubjectKind::Approval
        | SubjectKind::ApprovalFlow
        | SubjectKind::Delegation
        | SubjectKind::Task
        | SubjectKind::Person
        | SubjectKind::Unit
        | SubjectKind::Post
        | SubjectKind::Role
        | SubjectKind::Session
        | SubjectKind::Kpi
        | SubjectKind::Agreement
        | SubjectKind::ApiKey => Permission::PersonRead,
        SubjectKind::Job | SubjectKind::Webhook | SubjectKind::Robot => Permission::JobRead,
    };
    let of_whom = reader.staff.person(fact.person);
    fact.person == reader.actor.id || of_whom.is_some_and(|p| reader.actor.scope_of(permission).covers(p.id, p.unit_id))
}

/// `KH-2026-0001` of `KH-2026-0001 启明家居`; a title without a number shows as a dash.
fn number(title: &str) -> String {
    title.split_once(' ').map_or_else(|| "—".to_owned(), |(number, _)| number.to_owned())
}

/// Hex SHA-256 of everything that the score follows from, in a fixed order.
pub(crate) fn hash(person: Uuid, month: Month, period: Period, score: &Score<'_>) -> String {
    let plain = |value: Decimal| value.normalize().to_string();
    let mut text = format!("{} {} {month} {period:?} {}\n", score.scheme.role, score.scheme.version, person);
    for scored in &score.items {
        text.push_str(&format!("{} {}\n", scored.share.indicator.key, plain(scored.share.weight)));
        for fact in &scored.facts {
            let (at, subject) = (fact.at.timestamp_micros(), &fact.subject);
            let (value, weight) = (plain(fact.value), plain(fact.weight));
            text.push_str(&format!("{} {} {} {at} {value} {weight}\n", fact.person, subject.kind.word(), subject.id));
        }
    }
    seal::hex(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::schemes;
    use crate::score::tests::{fact, staff};
    use platform::auth::Rights;

    fn explained(facts: Vec<Fact>, grant: impl Fn(&mut Rights)) -> Explanation {
        let staff = staff();
        let person = &staff.people()[1];
        let mut book = Facts::default();
        book.add("follow_up.kept", facts);
        let score = Score::of(schemes::of(&person.roles).unwrap(), person, &staff, &book, Period::Running);
        let mut rights = Rights::default();
        grant(&mut rights);
        let actor = Actor::new(Uuid::from_u128(9), "罗敏".into(), Uuid::from_u128(12), Uuid::nil(), vec![], rights);
        let reader = Reader { actor: &actor, staff: &staff, language: Language::En };
        explanation(person, "2026-11".parse().unwrap(), true, Period::Running, &score, &reader)
    }

    #[test]
    fn the_same_records_give_the_same_hash_in_whatever_order() {
        let hash = |facts| explained(facts, |_| {}).hash;
        let both = hash(vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1)]);
        assert_eq!(both.len(), 64);
        assert_eq!(both, hash(vec![fact(2, 2, 0, 1), fact(2, 1, 1, 1)]));
        assert_ne!(both, hash(vec![fact(2, 1, 1, 1), fact(2, 2, 1, 1)]), "another value");
        assert_ne!(both, hash(vec![fact(2, 1, 1, 1)]), "a record fewer");
    }

    #[test]
    fn who_may_not_read_the_customer_sees_its_number_only() {
        let title = |grant: fn(&mut Rights)| explained(vec![fact(2, 7, 1, 1)], grant).items[0].records[0].subject.title.clone();
        assert_eq!(title(|r| r.grant_all(Permission::KpiRead)), "KH-7");
        assert_eq!(title(|r| r.grant_units(Permission::CustomerRead, vec![Uuid::from_u128(12)])), "KH-7");
        assert_eq!(title(|r| r.grant_all(Permission::CustomerRead)), "KH-7 启明家居");
        assert_eq!(number("双十二"), "—");
    }
}
