//! Reads, always within what the asker sees.

use super::entity::{complaint, complaint_contact, complaint_pause, complaint_step};
use super::states::FLOW;
use super::{clocks, contacts, filing, handling, particulars, policy, sealed};
use crate::topics::Tree;
use chrono::{DateTime, Utc};
use contract::complaints::contacts::ContactMatter;
use contract::complaints::{Complaint, ComplaintActKind, ComplaintRow, ComplaintStep, Execution, Feedback, Pause, Remedy, SeverityWhy};
use contract::page::Page;
use contract::values::{Money, Subject, SubjectKind};
use engines::people::Names;
use engines::search;
use locale::Language;
use platform::auth::Actor;
use platform::http::State;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// For whom a case is written out.
pub struct View<'a> {
    state: &'a State,
    actor: &'a Actor,
    language: Language,
    now: DateTime<Utc>,
}

impl<'a> View<'a> {
    /// As this person sees it now.
    pub fn new(state: &'a State, actor: &'a Actor, language: Language) -> Self {
        Self { state, actor, language, now: state.clock.now() }
    }
}

/// A case that the asker sees.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or none that they see.
pub async fn visible(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<complaint::Model> {
    complaint::Entity::find_by_id(id).filter(policy::visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// What a case is called, where the asker sees it.
///
/// # Errors
/// Where the database fails.
pub async fn subject_seen(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<Option<Subject>> {
    match visible(conn, id, who).await {
        Ok(case) => Ok(Some(case.subject())),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Those of these cases that the asker sees.
///
/// # Errors
/// Where the database fails.
pub async fn seen_among(conn: &impl ConnectionTrait, ids: &[Uuid], who: &Actor) -> Reply<Vec<complaint::Model>> {
    let some = complaint::Entity::find().filter(complaint::Column::Id.is_in(ids.iter().copied()));
    Ok(some.filter(policy::visible(who)).all(conn).await?)
}

/// What cases are called, as far as the asker sees them.
///
/// # Errors
/// Where the database fails.
pub async fn subjects_seen(conn: &impl ConnectionTrait, ids: &[Uuid], who: &Actor) -> Reply<Vec<Subject>> {
    Ok(seen_among(conn, ids, who).await?.iter().map(complaint::Model::subject).collect())
}

/// When the clock that runs is due; `None` where none runs.
pub fn running_due(case: &complaint::Model) -> Option<DateTime<Utc>> {
    clocks::running(case).map(|(_, at)| at)
}

/// A page of the cases that the asker sees.
///
/// # Errors
/// Where the database fails.
pub async fn list(conn: &impl ConnectionTrait, state: &State, who: &Actor, query: &Parsed) -> Reply<Page<ComplaintRow>> {
    let mut select = complaint::Entity::find().filter(policy::visible(who));
    if let Some(q) = &query.q {
        select = select.filter(search::condition(conn, &state.keys, SubjectKind::Complaint, "complaint.id", q));
    }
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let people = found.items.iter().flat_map(|case| [Some(case.agent_id), case.investigator_id]).flatten();
    let names = Names::load(conn, people).await?;
    let now = state.clock.now();
    let items = found.items.into_iter().map(|case| row(case, &names, now)).collect();
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

fn row(case: complaint::Model, names: &Names, now: DateTime<Utc>) -> ComplaintRow {
    let due_at = clocks::running(&case).map(|(_, at)| at);
    ComplaintRow {
        customer: case.customer(),
        agent: names.of(case.agent_id),
        investigator: case.investigator_id.map(|id| names.of(id)),
        due_at,
        overdue: due_at.is_some_and(|due| due < now),
        paused_at: case.paused_at,
        id: case.id,
        number: case.number,
        complainant: case.complainant,
        matter: case.matter,
        category: case.category,
        severity: case.severity,
        status: case.status,
        received_at: case.received_at,
        version: case.version,
    }
}

/// A case in full.
///
/// # Errors
/// Where the database fails.
pub async fn present(conn: &impl ConnectionTrait, case: complaint::Model, view: View<'_>) -> Reply<Complaint> {
    let steps = steps_of(conn, case.id).await?;
    let corrections = particulars::corrections(conn, case.id, view.language).await?;
    let pauses = complaint_pause::Entity::find().filter(complaint_pause::Column::ComplaintId.eq(case.id));
    let pauses = pauses.order_by_asc(complaint_pause::Column::BeganAt).all(conn).await?;
    let said = complaint_contact::Entity::find().filter(complaint_contact::Column::ComplaintId.eq(case.id));
    let said = said.order_by_asc(complaint_contact::Column::At).order_by_asc(complaint_contact::Column::Id).all(conn).await?;
    let merged_into = match case.merged_into_id {
        Some(lead) => complaint::Entity::find_by_id(lead).filter(policy::visible(view.actor)).one(conn).await?,
        None => None,
    };
    let merged = complaint::Entity::find().filter(complaint::Column::MergedIntoId.eq(case.id)).filter(policy::visible(view.actor));
    let merged = merged.order_by_asc(complaint::Column::Number).all(conn).await?;
    let topic = match case.topic_id {
        Some(topic) => Tree::load(conn).await?.of(topic),
        None => None,
    };
    let people = [Some(case.agent_id), case.investigator_id, case.about_person_id, case.manager_id].into_iter();
    let people = people
        .chain(said.iter().map(|one| one.person_id))
        .chain(steps.iter().map(|s| s.person_id))
        .chain(pauses.iter().flat_map(|p| [Some(p.began_by), p.ended_by]));
    let names = Names::load(conn, people.flatten()).await?;
    let step = |step: complaint_step::Model| ComplaintStep {
        at: step.at,
        act: step.act,
        from: step.from_status,
        to: step.to_status,
        person: step.person_id.map(|id| names.of(id)),
        note: step.note,
    };
    let pause = |pause: complaint_pause::Model| Pause {
        reason: pause.reason,
        note: pause.note,
        began_at: pause.began_at,
        began_by: names.of(pause.began_by),
        ended_at: pause.ended_at,
        ended_by: pause.ended_by.map(|id| names.of(id)),
    };
    let running = clocks::running(&case);
    let handling = handling::steps(&case, &said, &names, view.now);
    let apology = apology(&case, &said, &view);
    let remedy = remedy(conn, &case).await?;
    let actions = actions(conn, &case, view.actor).await?;
    Ok(Complaint {
        customer: case.customer(),
        about_person: case.about_person_id.map(|id| names.of(id)),
        agent: names.of(case.agent_id),
        investigator: case.investigator_id.map(|id| names.of(id)),
        remedy,
        execution: case.result.clone().map(|result| Execution { result }),
        feedback: case.satisfaction.map(|satisfaction| Feedback { satisfaction, words: case.words.clone().unwrap_or_default() }),
        running: running.map(|(step, _)| step),
        due_at: running.map(|(_, at)| at),
        paused_at: case.paused_at,
        clocks: clocks::clocks(&case, view.now),
        pauses: pauses.into_iter().map(pause).collect(),
        steps: steps.into_iter().map(step).collect(),
        corrections,
        handling,
        contacts: said.into_iter().map(|one| contacts::present(one, &names)).collect(),
        tell_due_at: case.tell_due_at.filter(|_| contacts::in_hand(case.status)),
        merged_into: merged_into.map(|lead| lead.subject()),
        merged: merged.iter().map(|other| other.subject()).collect(),
        in_hand: policy::not_in_hand(&case, view.actor).is_none(),
        correctable: policy::not_correcting(&case, view.actor).is_none() && particulars::open(case.status),
        phone: sealed::masked(case.phone_hint.as_ref()),
        email: sealed::masked(case.email_hint.as_ref()),
        topic,
        campaign: campaign(&case),
        severity_why: SeverityWhy { rule: case.severity_rule, word: case.severity_word.clone(), name: case.severity_name.clone() },
        apology,
        actions,
        id: case.id,
        number: case.number,
        complainant: case.complainant,
        matter: case.matter,
        category: case.category,
        product: case.product,
        contract_number: case.contract_number,
        channel: case.channel,
        severity: case.severity,
        wish: case.wish,
        status: case.status,
        reopened: case.reopened,
        approval_id: case.approval_id,
        received_at: case.received_at,
        closed_at: case.closed_at,
        version: case.version,
    })
}

/// The steps of a case, the first one first.
///
/// # Errors
/// Where the database fails.
pub async fn steps_of(conn: &impl ConnectionTrait, case: Uuid) -> Reply<Vec<complaint_step::Model>> {
    let steps = complaint_step::Entity::find().filter(complaint_step::Column::ComplaintId.eq(case));
    Ok(steps.order_by_asc(complaint_step::Column::At).order_by_asc(complaint_step::Column::Id).all(conn).await?)
}

/// What this person may do with the case now: what the flow says, without what judges somebody above them.
async fn actions(conn: &impl ConnectionTrait, case: &complaint::Model, actor: &Actor) -> Reply<Vec<ComplaintActKind>> {
    let mut actions = FLOW.actions(case, actor);
    if actions.iter().any(|act| judges(*act)) && policy::barred(conn, case, actor.id).await?.is_some() {
        actions.retain(|act| !judges(*act));
    }
    Ok(actions)
}

/// Whether an act is part of judging a case.
pub fn judges(act: ComplaintActKind) -> bool {
    matches!(act, ComplaintActKind::Propose | ComplaintActKind::Submit)
}

/// The remedy as last proposed.
///
/// # Errors
/// Where the database fails.
pub async fn remedy(conn: &impl ConnectionTrait, case: &complaint::Model) -> Reply<Option<Remedy>> {
    let (Some(findings), Some(cause), Some(measures)) = (case.findings.clone(), case.cause.clone(), case.measures.clone()) else {
        return Ok(None);
    };
    let (Some(cents), Some(due_on)) = (case.compensation_cents, case.remedy_due_on) else { return Ok(None) };
    let tasks = crate::remedies::measures(conn, case.id).await?;
    let (cause_id, unit_id) = (case.cause_id, case.responsible_unit_id);
    Ok(Some(Remedy { findings, cause, cause_id, unit_id, measures, tasks, compensation: Money::from_cents(cents), due_on }))
}

fn campaign(case: &complaint::Model) -> Option<Subject> {
    let title = case.campaign_title.clone()?;
    Some(Subject { kind: SubjectKind::Campaign, id: case.campaign_id?, title })
}

/// What the customer was told at intake; for cases from before it was kept, what they would be told.
fn apology(case: &complaint::Model, said: &[complaint_contact::Model], view: &View) -> String {
    let told = said.iter().find(|one| one.matter == ContactMatter::Apology);
    told.map_or_else(|| filing::apology(case, "", view.state.config.utc_offset_minutes, view.language), |one| one.text.clone())
}
