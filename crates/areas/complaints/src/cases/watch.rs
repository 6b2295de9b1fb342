//! What time alone does to cases: those above hear of due and late steps (CPL-02), and a customer who does not answer lets the
//! case close (CPL-06). For a job that runs every few minutes; a second run at the same time finds nothing left to do.

use super::clocks::{self, Rung};
use super::commands::{Change, apply};
use super::entity::complaint::{Column, Entity, Model};
use super::states::{FLOW, OPEN};
use super::waiting;
use contract::complaints::{ComplaintActKind, ComplaintStatus};
use engines::calendar::WorkingDays;
use engines::people::Names;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};

/// What a look at the clocks came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    /// Cases that those above were told of.
    pub escalated: u64,
    /// Cases closed because the customer did not answer.
    pub lapsed: u64,
}

/// Looks at the clocks of all cases.
///
/// # Errors
/// Where the database fails.
pub async fn watch(tx: &mut Tx) -> Reply<Watched> {
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let mut watched = Watched::default();
    let silent = Entity::find().filter(Column::Status.eq(ComplaintStatus::AwaitingFeedback)).filter(Column::AnswerDueAt.lt(tx.at()));
    for case in silent.order_by_asc(Column::ReceivedAt).all(tx.conn()).await? {
        lapse(tx, &case, &days).await?;
        watched.lapsed += 1;
    }
    let due = Entity::find()
        .filter(Column::Status.is_in(OPEN))
        .filter(Column::StepDueAt.lte(clocks::horizon(tx.at(), &days)))
        .filter(Column::Escalated.lt(Rung::LongLate as i64));
    for case in due.order_by_asc(Column::StepDueAt).all(tx.conn()).await? {
        let rung = clocks::rung(&case, tx.at(), &days);
        if rung as i64 > case.escalated {
            escalate(tx, &case, rung).await?;
            watched.escalated += 1;
        }
    }
    Ok(watched)
}

/// The log names who was told.
async fn escalate(tx: &mut Tx, case: &Model, rung: Rung) -> Reply<()> {
    let step = FLOW.plan_by_system(case, ComplaintActKind::Escalate)?;
    let told = waiting::tell_above(tx, case, rung).await?;
    let names = Names::load(tx.conn(), told.iter().copied()).await?;
    let note = told.iter().map(|id| names.of(*id).name).collect::<Vec<_>>().join("、");
    let mut row = case.clone().into_active_model();
    row.escalated = Set(rung as i64);
    apply(tx, case, step, Change { row, act: ComplaintActKind::Escalate, note }).await.map(|_| ())
}

/// The time in which the customer was waited for counts for nobody's clock.
async fn lapse(tx: &mut Tx, case: &Model, days: &WorkingDays) -> Reply<()> {
    let step = FLOW.plan_by_system(case, ComplaintActKind::Lapse)?;
    let mut row = case.clone().into_active_model();
    row.closed_at = Set(Some(tx.at()));
    if let Some(executed) = case.executed_at {
        row.close_due_at = Set(clocks::after_pause(case.close_due_at, executed, tx.at(), days));
    }
    apply(tx, case, step, Change { row, act: ComplaintActKind::Lapse, note: String::new() }).await.map(|_| ())
}
