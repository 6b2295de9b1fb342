//! A score down to its records (KPI-09).

use crate::left_out::Excluded;
use crate::presence::{Stood, StoodPart};
use crate::score::{Adjusted, Named, Score, Scored};
use crate::wording;
use contract::PersonRef;
use contract::kpi::calibration::Adjustment;
use contract::kpi::schemes::{Indicator, Measure};
use contract::kpi::{CountedRecord, ExplainedItem, ExplainedPart, Explanation, LeftOut, ScoreGain, ScoreInput, ScoreItem, ScoreRow};
use contract::permission::Permission;
use contract::values::{Subject, SubjectKind};
use engines::people::{Colleague, Staff};
use engines::{Areas, Asking, Fact};
use locale::Language;
use platform::auth::Actor;
use platform::{Reply, seal};
use rust_decimal::Decimal;
use scoring::formula::Name;
use scoring::{Given, Period, Share, rounded};
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
    pub areas: &'a Areas,
}

/// Kinds whose area says for each record who sees it.
const GUARDED: [SubjectKind; 4] = [SubjectKind::Customer, SubjectKind::Campaign, SubjectKind::Complaint, SubjectKind::Assignment];

/// The records of a score that the asker may open now, whoever's work they count as: a customer that was handed on is another's.
///
/// # Errors
/// Where the database fails.
pub async fn open_to(asking: &Asking<'_>, areas: &Areas, score: &Score<'_>) -> Reply<HashSet<Uuid>> {
    let left_out = score.items.iter().flat_map(|item| item.left_out.iter().map(|one| one.fact));
    open_among(asking, areas, score.items.iter().flat_map(Scored::records).chain(left_out)).await
}

/// The same of any records.
///
/// # Errors
/// Where the database fails.
pub async fn open_among<'a>(asking: &Asking<'_>, areas: &Areas, facts: impl Iterator<Item = &'a Fact> + Clone) -> Reply<HashSet<Uuid>> {
    let mut known = HashSet::new();
    for kind in GUARDED {
        let of_kind = facts.clone().filter(|fact| fact.subject.kind == kind);
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
        label: wording::item_label(scored.indicator, &score.stood, language),
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
        weakest: score.weakest().map(|one| wording::item_label(one.indicator, &score.stood, language)),
        result: None,
        answer_by: None,
    }
}

/// Of when a score is: `2026-11` or `2026`.
pub struct When {
    pub period: String,
    pub open: bool,
    /// How far it is.
    pub far: Period,
}

/// The score with rules, arithmetic and records.
pub fn explanation(person: &Colleague, when: &When, score: &Score<'_>, reader: &Reader<'_>) -> Explanation {
    let gains = if when.far == Period::Running { gains(score, reader.language) } else { Vec::new() };
    Explanation {
        person: mention(person),
        post: post(person, &score.stood),
        month: when.period.clone(),
        open: when.open,
        role: score.scheme.form.role.clone(),
        scheme: wording::scheme(&score.scheme.form, reader.language),
        scheme_version: score.scheme.number,
        remarks: wording::remarks(&score.stood, reader.language),
        score: score.score(),
        grade: score.grade(),
        parts: parts(score, reader.language),
        arithmetic: wording::total_arithmetic(score, reader.language),
        items: score.items.iter().map(|scored| item(scored, score, person.id, reader)).collect(),
        gains,
        adjustment: adjustment(score),
        granted: granted(score),
        by_distribution: score.grade() != score.deserved(),
        attention: Vec::new(),
        hash: hash(person.id, &when.period, when.far, score),
        result: None,
    }
}

/// The parts of the month, each with what its weighed items are worth and brought.
fn parts(score: &Score<'_>, language: Language) -> Vec<ExplainedPart> {
    let part = |(at, one): (usize, &StoodPart)| {
        let own = |scored: &&Scored<'_>| score.stood.part_of(scored.indicator).is_some_and(|(number, _)| number == at + 1);
        let weighed = || score.items.iter().filter(own).filter(|scored| matches!(scored.item.share, Share::Weight(_)));
        let measured = weighed().any(|scored| scored.item.score().is_some());
        ExplainedPart {
            from: one.from,
            to: one.to,
            post: one.post.clone(),
            role: one.role.clone(),
            scheme: wording::scheme_of(&one.scheme, &one.role, language),
            scheme_version: one.number,
            worked: one.worked,
            weight: weighed().filter_map(|scored| scored.indicator.weight).sum::<Decimal>().normalize(),
            score: measured.then(|| rounded(weighed().filter_map(|scored| scored.item.score()).sum())),
        }
    };
    score.stood.parts.iter().enumerate().map(part).collect()
}

fn adjustment(score: &Score<'_>) -> Option<Adjustment> {
    added(score.computed()?, score.adjusted()?, score.calibrated.adjusted.clone()?)
}

