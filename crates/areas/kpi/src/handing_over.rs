//! What somebody who leaves owes here goes to whoever takes over (ORG-08): marks as a superior, appeals, calibrations, rounds of grading.
//! What people say as a peer, as a subordinate or about themselves is nobody else's to say and ends with their account.

use crate::cycles;
use crate::gradings;
use crate::marks;
use crate::results;
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use contract::permission::kpi::Publish;
use contract::tasks::TaskKind;
use engines::people::Staff;
use engines::{Holding, Passing, tasks};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let cycles = cycles::Entity::find().filter(cycles::Column::Id.is_in(marks::owed_in(tx, person).await?)).all(tx.conn()).await?;
    Ok(cycles.iter().map(|cycle| Holding::passed_on(HoldingKind::Marking, cycle.subject())).collect())
}

pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    if passing.from == passing.to {
        return Ok(());
    }
    match passing.kind {
        HoldingKind::Marking => marks::pass(tx, passing).await,
        HoldingKind::Task => {
            answering(tx, passing).await?;
            gradings::pass(tx, passing).await
        }
        _ => Ok(()),
    }
}

/// Appeals, calibrations and requests to open marks go only to somebody who may answer them; nobody answers about themselves.
async fn answering(tx: &Tx, passing: &Passing) -> Reply<()> {
    let mut any = false;
    for kind in [TaskKind::Calibration, TaskKind::Unsealing] {
        any |= !tasks::subjects_of(tx.conn(), &passing.ids, kind).await?.is_empty();
    }
    let appeals = tasks::subjects_of(tx.conn(), &passing.ids, TaskKind::Appeal).await?;
    if !any && appeals.is_empty() {
        return Ok(());
    }
    let actor = tx.actor()?.clone();
    let staff = Staff::load(tx.conn()).await?;
    let rows = results::entity::Entity::find().filter(results::entity::Column::Id.is_in(appeals)).all(tx.conn()).await?;
    let within = |id: Uuid| staff.person(id).is_some_and(|it| actor.scope::<Publish>().covers(it.id, it.unit_id));
    let able = actor.may(Permission::KpiPublish) && rows.iter().all(|row| row.person_id != passing.to && within(row.person_id));
    if able { Ok(()) } else { Err(engines::area::unable()) }
}
