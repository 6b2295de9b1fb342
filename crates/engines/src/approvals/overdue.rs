//! Time limits: a step past its time is put before the superior as well. Nothing is ever approved by time passing.

use super::advance::{NewSigner, add, advance, due, load, present_round};
use super::entity::{approval, approval_step};
use super::history::{Entry, write};
use super::{case_of, resolve};
use crate::people::Staff;
use contract::approvals::flow::FlowStep;
use contract::approvals::{ApprovalStatus, EntryKind, SignerOrigin, SignerStatus, StepStatus};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// At most so many requests in one write.
const BATCH: u64 = 100;

/// Escalates the steps that are past their time at the moment of the write, for a job to call until it gives zero: the next superior
/// of everyone who has not answered is asked as well, under a new time limit. At the top of the company the step stays overdue.
///
/// # Errors
/// Where the database fails.
pub async fn overdue(tx: &mut Tx) -> Reply<usize> {
    let late = approval_step::Entity::find()
        .filter(Condition::all().add(approval_step::Column::Status.eq(StepStatus::Asked)).add(approval_step::Column::DueAt.lt(tx.at())))
        // Those that have reached the top of the company stay overdue and come last.
        .order_by_desc(approval_step::Column::DueAt)
        .limit(BATCH)
        .all(tx.conn())
        .await?;
    let mut escalated = 0;
    for step in late {
        let approval = load(tx, step.approval_id).await?;
        if approval.status == ApprovalStatus::Pending && approval.current_step == step.position && escalate(tx, &approval, &step).await? {
            escalated += 1;
        }
    }
    Ok(escalated)
}

async fn escalate(tx: &mut Tx, approval: &approval::Model, step: &approval_step::Model) -> Reply<bool> {
    let spec: FlowStep = serde_json::from_str(&step.spec)?;
    let case = case_of(approval)?;
    let staff = Staff::load(tx.conn()).await?;
    let signers = present_round(tx, step).await?;
    let mut asked: Vec<Uuid> = signers.iter().map(|s| s.person_id).collect();
    let mut added = Vec::new();
    for late in signers.iter().filter(|s| s.status == SignerStatus::Open && s.origin != SignerOrigin::Entrusted) {
        let fits = |id: Uuid| resolve::may_sign(id, &case, &staff) && !asked.contains(&id);
        let Some(superior) = resolve::next_superior(late.person_id, &staff, fits) else { continue };
        let new =
            NewSigner { person: superior, position: late.position, parent: Some(late.id), origin: SignerOrigin::Escalated, added_by: None };
        add(tx, step, new).await?;
        asked.push(superior);
        added.push(superior);
    }
    if added.is_empty() {
        return Ok(false);
    }
    let mut row = step.clone().into_active_model();
    row.due_at = Set(due(tx, &spec).await?);
    tx.update::<approval_step::Entity, _>(step, row).await?;
    write(tx, approval, Entry::new(EntryKind::Escalate).at_step(step.position).about(&added)).await?;
    advance(tx, approval.id).await?;
    Ok(true)
}
