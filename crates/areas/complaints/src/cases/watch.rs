//! What time alone does to cases: those above hear of due and late steps (CPL-02), and a customer who does not answer lets the
//! case close (CPL-06). For a job that runs every few minutes; a second run at the same time finds nothing left to do.

use super::clocks::{self, Rung};
use super::commands::{Change, apply};
use super::entity::complaint::{Column, Entity, Model};
use super::states::{FLOW, OPEN};
use super::{answering, contacts, waiting};
use contract::complaints::{ComplaintActKind, ComplaintStatus};
use engines::calendar::WorkingDays;
use engines::people::Names;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a look at the clocks came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    /// Cases that those above were told of.
    pub escalated: u64,
    /// Cases closed because the customer did not answer.
    pub lapsed: u64,
    /// Customers who must hear of progress.
    pub silent: u64,
}

/// Looks at the clocks of all cases, each in a write of its own: whoever acts on one at the same time goes first, and the next
/// look comes soon.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<Watched> {
    let (conn, now) = (door.reader().conn(), door.state().clock.now());
    let days = WorkingDays::load(conn, door.state().config.utc_offset_minutes).await?;
    let silent = Condition::all().add(Column::Status.eq(ComplaintStatus::AwaitingFeedback)).add(Column::AnswerDueAt.lt(now));
    let due = Condition::all()
        .add(Column::Status.is_in(OPEN))
        .add(Column::StepDueAt.lte(clocks::horizon(now, &days)))
        .add(Column::Escalated.lt(Rung::LongLate as i64));
    let untold = Condition::all()
        .add(Column::Status.is_in(contacts::WORKED_ON))
        .add(Column::PausedAt.is_null())
        .add(Column::TellRemindedAt.is_null())
        .add(Column::TellDueAt.lt(now));
    let ids = Entity::find().select_only().column(Column::Id).filter(Condition::any().add(silent).add(due).add(untold));
    let ids: Vec<Uuid> = ids.order_by_asc(Column::StepDueAt).order_by_asc(Column::Id).into_tuple().all(conn).await?;
    let mut watched = Watched::default();
    for id in ids {
        let days = days.clone();
        match door.write_as_system(async move |tx: &mut Tx| look_at(tx, id, &days).await).await {
            Ok(one) => {
                watched.escalated += one.escalated;
                watched.lapsed += one.lapsed;
                watched.silent += one.silent;
            }
            Err(Error::Stale) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(watched)
}

async fn look_at(tx: &mut Tx, id: Uuid, days: &WorkingDays) -> Reply<Watched> {
    let case = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if case.status == ComplaintStatus::AwaitingFeedback && case.answer_due_at.is_some_and(|due| due < tx.at()) {
        lapse(tx, &case, days).await?;
        return Ok(Watched { lapsed: 1, ..Watched::default() });
    }
    let mut watched = Watched::default();
    let case = if contacts::is_silent(&case, tx.at()) {
        watched.silent = 1;
        progress_wanted(tx, case).await?
    } else {
        case
    };
    let rung = clocks::rung(&case, tx.at(), days);
    if rung as i64 > case.escalated {
        escalate(tx, &case, rung).await?;
        watched.escalated = 1;
    }
    Ok(watched)
}

/// Whoever talks to the customer is asked to say how far the case is (CPL-05).
async fn progress_wanted(tx: &mut Tx, case: Model) -> Reply<Model> {
    contacts::remind(tx, &case, locale::complaints::TELL_PROGRESS.text(locale::Language::default()).to_owned()).await?;
    let mut row = case.clone().into_active_model();
    row.tell_reminded_at = Set(Some(tx.at()));
    tx.update::<Entity, _>(&case, row).await
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

async fn lapse(tx: &mut Tx, case: &Model, days: &WorkingDays) -> Reply<()> {
    let step = FLOW.plan_by_system(case, ComplaintActKind::Lapse)?;
    let mut row = case.clone().into_active_model();
    answering::ended(tx, case, &mut row, days);
    apply(tx, case, step, Change { row, act: ComplaintActKind::Lapse, note: String::new() }).await.map(|_| ())
}