fn granted(score: &Score<'_>) -> Option<Adjustment> {
    added(score.adjusted()?, score.score()?, score.calibrated.granted.clone()?)
}

fn added(before: Decimal, after: Decimal, made: Adjusted) -> Option<Adjustment> {
    Some(Adjustment { before, after, reason: made.reason, by: made.by, at: made.at, confirmed_by: made.confirmed })
}

fn mention(person: &Colleague) -> PersonRef {
    PersonRef { id: person.id, name: person.name.clone() }
}

fn post(person: &Colleague, stood: &Stood) -> String {
    if stood.post.is_empty() { person.post.clone() } else { stood.post.clone() }
}

/// What would raise the score most, while that can still happen (KPI-11).
pub fn raise(score: &Score<'_>, far: Period, language: Language) -> Option<ScoreGain> {
    if far == Period::Running { gains(score, language).into_iter().next() } else { None }
}

fn gains(score: &Score<'_>, language: Language) -> Vec<ScoreGain> {
    let told = |gain: scoring::Gain| {
        let scored = score.items.get(gain.item)?;
        Some(ScoreGain {
            indicator: scored.indicator.key.clone(),
            label: wording::item_label(scored.indicator, &score.stood, language),
            one_more: gain.one_more,
            at_target: gain.at_target,
            text: wording::gain(&gain, language),
        })
    };
    score.gains(Period::Running).into_iter().filter_map(told).collect()
}

fn item(scored: &Scored<'_>, score: &Score<'_>, person: Uuid, reader: &Reader<'_>) -> ExplainedItem {
    let (indicator, stood) = (scored.indicator, &score.stood);
    let plain = matches!(indicator.measure, Measure::Count | Measure::Sum | Measure::Missed | Measure::Max);
    ExplainedItem {
        indicator: indicator.key.clone(),
        part: stood.part_of(indicator).and_then(|(number, _)| u32::try_from(number).ok()),
        label: wording::item_label(indicator, stood, reader.language),
        definition: wording::own_definition(indicator, stood, reader.language),
        rule: wording::rule(indicator, &indicator.rule(), reader.language),
        kind: indicator.kind,
        dimension: indicator.dimension,
        weight: indicator.weight.unwrap_or_default(),
        value: scored.value.map(|value| if plain { value.normalize() } else { rounded(value) }),
        score: scored.item.score(),
        unit: unit(indicator, reader),
        data_owner: indicator.data_owner.clone(),
        inputs: given(scored, reader.language),
        arithmetic: wording::item_arithmetic(scored, reader.language),
        steps: scored.steps(),
        // What was decided about is seen at once, however many records there are.
        records: left_out(scored, score, person, reader).chain(records(scored, reader)).collect(),
    }
}

/// Its own records, then those of the further facts, each under the name by which the formula calls it.
fn records(scored: &Scored<'_>, reader: &Reader<'_>) -> Vec<CountedRecord> {
    let own = scored.facts.iter().map(|fact| record(fact, reader));
    let others = scored
        .others
        .iter()
        .flat_map(|other| other.facts.iter().map(|fact| CountedRecord { named: Some(other.fact.name.clone()), ..record(fact, reader) }));
    own.chain(others).collect()
}

/// Records that counted until an appeal was found right; what was answered is between those two, whoever else it concerns.
fn left_out<'a>(
    scored: &'a Scored<'a>,
    score: &'a Score<'a>,
    person: Uuid,
    reader: &'a Reader<'a>,
) -> impl Iterator<Item = CountedRecord> + use<'a> {
    scored.left_out.iter().map(move |one| {
        let why = score.calibrated.without.iter().find(|why| why.gone.is(one.fact)).map(|why| LeftOut {
            reason: (why.of == person).then(|| why.reason.clone()),
            by: why.by.clone(),
            at: why.at,
        });
        CountedRecord { named: one.named.map(str::to_owned), left_out: why, ..record(one.fact, reader) }
    })
}

fn unit(indicator: &Indicator, reader: &Reader<'_>) -> String {
    if !indicator.unit.is_empty() {
        return indicator.unit.clone();
    }
    let known = crate::facts::sources(reader.areas).find(|source| indicator.fact.as_deref() == Some(source.key));
    known.map(|source| source.unit.text(reader.language).to_owned()).unwrap_or_default()
}

/// All that went in, as a formula names it.
fn given(scored: &Scored<'_>, language: Language) -> Vec<ScoreInput> {
    let given = Given { value: scored.value.unwrap_or_default(), inputs: scored.inputs, presence: scored.due.presence };
    let input = |(name, english, _): (Name, &str, &str)| ScoreInput {
        name: english.to_owned(),
        label: wording::input(name, language),
        value: name.given(&given).normalize(),
    };
    let other = |other: &Named<'_>| ScoreInput {
        name: other.fact.name.clone(),
        label: wording::fact(&other.fact.fact, language),
        value: other.value.map(rounded).unwrap_or_default().normalize(),
    };
    // Without anything measured there is no value.
    let own = Name::ALL.into_iter().filter(|(name, ..)| *name != Name::Value || scored.value.is_some()).map(input);
    own.chain(scored.others.iter().map(other)).collect()
}

