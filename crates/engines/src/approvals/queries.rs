//! What people see of requests.

use super::acts::{REMIND_EVERY, role_of};
use super::delegations::{Delegator, delegators, stands_in_for};
use super::entity::{approval, approval_copy, approval_entry, approval_flow, approval_signer, approval_step};
use super::operations::open_to;
use super::{case_of, resolve, signers_of, steps_of};
use crate::calendar::local_date;
use crate::people::{Names, Staff};
use chrono::{DateTime, NaiveDate, Utc};
use contract::PersonRef;
use contract::approvals::flow::FlowStep;
use contract::approvals::{
    Approval, ApprovalActKind, ApprovalEntry, ApprovalRow, ApprovalSigner, ApprovalStatus, ApprovalStep, FlowRef, SignerStatus,
    SnapshotLine, StepStatus, Verdict,
};
use contract::tasks::{TaskApproval, TaskKind, TaskStatus};
use contract::values::{Subject, SubjectKind};
use locale::Language;
use platform::http::State;
use platform::{Error, Reply};
use sea_orm::sea_query::{Condition, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// Lines of the snapshot that the inbox shows.
const LINES: usize = 4;

/// What a substitute does while somebody is away. A signature is a person's own, and decisions go their own way.
pub(crate) const PASSES_ON: [TaskKind; 6] =
    [TaskKind::FollowUp, TaskKind::Review, TaskKind::Complaint, TaskKind::Escalation, TaskKind::Campaign, TaskKind::Assignment];

/// Who looks, when, in which language.
pub(crate) struct View {
    pub who: Uuid,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    pub language: Language,
}

impl View {
    pub(crate) fn new(state: &State, who: Uuid, language: Language) -> Self {
        let now = state.clock.now();
        Self { who, now, today: local_date(now, state.config.utc_offset_minutes), language }
    }
}

/// A request as one who is concerned by it sees it.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub(crate) async fn visible(conn: &impl ConnectionTrait, id: Uuid, view: &View) -> Reply<Approval> {
    let row = approval::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let steps = steps_of(conn, id).await?;
    let signers = signers_of(conn, id).await?;
    let flow = approval_flow::Entity::find_by_id(row.flow_id).one(conn).await?.ok_or(Error::NotFound)?;
    let copies = approval_copy::Entity::find().filter(approval_copy::Column::ApprovalId.eq(id)).order_by_asc(approval_copy::Column::At);
    let copies: Vec<Uuid> = copies.all(conn).await?.into_iter().map(|c| c.person_id).collect();
    let candidates = candidates(conn, &row, &flow, &steps).await?;
    let role = role_of(conn, &row, view.who, view.today).await?;
    let signed = |s: &approval_signer::Model| s.person_id == view.who || s.decided_by == Some(view.who);
    let concerned = row.applicant_id == view.who
        || !role.lines.is_empty()
        || signers.iter().any(signed)
        || copies.contains(&view.who)
        || candidates.values().flatten().any(|id| *id == view.who);
    if !concerned {
        return Err(Error::NotFound);
    }
    let entries = approval_entry::Entity::find().filter(approval_entry::Column::ApprovalId.eq(id));
    let entries = entries.order_by_asc(approval_entry::Column::Number).all(conn).await?;
    let mut people: Vec<Uuid> = vec![row.applicant_id];
    people.extend(&copies);
    people.extend(candidates.values().flatten());
    people.extend(signers.iter().flat_map(|s| [Some(s.person_id), s.decided_by, s.added_by]).flatten());
    let mut targets = Vec::with_capacity(entries.len());
    for entry in &entries {
        let named: Vec<Uuid> = serde_json::from_str(&entry.targets)?;
        people.extend(&named);
        people.extend(entry.person_id.into_iter().chain(entry.for_id));
        targets.push(named);
    }
    let names = Names::load(conn, people).await?;
    let acts = open_to(row.status, &role.parts);
    let mut decides_for: Vec<Uuid> = role.lines.iter().map(|s| s.person_id).collect();
    decides_for.dedup();
    let mention = |ids: &[Uuid]| ids.iter().map(|id| names.of(*id)).collect::<Vec<PersonRef>>();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let history = entries.into_iter().zip(targets).map(|(entry, targets)| ApprovalEntry {
        at: entry.at,
        what: entry.what,
        person: entry.person_id.map(|id| names.of(id)),
        for_person: entry.for_id.map(|id| names.of(id)),
        step: entry.step,
        targets: mention(&targets),
        remark: some(entry.remark),
        rule: some(entry.rule),
    });
    let mut shown = Vec::with_capacity(steps.len());
    for step in steps {
        let asked = signers.iter().filter(|s| s.step_id == step.id).map(|s| signer(s, &names)).collect();
        shown.push(shown_step(&step, asked, mention(candidates.get(&step.id).map_or(&[], Vec::as_slice)), view.now)?);
    }
    Ok(Approval {
        actions: verdicts(&acts),
        acts,
        decides_for: mention(&decides_for),
        applicant: names.of(row.applicant_id),
        flow: FlowRef { id: flow.id, number: flow.number, name: flow.name },
        snapshot: snapshot(&row, view.language)?,
        steps: shown,
        history: history.collect(),
        copies: mention(&copies),
        remind_from: row.reminded_at.map(|at| at + REMIND_EVERY),
        id: row.id,
        kind: row.kind,
        status: row.status,
        current_step: row.current_step,
        submitted_at: row.created_at,
        ended_at: row.ended_at,
        version: row.version,
        subject: subject(&row),
    })
}

