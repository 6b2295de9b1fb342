//! Takes a request as far as it goes by itself: asks the signers of a step, ends a step that is done, ends the request.

use super::entity::{approval, approval_copy, approval_flow, approval_signer, approval_step};
use super::history::{Entry, write};
use super::progress::progress;
use super::resolve::{self, Case};
use super::{COPIED, DECIDED, Decided, NO_APPROVER, VOIDED, case_of, signers_of, steps_of};
use crate::calendar::{Term, WorkingDays};
use crate::people::Staff;
use crate::tasks::{self, NewTask};
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::approvals::flow::{FlowStep, StepMode};
use contract::approvals::{ApprovalStatus, EntryKind, SignerOrigin, SignerStatus, StepStatus, Verdict};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Subject;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// The request as it is in this write.
pub(super) async fn load(tx: &Tx, id: Uuid) -> Reply<approval::Model> {
    approval::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)
}

/// The signers of a step's present round.
pub(super) async fn present_round(tx: &Tx, step: &approval_step::Model) -> Reply<Vec<approval_signer::Model>> {
    let mut signers = signers_of(tx.conn(), step.approval_id).await?;
    signers.retain(|s| s.step_id == step.id && s.round == step.round);
    Ok(signers)
}

/// The remark of whoever said something last: who need not approve a step again has said it the step before.
fn last_words(signers: &[approval_signer::Model]) -> String {
    let spoke = signers.iter().filter(|s| s.status == SignerStatus::Approved && !s.remark.is_empty());
    spoke.max_by_key(|s| s.decided_at).map(|s| s.remark.clone()).unwrap_or_default()
}

/// Goes on until somebody has to decide or the request has ended.
///
/// # Errors
/// `409` where a step has nobody who may sign.
pub(super) async fn advance(tx: &mut Tx, id: Uuid) -> Reply<()> {
    loop {
        let approval = load(tx, id).await?;
        let steps = steps_of(tx.conn(), id).await?;
        let Some(step) = steps.iter().find(|s| s.position == approval.current_step) else { return Err(Error::NotFound) };
        if step.status == StepStatus::Waiting {
            ask(tx, &approval, step, &steps).await?;
            continue;
        }
        let spec: FlowStep = serde_json::from_str(&step.spec)?;
        if !settle(tx, &approval, step, spec.mode).await? {
            return Ok(());
        }
        let mut row = step.clone().into_active_model();
        row.status = Set(StepStatus::Done);
        row.due_at = Set(None);
        tx.update::<approval_step::Entity, _>(step, row).await?;
        if steps.iter().any(|s| s.position == step.position + 1) {
            let mut row = approval.clone().into_active_model();
            row.current_step = Set(step.position + 1);
            tx.update::<approval::Entity, _>(&approval, row).await?;
        } else {
            let remark = last_words(&signers_of(tx.conn(), id).await?);
            return conclude(tx, approval, ApprovalStatus::Approved, remark).await;
        }
    }
}

