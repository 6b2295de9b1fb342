//! The operations on a request. Each is allowed by the table in [`super::operations`], and each stands in the history with who did it
//! and for whom.

use super::advance::{NewSigner, add, advance, copy, end, load, may_join, present_round};
use super::delegations::delegators;
use super::entity::{approval, approval_signer, approval_step};
use super::history::{Entry, write};
use super::operations::{No, Part, allowed};
use super::{NOT_PENDING, REMINDED, case_of, signers_of, steps_of};
use crate::calendar::local_date;
use crate::people::Staff;
use crate::tasks;
use chrono::TimeDelta;
use contract::SubjectKind;
use contract::approvals::flow::FlowStep;
use contract::approvals::{
    ApprovalAct as Act, ApprovalStatus, EntryKind, SignerOrigin as Origin, SignerStatus as Status, StepStatus, Verdict,
};
use contract::tasks::{TaskKind, TaskStatus};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

const NOT_YOURS: Refusal = Refusal::new("approval.not_yours", locale::problems::APPROVAL_NOT_YOURS);
const TOO_SOON: Refusal = Refusal::new("approval.reminded_already", locale::problems::APPROVAL_REMINDED_ALREADY);

/// How long an applicant waits before reminding again.
pub(super) const REMIND_EVERY: TimeDelta = TimeDelta::hours(1);

/// What the caller is to a request, and the open signers that they may answer for.
pub(super) struct Role {
    pub parts: Vec<Part>,
    /// The caller's own first.
    pub lines: Vec<approval_signer::Model>,
}

/// What somebody is to a request that they see.
pub(super) async fn role_of(conn: &impl ConnectionTrait, approval: &approval::Model, who: Uuid, today: chrono::NaiveDate) -> Reply<Role> {
    let mut parts = vec![Part::Reader];
    if approval.applicant_id == who {
        parts.push(Part::Applicant);
    }
    let barred: Vec<Uuid> = serde_json::from_str(&approval.barred)?;
    let signers = signers_of(conn, approval.id).await?;
    let for_whom = delegators(conn, who, today).await?;
    let delegates = |id: Uuid| for_whom.iter().any(|d| d.person == id && d.covers(approval.kind));
    let open = |s: &&approval_signer::Model| s.status == Status::Open && !barred.contains(&who);
    let mut lines: Vec<_> = signers.iter().filter(open).filter(|s| s.person_id == who || delegates(s.person_id)).cloned().collect();
    lines.sort_by_key(|s| s.person_id != who);
    if lines.iter().any(|s| s.origin != Origin::Entrusted) {
        parts.push(Part::Signer);
    }
    if lines.iter().any(|s| s.origin == Origin::Entrusted) {
        parts.push(Part::Entrusted);
    }
    let added = |s: &approval_signer::Model| s.added_by == Some(who) && matches!(s.status, Status::Open | Status::Waiting);
    if signers.iter().any(|s| added(s) && matches!(s.origin, Origin::Before | Origin::After | Origin::Entrusted)) {
        parts.push(Part::Adder);
    }
    Ok(Role { parts, lines })
}

