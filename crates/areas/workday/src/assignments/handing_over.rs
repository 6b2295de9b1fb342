//! What somebody who leaves hands over of their tasks (ORG-08).

use super::entity::{Column, Entity};
use super::queries::subject;
use contract::assignments::AssignmentStatus;
use contract::hand_overs::HoldingKind;
use contract::tasks::TaskKind;
use engines::{Holding, Passing, tasks};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// Open tasks that a person gave to others: somebody must be able to change, end and take them up again (ORG-08).
///
/// # Errors
/// Where the database fails.
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let given = Entity::find()
        .filter(Column::GiverId.eq(person))
        .filter(Column::OwnerId.ne(person))
        .filter(Column::Status.eq(AssignmentStatus::Open))
        .order_by_asc(Column::Number);
    Ok(given.all(tx.conn()).await?.iter().map(|task| Holding::passed_on(HoldingKind::GivenTask, subject(task))).collect())
}

/// Open tasks of a person who leaves go to whoever takes over what waits for them (ORG-08).
///
/// # Errors
/// Where the database fails.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    if passing.from == passing.to {
        return Ok(());
    }
    if passing.kind == HoldingKind::GivenTask {
        for task in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
            let mut row = task.clone().into_active_model();
            row.giver_id = Set(passing.to);
            tx.update::<Entity, _>(&task, row).await?;
        }
        return Ok(());
    }
    if passing.kind != HoldingKind::Task {
        return Ok(());
    }
    let about = tasks::subjects_of(tx.conn(), &passing.ids, TaskKind::Assignment).await?;
    for task in Entity::find().filter(Column::Id.is_in(about)).all(tx.conn()).await? {
        let mut row = task.clone().into_active_model();
        row.owner_id = Set(passing.to);
        tx.update::<Entity, _>(&task, row).await?;
    }
    Ok(())
}