/// Who would be asked in the steps that nobody has been asked in yet.
async fn candidates(
    conn: &impl ConnectionTrait,
    row: &approval::Model,
    flow: &approval_flow::Model,
    steps: &[approval_step::Model],
) -> Reply<HashMap<Uuid, Vec<Uuid>>> {
    let mut found = HashMap::new();
    if row.status != ApprovalStatus::Pending || steps.iter().all(|s| s.status != StepStatus::Waiting) {
        return Ok(found);
    }
    let staff = Staff::load(conn).await?;
    let case = case_of(row)?;
    for step in steps.iter().filter(|s| s.status == StepStatus::Waiting) {
        let spec: FlowStep = serde_json::from_str(&step.spec)?;
        found.insert(step.id, resolve::asked(&spec, flow.vacant, &case, &staff).people);
    }
    Ok(found)
}

fn verdicts(acts: &[ApprovalActKind]) -> Vec<Verdict> {
    if acts.contains(&ApprovalActKind::Approve) { Verdict::ALL.to_vec() } else { Vec::new() }
}

fn signer(row: &approval_signer::Model, names: &Names) -> ApprovalSigner {
    ApprovalSigner {
        id: row.id,
        person: names.of(row.person_id),
        origin: row.origin,
        status: row.status,
        decided_by: row.decided_by.map(|id| names.of(id)),
        decided_at: row.decided_at,
        remark: Some(row.remark.clone()).filter(|r| !r.is_empty()),
        added_by: row.added_by.map(|id| names.of(id)),
    }
}

fn shown_step(
    step: &approval_step::Model,
    signers: Vec<ApprovalSigner>,
    candidates: Vec<PersonRef>,
    now: DateTime<Utc>,
) -> Reply<ApprovalStep> {
    let spec: FlowStep = serde_json::from_str(&step.spec)?;
    Ok(ApprovalStep {
        position: step.position,
        name: step.name.clone(),
        mode: spec.mode,
        status: step.status,
        candidates,
        signers,
        asked_at: step.asked_at,
        due_at: step.due_at,
        overdue: step.due_at.is_some_and(|due| due < now),
        rule: Some(spec.rule).filter(|r| !r.is_empty()),
    })
}

fn subject(row: &approval::Model) -> Subject {
    Subject { kind: row.subject_kind.parse().unwrap_or(SubjectKind::Approval), id: row.subject_id, title: row.subject_title.clone() }
}

fn snapshot(row: &approval::Model, language: Language) -> Reply<Vec<SnapshotLine>> {
    let lines: Vec<(String, String)> = serde_json::from_str(&row.snapshot)?;
    let line = |(key, value): (String, String)| {
        let label = locale::find(&key).map_or_else(|| key.clone(), |k| k.text(language).to_owned());
        SnapshotLine { key, label, value }
    };
    Ok(lines.into_iter().map(line).collect())
}