/// A record as the reader may see it.
pub fn record(fact: &Fact, reader: &Reader<'_>) -> CountedRecord {
    let title = match fact.subject.kind {
        // A group of raters is called by how many gave marks: who they are is told to nobody.
        SubjectKind::KpiMark => locale::kpi::MARKS_GIVEN.with(reader.language, &[("n", &fact.subject.title)]),
        _ if may_name(fact, reader) => fact.subject.title.clone(),
        _ => fact.subject.number().to_owned(),
    };
    CountedRecord {
        subject: Subject { kind: fact.subject.kind, id: fact.subject.id, title },
        at: fact.at,
        value: fact.value.normalize(),
        weight: fact.weight.normalize(),
        note: fact.note.text(reader.language).to_owned(),
        named: None,
        left_out: None,
    }
}

/// Whether the reader may know what the record is called: who may read scores, as HR does, need not know the customers.
fn may_name(fact: &Fact, reader: &Reader<'_>) -> bool {
    let permission = match fact.subject.kind {
        SubjectKind::Customer | SubjectKind::Campaign | SubjectKind::Complaint | SubjectKind::Assignment | SubjectKind::Leave => {
            return reader.known.contains(&fact.subject.id);
        }
        SubjectKind::Contact
        | SubjectKind::FollowUp
        | SubjectKind::CustomerImport
        | SubjectKind::CustomerAccess
        | SubjectKind::CustomerPool
        | SubjectKind::CustomerShare => Permission::CustomerRead,
        SubjectKind::ReadingAlert => Permission::CustomerReadings,
        SubjectKind::KpiScheme
        | SubjectKind::KpiEntry
        | SubjectKind::KpiCycle
        | SubjectKind::KpiReview
        | SubjectKind::KpiMark
        | SubjectKind::KpiUnsealing
        | SubjectKind::Grading
        | SubjectKind::Recruitment => Permission::KpiRead,
        SubjectKind::Pay => Permission::PayRead,
        SubjectKind::CampaignItem
        | SubjectKind::CampaignTemplate
        | SubjectKind::CampaignExpense
        | SubjectKind::CampaignMaterial
        | SubjectKind::CampaignGuest
        | SubjectKind::CampaignRunItem
        | SubjectKind::CampaignIncident
        | SubjectKind::WonContract
        | SubjectKind::Questionnaire => Permission::CampaignRead,
        SubjectKind::HandOver => Permission::HandOverRead,
        SubjectKind::DutyLetter => Permission::DutyLetterRead,
        SubjectKind::Nonconformity | SubjectKind::CorrectiveAction => Permission::QualityRead,
        SubjectKind::ServiceRequest => Permission::ServiceRead,
        SubjectKind::Knowledge => Permission::KnowledgeRead,
        SubjectKind::StageSurvey => Permission::StageSurveyRead,
        SubjectKind::ComplaintInquiry => Permission::ComplaintRead,
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
pub(crate) fn hash(person: Uuid, month: &str, period: Period, score: &Score<'_>) -> String {
    let plain = |value: Decimal| value.normalize().to_string();
    let (scheme, stood) = (score.scheme, &score.stood);
    let mut text = format!("{} {} {month} {period:?} {person} {}/{}\n", scheme.form.role, scheme.number, stood.worked, stood.of);
    for scored in &score.items {
        text.push_str(&format!("{} {:?}\n", scored.indicator.key, scored.rule));
        for fact in scored.records() {
            let (at, subject) = (fact.at.timestamp_micros(), &fact.subject);
            let (value, weight) = (plain(fact.value), plain(fact.weight));
            text.push_str(&format!("{} {} {} {at} {value} {weight}\n", fact.person, subject.kind.word(), subject.id));
        }
    }
    if let Some(adjusted) = &score.calibrated.adjusted {
        text.push_str(&format!("{} {} {}\n", plain(adjusted.points), adjusted.by.id, adjusted.at.timestamp_micros()));
        if let Some(confirmed) = &adjusted.confirmed {
            text.push_str(&format!("confirmed {}\n", confirmed.id));
        }
    }
    if let Some(granted) = &score.calibrated.granted {
        text.push_str(&format!("granted {} {} {}\n", plain(granted.points), granted.by.id, granted.at.timestamp_micros()));
    }
    for Excluded { gone, of, by, .. } in &score.calibrated.without {
        text.push_str(&format!("without {} {} {} {of} {}\n", gone.source, gone.record, gone.person, by.id));
    }
    if let Some(grade) = score.calibrated.grade {
        text.push_str(&format!("{grade}\n"));
    }
    seal::hex(&Sha256::digest(text))
}

#[cfg(test)]
mod tests;