/// Asks a step: its signers, its copies, its time.
async fn ask(tx: &mut Tx, approval: &approval::Model, step: &approval_step::Model, steps: &[approval_step::Model]) -> Reply<()> {
    let spec: FlowStep = serde_json::from_str(&step.spec)?;
    let case = case_of(approval)?;
    let staff = Staff::load(tx.conn()).await?;
    let flow = approval_flow::Entity::find_by_id(approval.flow_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let found = resolve::asked(&spec, flow.vacant, &case, &staff);
    if found.people.is_empty() {
        return Err(Error::Refused(NO_APPROVER));
    }
    let mut row = step.clone().into_active_model();
    row.status = Set(StepStatus::Asked);
    row.asked_at = Set(Some(tx.at()));
    row.due_at = Set(due(tx, &spec).await?);
    let step = tx.update::<approval_step::Entity, _>(step, row).await?;
    let origin = if found.superior { SignerOrigin::Superior } else { SignerOrigin::Flow };
    for (position, person) in (1..).zip(&found.people) {
        add(tx, &step, NewSigner { person: *person, position, parent: None, origin, added_by: None }).await?;
    }
    let mut approval = approval.clone();
    if found.superior {
        approval = write(tx, &approval, Entry::new(EntryKind::Superior).at_step(step.position).about(&found.people)).await?;
    }
    copy(tx, &approval, &resolve::copies(&spec, &staff)).await?;
    if flow.same_person_once {
        same_person(tx, &approval, &step, steps).await?;
    }
    Ok(())
}

/// When a step that is asked now is due.
pub(super) async fn due(tx: &Tx, spec: &FlowStep) -> Reply<Option<DateTime<Utc>>> {
    let Some(hours) = spec.hours else { return Ok(None) };
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    Ok(Some(days.due(tx.at(), Term::Hours(hours))))
}

/// Somebody about to be asked.
pub(super) struct NewSigner {
    pub person: Uuid,
    pub position: i32,
    pub parent: Option<Uuid>,
    pub origin: SignerOrigin,
    pub added_by: Option<Uuid>,
}

/// Adds a signer to the present round of a step; asked by [`settle`].
pub(super) async fn add(tx: &mut Tx, step: &approval_step::Model, new: NewSigner) -> Reply<approval_signer::Model> {
    let row = approval_signer::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        approval_id: Set(step.approval_id),
        step_id: Set(step.id),
        round: Set(step.round),
        position: Set(new.position),
        person_id: Set(new.person),
        parent_id: Set(new.parent),
        origin: Set(new.origin),
        status: Set(SignerStatus::Waiting),
        asked_at: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        remark: Set(String::new()),
        added_by: Set(new.added_by),
    };
    tx.insert::<approval_signer::Entity, _>(row).await
}

/// Who approved the step just before need not again, where the flow says so.
async fn same_person(tx: &mut Tx, approval: &approval::Model, step: &approval_step::Model, steps: &[approval_step::Model]) -> Reply<()> {
    let Some(before) = steps.iter().find(|s| s.position + 1 == step.position) else { return Ok(()) };
    let approved: Vec<Uuid> =
        present_round(tx, before).await?.into_iter().filter(|s| s.status == SignerStatus::Approved).filter_map(|s| s.decided_by).collect();
    for signer in present_round(tx, step).await?.iter().filter(|s| approved.contains(&s.person_id)) {
        let mut row = signer.clone().into_active_model();
        row.status = Set(SignerStatus::Approved);
        row.asked_at = Set(Some(tx.at()));
        row.decided_by = Set(Some(signer.person_id));
        row.decided_at = Set(Some(tx.at()));
        tx.update::<approval_signer::Entity, _>(signer, row).await?;
        let now = load(tx, approval.id).await?;
        write(tx, &now, Entry::new(EntryKind::SamePerson).at_step(step.position).about(&[signer.person_id])).await?;
    }
    Ok(())
}

/// Opens and closes signers and their tasks as the step's progress says; tells whether the step is done.
async fn settle(tx: &mut Tx, approval: &approval::Model, step: &approval_step::Model, mode: StepMode) -> Reply<bool> {
    let signers = present_round(tx, step).await?;
    let progress = progress(mode, &signers);
    for signer in &signers {
        let asked = progress.open.contains(&signer.id);
        let (status, asked_at) = match (signer.status, asked) {
            (SignerStatus::Waiting, true) => (SignerStatus::Open, Some(tx.at())),
            (SignerStatus::Open, false) if progress.done => (SignerStatus::Closed, signer.asked_at),
            (SignerStatus::Waiting, false) if progress.done => (SignerStatus::Closed, None),
            (SignerStatus::Open, false) => (SignerStatus::Waiting, None),
            _ => continue,
        };
        let mut row = signer.clone().into_active_model();
        row.status = Set(status);
        row.asked_at = Set(asked_at);
        tx.update::<approval_signer::Entity, _>(signer, row).await?;
        if asked {
            let subject = Subject { kind: SubjectKind::Approval, id: approval.id, title: approval.subject_title.clone() };
            let title = approval.subject_title.clone();
            tasks::open(tx, NewTask { kind: TaskKind::Approval, person: signer.person_id, title, subject, due_at: step.due_at }).await?;
        } else if signer.status == SignerStatus::Open {
            tasks::close_for(tx, approval.id, TaskKind::Approval, signer.person_id, TaskStatus::Cancelled).await?;
        }
    }
    Ok(progress.done)
}

