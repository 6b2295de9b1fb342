//! A score down to its records (KPI-09).

use crate::month::Month;
use crate::presence::Stood;
use crate::score::{Asked, Score, Scored};
use crate::wording;
use contract::PersonRef;
use contract::kpi::schemes::Measure;
use contract::kpi::{CountedRecord, ExplainedItem, Explanation, ScoreGain, ScoreItem, ScoreRow};
use contract::permission::Permission;
use contract::values::{Subject, SubjectKind};
use engines::people::{Colleague, Staff};
use engines::{Areas, Asking, Fact};
use locale::Language;
use platform::auth::Actor;
use platform::{Reply, seal};
use rust_decimal::Decimal;
use scoring::{Period, rounded};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Who reads, and in which language.
pub struct Reader<'a> {
    pub actor: &'a Actor,
    pub staff: &'a Staff,
    pub language: Language,
    /// The records among those counted that the reader may open, of the kinds that have a page; see [`open_to`].
    pub known: HashSet<Uuid>,
}

/// Kinds whose area says for each record who sees it.
const GUARDED: [SubjectKind; 4] = [SubjectKind::Customer, SubjectKind::Campaign, SubjectKind::Complaint, SubjectKind::Assignment];

/// The records of a score that the asker may open now, whoever's work they count as: a customer that was handed on is another's.
///
/// # Errors
/// Where the database fails.
pub async fn open_to(asking: &Asking<'_>, areas: &Areas, score: &Score<'_>) -> Reply<HashSet<Uuid>> {
    let mut known = HashSet::new();
    for kind in GUARDED {
        let of_kind = score.items.iter().flat_map(|item| &item.facts).filter(|fact| fact.subject.kind == kind);
        let ids: Vec<Uuid> = of_kind.map(|fact| fact.subject.id).collect::<BTreeSet<_>>().into_iter().collect();
        if !ids.is_empty() {
            known.extend(areas.records(asking, kind, &ids).await?.into_iter().map(|subject| subject.id));
        }
    }
    Ok(known)
}

/// The score as a row of the list.
pub fn row(person: &Colleague, score: &Score<'_>, language: Language) -> ScoreRow {
    let item = |scored: &Scored<'_>| ScoreItem {
        indicator: scored.indicator.key.clone(),
        label: wording::label(scored.indicator, language),
        kind: scored.indicator.kind,
        weight: scored.indicator.weight.unwrap_or_default(),
        score: scored.item.score(),
    };
    ScoreRow {
        person: mention(person),
        post: post(person, &score.stood),
        score: score.score(),
        grade: score.grade(),
        items: score.items.iter().map(item).collect(),
        weakest: score.weakest().map(|one| wording::label(one.indicator, language)),
        result: None,
    }
}

/// The score with rules, arithmetic and records.
pub fn explanation(person: &Colleague, asked: &Asked, period: Period, score: &Score<'_>, reader: &Reader<'_>) -> Explanation {
    let gains = if period == Period::Running { gains(score, reader.language) } else { Vec::new() };
    Explanation {
        person: mention(person),
        post: post(person, &score.stood),
        month: asked.month.to_string(),
        open: asked.open(),
        role: score.scheme.form.role.clone(),
        scheme: wording::scheme(&score.scheme.form, reader.language),
        scheme_version: score.scheme.number,
        remarks: wording::remarks(&score.stood, reader.language),
        score: score.score(),
        grade: score.grade(),
        arithmetic: wording::total_arithmetic(score, reader.language),
        items: score.items.iter().map(|scored| item(scored, &score.stood, reader)).collect(),
        gains,
        hash: hash(person.id, asked.month, period, score),
        result: None,
    }
}

fn mention(person: &Colleague) -> PersonRef {
    PersonRef { id: person.id, name: person.name.clone() }
}

fn post(person: &Colleague, stood: &Stood) -> String {
    if stood.post.is_empty() { person.post.clone() } else { stood.post.clone() }
}

fn gains(score: &Score<'_>, language: Language) -> Vec<ScoreGain> {
    let told = |gain: scoring::Gain| {
        let scored = score.items.get(gain.item)?;
        Some(ScoreGain {
            indicator: scored.indicator.key.clone(),
            label: wording::label(scored.indicator, language),
            one_more: gain.one_more,
            at_target: gain.at_target,
            text: wording::gain(&gain, language),
        })
    };
    score.gains(Period::Running).into_iter().filter_map(told).collect()
}

fn item(scored: &Scored<'_>, stood: &Stood, reader: &Reader<'_>) -> ExplainedItem {
    let indicator = scored.indicator;
    let plain = matches!(indicator.measure, Measure::Count | Measure::Sum | Measure::Missed | Measure::Max);
    ExplainedItem {
        indicator: indicator.key.clone(),
        label: wording::label(indicator, reader.language),
        definition: wording::definition(indicator, reader.language),
        rule: wording::rule(indicator, &indicator.rule(), reader.language),
        kind: indicator.kind,
        weight: indicator.weight.unwrap_or_default(),
        value: scored.value.map(|value| if plain { value.normalize() } else { rounded(value) }),
        score: scored.item.score(),
        arithmetic: wording::item_arithmetic(scored, stood, reader.language),
        records: scored.facts.iter().map(|fact| record(fact, reader)).collect(),
    }
}

fn record(fact: &Fact, reader: &Reader<'_>) -> CountedRecord {
    let title = if may_name(fact, reader) { fact.subject.title.clone() } else { fact.subject.number().to_owned() };
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
        SubjectKind::Customer | SubjectKind::Campaign | SubjectKind::Complaint | SubjectKind::Assignment => {
            return reader.known.contains(&fact.subject.id);
        }
        SubjectKind::Contact | SubjectKind::FollowUp | SubjectKind::CustomerImport | SubjectKind::CustomerAccess => {
            Permission::CustomerRead
        }
        SubjectKind::CampaignItem | SubjectKind::CampaignTemplate | SubjectKind::CampaignExpense | SubjectKind::CampaignMaterial => {
            Permission::CampaignRead
        }
        SubjectKind::CampaignGuest => Permission::CampaignRead,
        SubjectKind::KpiScheme | SubjectKind::KpiEntry => Permission::KpiRead,
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
        | SubjectKind::Attachment
        | SubjectKind::Comment
        | SubjectKind::ApiKey
        | SubjectKind::SavedView
        | SubjectKind::Announcement
        | SubjectKind::Calendar => Permission::PersonRead,
        SubjectKind::Job | SubjectKind::Webhook | SubjectKind::Robot => Permission::JobRead,
    };
    let of_whom = reader.staff.person(fact.person);
    fact.person == reader.actor.id || of_whom.is_some_and(|p| reader.actor.scope_of(permission).covers(p.id, p.unit_id))
}

/// Hex SHA-256 of everything that the score follows from, in a fixed order.
pub(crate) fn hash(person: Uuid, month: Month, period: Period, score: &Score<'_>) -> String {
    let plain = |value: Decimal| value.normalize().to_string();
    let (scheme, stood) = (score.scheme, &score.stood);
    let mut text = format!("{} {} {month} {period:?} {person} {}/{}\n", scheme.form.role, scheme.number, stood.worked, stood.of);
    for scored in &score.items {
        text.push_str(&format!("{} {:?}\n", scored.indicator.key, scored.rule));
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
        let reader = Reader { actor: &actor, staff, language: Language::En, known: known.iter().copied().collect() };
        let month: Month = "2026-11".parse().unwrap();
        let asked = Asked { month, span: month.span(480), now: month.span(480).start };
        explanation(person, &asked, Period::Running, &score, &reader)
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
}