/// Rows of a list of requests.
pub(crate) async fn rows(conn: &impl ConnectionTrait, found: Vec<approval::Model>) -> Reply<Vec<ApprovalRow>> {
    let pending: Vec<Uuid> = found.iter().filter(|a| a.status == ApprovalStatus::Pending).map(|a| a.id).collect();
    let open = approval_signer::Entity::find().filter(approval_signer::Column::ApprovalId.is_in(pending.iter().copied()));
    let open = open.filter(approval_signer::Column::Status.eq(SignerStatus::Open)).all(conn).await?;
    let steps = approval_step::Entity::find().filter(approval_step::Column::ApprovalId.is_in(pending)).all(conn).await?;
    let names = Names::load(conn, found.iter().map(|a| a.applicant_id).chain(open.iter().map(|s| s.person_id))).await?;
    let row = |row: approval::Model| ApprovalRow {
        subject: subject(&row),
        applicant: names.of(row.applicant_id),
        step: steps.iter().find(|s| s.approval_id == row.id && s.position == row.current_step).map(|s| s.name.clone()),
        waits_for: open.iter().filter(|s| s.approval_id == row.id).map(|s| names.of(s.person_id)).collect(),
        id: row.id,
        kind: row.kind,
        status: row.status,
        submitted_at: row.created_at,
        ended_at: row.ended_at,
        version: row.version,
    };
    Ok(found.into_iter().map(row).collect())
}

/// The tasks in a person's inbox: their own, the open ones of those whose work they do (ORG-09), and the open approvals of those for
/// whom they decide and may.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn in_inbox(conn: &impl ConnectionTrait, who: Uuid, today: NaiveDate) -> Reply<Condition> {
    use crate::tasks::entity::Column;
    let work = Condition::all()
        .add(Column::Status.eq(TaskStatus::Open))
        .add(Column::Kind.is_in(PASSES_ON))
        .add(Column::PersonId.in_subquery(stands_in_for(who, today)));
    let mut all = Condition::any().add(Column::PersonId.eq(who)).add(work);
    for Delegator { person, kinds } in delegators(conn, who, today).await? {
        let mut theirs = approval::Entity::find().select_only().column(approval::Column::Id);
        theirs = theirs.filter(approval::Column::Status.eq(ApprovalStatus::Pending));
        theirs = theirs.filter(approval::Column::Barred.contains(who.to_string()).not());
        if !kinds.is_empty() {
            theirs = theirs.filter(approval::Column::Kind.is_in(kinds));
        }
        let waits = Condition::all()
            .add(Column::PersonId.eq(person))
            .add(Column::Kind.eq(TaskKind::Approval))
            .add(Column::Status.eq(TaskStatus::Open))
            .add(Column::SubjectId.in_subquery(theirs.into_query()));
        all = all.add(waits);
    }
    Ok(all)
}

/// What the inbox shows of the requests behind open tasks, by request.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn task_approvals(conn: &impl ConnectionTrait, ids: Vec<Uuid>, view: &View) -> Reply<HashMap<Uuid, TaskApproval>> {
    let found =
        approval::Entity::find().filter(approval::Column::Id.is_in(ids)).filter(approval::Column::Status.eq(ApprovalStatus::Pending));
    let found = found.all(conn).await?;
    let flows = approval_flow::Entity::find().filter(approval_flow::Column::Id.is_in(found.iter().map(|a| a.flow_id))).all(conn).await?;
    let steps = approval_step::Entity::find().filter(approval_step::Column::ApprovalId.is_in(found.iter().map(|a| a.id))).all(conn).await?;
    let names = Names::load(conn, found.iter().map(|a| a.applicant_id)).await?;
    let mut shown = HashMap::new();
    for row in found {
        let role = role_of(conn, &row, view.who, view.today).await?;
        let deciding = [ApprovalActKind::Approve, ApprovalActKind::Return, ApprovalActKind::Reject, ApprovalActKind::Answer];
        let one = TaskApproval {
            kind: row.kind,
            applicant: names.of(row.applicant_id),
            step: steps
                .iter()
                .find(|s| s.approval_id == row.id && s.position == row.current_step)
                .map(|s| s.name.clone())
                .unwrap_or_default(),
            lines: snapshot(&row, view.language)?.into_iter().take(LINES).collect(),
            bulk: flows.iter().any(|f| f.id == row.flow_id && f.bulk),
            version: row.version,
            acts: open_to(row.status, &role.parts).into_iter().filter(|act| deciding.contains(act)).collect(),
        };
        shown.insert(row.id, one);
    }
    Ok(shown)
}