/// Sends copies to those who have none yet; gives those who were new.
pub(super) async fn copy(tx: &mut Tx, approval: &approval::Model, people: &[Uuid]) -> Reply<Vec<Uuid>> {
    let held = approval_copy::Entity::find().filter(approval_copy::Column::ApprovalId.eq(approval.id)).all(tx.conn()).await?;
    let mut new = Vec::new();
    for person in people {
        if held.iter().any(|c| c.person_id == *person) || new.contains(person) {
            continue;
        }
        let row = approval_copy::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            approval_id: Set(approval.id),
            person_id: Set(*person),
            at: Set(tx.at()),
        };
        tx.insert::<approval_copy::Entity, _>(row).await?;
        new.push(*person);
    }
    if !new.is_empty() {
        tx.emit(Event { name: COPIED, kind: SubjectKind::Approval, id: approval.id, data: serde_json::json!({ "people": new }) });
    }
    Ok(new)
}

/// Ends a request with an entry in its history and tells the area.
pub(super) async fn end(tx: &mut Tx, id: Uuid, status: ApprovalStatus, entry: Entry) -> Reply<()> {
    let remark = entry.remark.clone();
    let approval = write(tx, &load(tx, id).await?, entry).await?;
    conclude(tx, approval, status, remark).await
}

async fn conclude(tx: &mut Tx, approval: approval::Model, status: ApprovalStatus, remark: String) -> Reply<()> {
    for signer in
        signers_of(tx.conn(), approval.id).await?.iter().filter(|s| matches!(s.status, SignerStatus::Open | SignerStatus::Waiting))
    {
        let mut row = signer.clone().into_active_model();
        row.status = Set(SignerStatus::Closed);
        tx.update::<approval_signer::Entity, _>(signer, row).await?;
    }
    for step in steps_of(tx.conn(), approval.id).await?.iter().filter(|s| s.due_at.is_some()) {
        let mut row = step.clone().into_active_model();
        row.due_at = Set(None);
        tx.update::<approval_step::Entity, _>(step, row).await?;
    }
    let mut row = approval.clone().into_active_model();
    row.status = Set(status);
    row.ended_at = Set(Some(tx.at()));
    let approval = tx.update::<approval::Entity, _>(&approval, row).await?;
    tasks::close(tx, approval.id, TaskKind::Approval, TaskStatus::Cancelled).await?;
    let decided = Decided {
        kind: approval.kind,
        subject_kind: approval.subject_kind.parse().unwrap_or(SubjectKind::Approval),
        subject_id: approval.subject_id,
        verdict: if status == ApprovalStatus::Approved { Verdict::Approve } else { Verdict::Return },
        status,
        remark,
    };
    let name = if status == ApprovalStatus::Void { VOIDED } else { DECIDED };
    tx.emit(Event { name, kind: SubjectKind::Approval, id: approval.id, data: serde_json::to_value(decided)? });
    Ok(())
}

/// Who may be added to a request: colleagues who are there and not barred.
pub(super) fn may_join(person: Uuid, case: &Case, staff: &Staff, pointer: &str) -> Reply<()> {
    if resolve::may_sign(person, case, staff) {
        return Ok(());
    }
    let unknown = staff.person(person).is_none_or(|p| !p.active);
    Err(Error::invalid(pointer, if unknown { "person_unknown" } else { "signer_barred" }))
}