/// Carries out an operation on a request that the caller sees.
///
/// # Errors
/// `409` as the table says, `412` on a stale version, `422` for people who cannot be asked.
pub async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &Act) -> Reply<()> {
    let me = tx.actor()?.id;
    let approval = load(tx, id).await?;
    let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
    let role = role_of(tx.conn(), &approval, me, today).await?;
    allowed(act.kind(), approval.status, &role.parts).map_err(|no| {
        Error::Refused(match no {
            No::NotNow => NOT_PENDING,
            No::NotYours => NOT_YOURS,
        })
    })?;
    if approval.version != seen {
        return Err(Error::Stale);
    }
    let steps = steps_of(tx.conn(), id).await?;
    let step = steps.iter().find(|s| s.position == approval.current_step).ok_or(Error::NotFound)?;
    let entrusted = matches!(act, Act::Answer(_));
    let line = role
        .lines
        .iter()
        .filter(|s| (s.origin == Origin::Entrusted) == entrusted)
        .find(|s| act.for_id().is_none_or(|wanted| wanted == s.person_id));
    let work = Work { approval: &approval, step, me };
    match (act, line) {
        (Act::Withdraw(_), _) => end(tx, id, ApprovalStatus::Withdrawn, work.entry(act, EntryKind::Withdraw, None)).await,
        (Act::Remind, _) => remind(tx, &work).await,
        (Act::Copy(body), _) => {
            let people = colleagues(tx, &work, &body.people, false, "/people").await?;
            copy(tx, &approval, &people).await?;
            write(tx, &approval, work.entry(act, EntryKind::Copy, None).about(&people)).await?;
            Ok(())
        }
        (Act::Comment(_), _) => write(tx, &approval, work.entry(act, EntryKind::Comment, None)).await.map(|_| ()),
        (Act::RemoveSigner(body), _) => remove(tx, &work, act, body.signer_id).await,
        (_, None) => Err(Error::invalid("/for_id", "person_unknown")),
        (Act::Approve(_), Some(line)) => answer(tx, &work, act, line, Status::Approved).await,
        (Act::Answer(_), Some(line)) => answer(tx, &work, act, line, Status::Answered).await,
        (Act::Reject(_), Some(line)) => {
            decided(tx, &work, line, Status::Rejected, act.remark()).await?;
            end(tx, id, ApprovalStatus::Rejected, work.entry(act, EntryKind::Reject, Some(line))).await
        }
        (Act::Return(body), Some(line)) => {
            decided(tx, &work, line, Status::Returned, act.remark()).await?;
            let entry = work.entry(act, EntryKind::Return, Some(line));
            match body.step {
                None => end(tx, id, ApprovalStatus::Returned, entry).await,
                Some(to) => back_to(tx, &work, &steps, to, entry).await,
            }
        }
        (Act::Transfer(body), Some(line)) => {
            let people = colleagues(tx, &work, &[body.person_id], true, "/person_id").await?;
            hand_on(tx, &work, line, body.person_id, act.remark()).await?;
            write(tx, &load(tx, id).await?, work.entry(act, EntryKind::Transfer, Some(line)).about(&people)).await?;
            advance(tx, id).await
        }
        (Act::Entrust(body), Some(line)) => join(tx, &work, act, line, (&[body.person_id], "/person_id", Origin::Entrusted)).await,
        (Act::AddBefore(body), Some(line)) => join(tx, &work, act, line, (&body.people, "/people", Origin::Before)).await,
        (Act::AddAfter(body), Some(line)) => join(tx, &work, act, line, (&body.people, "/people", Origin::After)).await,
    }
}

/// A signer's plain answer.
///
/// # Errors
/// `404` for everyone who does not sign this step; `409` where it is decided already; `412` on a stale version.
pub(super) async fn decide(tx: &mut Tx, id: Uuid, seen: i64, verdict: Verdict, remark: String) -> Reply<()> {
    let operation = match verdict {
        Verdict::Approve => Act::Approve(contract::approvals::Consent { remark, ..Default::default() }),
        Verdict::Return => Act::Return(contract::approvals::ReturnTo { remark, ..Default::default() }),
    };
    match act(tx, id, seen, &operation).await {
        Err(Error::Refused(refusal)) if refusal == NOT_YOURS => Err(Error::NotFound),
        other => other,
    }
}

/// Decides whatever about this subject waits for the writing person.
///
/// # Errors
/// [`Error::NotFound`] where nothing does.
pub async fn decide_about(tx: &mut Tx, subject: Uuid, verdict: Verdict, remark: &str) -> Reply<()> {
    let approval = super::about(tx.conn(), subject, &[ApprovalStatus::Pending]).await?.pop().ok_or(Error::NotFound)?;
    decide(tx, approval.id, approval.version, verdict, remark.to_owned()).await
}

/// What every operation needs to know.
struct Work<'a> {
    approval: &'a approval::Model,
    step: &'a approval_step::Model,
    me: Uuid,
}

impl Work<'_> {
    /// The entry of an operation; where no rule is cited, a decision cites that of its step.
    fn entry(&self, act: &Act, what: EntryKind, line: Option<&approval_signer::Model>) -> Entry {
        let own = || serde_json::from_str::<FlowStep>(&self.step.spec).map(|s| s.rule).unwrap_or_default();
        let rule = match act {
            Act::Approve(body) => body.rule.clone().unwrap_or_else(own),
            Act::Return(body) => body.rule.clone().unwrap_or_else(own),
            Act::Reject(body) => body.rule.clone().unwrap_or_else(own),
            _ => String::new(),
        };
        Entry {
            what,
            for_id: line.map(|s| s.person_id).filter(|id| *id != self.me),
            step: Some(self.step.position),
            targets: Vec::new(),
            remark: act.remark().trim().to_owned(),
            rule: rule.trim().to_owned(),
        }
    }
}

