//! What the clock does with leaves: they begin on their first day and end after their last.

use super::commands::{emit, today};
use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use contract::leaves::{LeaveActKind, LeaveStatus};
use platform::Reply;
use platform::db::{Door, Tx};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};

/// Somebody is away from now on.
pub const BEGUN: &str = "leave.begun";
/// Somebody is back.
pub const ENDED: &str = "leave.ended";

/// Leaves of one write: the clock must not keep other writers waiting.
const CHUNK: u64 = 100;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    pub begun: u64,
    pub ended: u64,
}

/// Begins and ends leaves whose day has come.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<Watched> {
    let mut all = Watched::default();
    loop {
        let (begun, ended) = door.write_as_system(async move |tx: &mut Tx| some(tx).await).await?;
        all.begun += begun;
        all.ended += ended;
        if begun + ended == 0 {
            return Ok(all);
        }
    }
}

/// How many began and how many ended in one write.
async fn some(tx: &mut Tx) -> Reply<(u64, u64)> {
    let due = |status: LeaveStatus| Entity::find().filter(Column::Status.eq(status)).order_by_asc(Column::Id).limit(CHUNK);
    let starting = due(LeaveStatus::Approved).filter(Column::FromOn.lte(today(tx))).all(tx.conn()).await?;
    for it in &starting {
        begin(tx, it).await?;
    }
    let over = due(LeaveStatus::Running).filter(Column::ToOn.lt(today(tx))).all(tx.conn()).await?;
    for before in &over {
        let step = FLOW.plan_by_system(before, LeaveActKind::End)?;
        let mut row = before.clone().into_active_model();
        row.status = Set(step.to());
        let it = tx.update::<Entity, _>(before, row).await?;
        ended(tx, &it);
    }
    Ok((starting.len() as u64, over.len() as u64))
}

/// The first day has come.
pub(super) async fn begin(tx: &mut Tx, before: &Model) -> Reply<()> {
    let step = FLOW.plan_by_system(before, LeaveActKind::Begin)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let it = tx.update::<Entity, _>(before, row).await?;
    emit(tx, BEGUN, &it);
    Ok(())
}

/// The person is back.
pub(super) fn ended(tx: &mut Tx, it: &Model) {
    emit(tx, ENDED, it);
}