/// Writes a signer's answer and closes their task.
async fn decided(tx: &mut Tx, work: &Work<'_>, line: &approval_signer::Model, status: Status, remark: &str) -> Reply<()> {
    let mut row = line.clone().into_active_model();
    row.status = Set(status);
    row.decided_by = Set(Some(work.me));
    row.decided_at = Set(Some(tx.at()));
    row.remark = Set(remark.trim().to_owned());
    tx.update::<approval_signer::Entity, _>(line, row).await?;
    tasks::close_for(tx, work.approval.id, TaskKind::Approval, line.person_id, TaskStatus::Done).await
}

async fn answer(tx: &mut Tx, work: &Work<'_>, act: &Act, line: &approval_signer::Model, status: Status) -> Reply<()> {
    decided(tx, work, line, status, act.remark()).await?;
    let what = if status == Status::Approved { EntryKind::Approve } else { EntryKind::Answer };
    write(tx, work.approval, work.entry(act, what, Some(line))).await?;
    advance(tx, work.approval.id).await
}

/// An earlier step is asked again, and all after it.
async fn back_to(tx: &mut Tx, work: &Work<'_>, steps: &[approval_step::Model], to: i32, entry: Entry) -> Reply<()> {
    if !(1..work.step.position).contains(&to) {
        return Err(Error::invalid("/step", "step_not_earlier"));
    }
    let id = work.approval.id;
    for signer in signers_of(tx.conn(), id).await?.iter().filter(|s| matches!(s.status, Status::Open | Status::Waiting)) {
        let mut row = signer.clone().into_active_model();
        row.status = Set(Status::Closed);
        tx.update::<approval_signer::Entity, _>(signer, row).await?;
    }
    tasks::close(tx, id, TaskKind::Approval, TaskStatus::Cancelled).await?;
    for step in steps.iter().filter(|s| s.position >= to && s.status != StepStatus::Waiting) {
        let mut row = step.clone().into_active_model();
        row.status = Set(StepStatus::Waiting);
        row.round = Set(step.round + 1);
        row.asked_at = Set(None);
        row.due_at = Set(None);
        tx.update::<approval_step::Entity, _>(step, row).await?;
    }
    let now = write(tx, work.approval, entry).await?;
    let mut row = now.clone().into_active_model();
    row.current_step = Set(to);
    tx.update::<approval::Entity, _>(&now, row).await?;
    advance(tx, id).await
}

/// Somebody else stands where a signer stood, with whoever was added around them.
async fn hand_on(tx: &mut Tx, work: &Work<'_>, line: &approval_signer::Model, to: Uuid, remark: &str) -> Reply<()> {
    decided(tx, work, line, Status::Transferred, remark).await?;
    let new =
        NewSigner { person: to, position: line.position, parent: line.parent_id, origin: stays(line.origin), added_by: Some(work.me) };
    let new = add(tx, work.step, new).await?;
    for child in present_round(tx, work.step).await?.iter().filter(|s| s.parent_id == Some(line.id)) {
        let mut row = child.clone().into_active_model();
        row.parent_id = Set(Some(new.id));
        tx.update::<approval_signer::Entity, _>(child, row).await?;
    }
    Ok(())
}

/// Who takes the place of somebody added before, after or instead stands there, too.
fn stays(origin: Origin) -> Origin {
    match origin {
        Origin::Before | Origin::After | Origin::Escalated => origin,
        _ => Origin::Transferred,
    }
}

/// Adds signers around one: before, after, or for an opinion.
async fn join(tx: &mut Tx, work: &Work<'_>, act: &Act, line: &approval_signer::Model, who: (&[Uuid], &str, Origin)) -> Reply<()> {
    let (people, pointer, origin) = who;
    let people = colleagues(tx, work, people, true, pointer).await?;
    for (position, person) in (1..).zip(&people) {
        let new = NewSigner { person: *person, position, parent: Some(line.id), origin, added_by: Some(work.me) };
        add(tx, work.step, new).await?;
    }
    let what = match origin {
        Origin::Before => EntryKind::AddBefore,
        Origin::After => EntryKind::AddAfter,
        _ => EntryKind::Entrust,
    };
    write(tx, work.approval, work.entry(act, what, Some(line)).about(&people)).await?;
    advance(tx, work.approval.id).await
}

/// A signer whom the caller added and who has not answered.
async fn remove(tx: &mut Tx, work: &Work<'_>, act: &Act, signer: Uuid) -> Reply<()> {
    let found = approval_signer::Entity::find_by_id(signer).filter(approval_signer::Column::ApprovalId.eq(work.approval.id));
    let found = found.one(tx.conn()).await?.ok_or_else(|| Error::invalid("/signer_id", "signer_unknown"))?;
    let added = matches!(found.origin, Origin::Before | Origin::After | Origin::Entrusted) && found.added_by == Some(work.me);
    if !(added && matches!(found.status, Status::Open | Status::Waiting)) {
        return Err(Error::Refused(NOT_YOURS));
    }
    let mut row = found.clone().into_active_model();
    row.status = Set(Status::Removed);
    tx.update::<approval_signer::Entity, _>(&found, row).await?;
    tasks::close_for(tx, work.approval.id, TaskKind::Approval, found.person_id, TaskStatus::Cancelled).await?;
    write(tx, work.approval, work.entry(act, EntryKind::RemoveSigner, None).about(&[found.person_id])).await?;
    advance(tx, work.approval.id).await
}

async fn remind(tx: &mut Tx, work: &Work<'_>) -> Reply<()> {
    if work.approval.reminded_at.is_some_and(|at| tx.at() < at + REMIND_EVERY) {
        return Err(Error::Refused(TOO_SOON));
    }
    let people = tasks::remind(tx, work.approval.id, TaskKind::Approval).await?;
    let now = write(tx, work.approval, work.entry(&Act::Remind, EntryKind::Remind, None).about(&people)).await?;
    let mut row = now.clone().into_active_model();
    row.reminded_at = Set(Some(tx.at()));
    tx.update::<approval::Entity, _>(&now, row).await?;
    let data = serde_json::json!({ "kind": work.approval.kind, "people": people });
    tx.emit(Event { name: REMINDED, kind: SubjectKind::Approval, id: work.approval.id, data });
    Ok(())
}

/// People whom an operation names: there, for signers also not barred and not asked in this step already; each once.
async fn colleagues(tx: &Tx, work: &Work<'_>, named: &[Uuid], signing: bool, pointer: &str) -> Reply<Vec<Uuid>> {
    let staff = Staff::load(tx.conn()).await?;
    let mut case = case_of(work.approval)?;
    if !signing {
        case.barred.clear();
    }
    let asked = present_round(tx, work.step).await?;
    let mut people: Vec<Uuid> = Vec::new();
    for person in named {
        may_join(*person, &case, &staff, pointer)?;
        if signing && asked.iter().any(|s| s.person_id == *person && matches!(s.status, Status::Open | Status::Waiting)) {
            return Err(Error::invalid(pointer, "signer_asked_already"));
        }
        if !people.contains(person) {
            people.push(*person);
        }
    }
    Ok(people)
}

/// Somebody else is asked instead of a person who hands over their work.
///
/// # Errors
/// `409` where who receives it must not sign.
pub async fn pass(tx: &mut Tx, id: Uuid, from: Uuid, to: Uuid) -> Reply<()> {
    let approval = load(tx, id).await?;
    let staff = Staff::load(tx.conn()).await?;
    if may_join(to, &case_of(&approval)?, &staff, "").is_err() {
        return Err(Error::Refused(super::NO_APPROVER));
    }
    for signer in signers_of(tx.conn(), id).await?.iter().filter(|s| s.person_id == from && s.status == Status::Open) {
        let mut row = signer.clone().into_active_model();
        row.person_id = Set(to);
        row.origin = Set(stays(signer.origin));
        tx.update::<approval_signer::Entity, _>(signer, row).await?;
        let entry = Entry { for_id: Some(from), ..Entry::new(EntryKind::Transfer).at_step(approval.current_step).about(&[to]) };
        let now = load(tx, id).await?;
        write(tx, &now, entry).await?;
    }
    Ok(())
}
