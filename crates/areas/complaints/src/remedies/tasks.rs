//! Measures and the tasks that they become: the area of tasks is above this one, so the server's reactions stand between (CPL-05).

use super::entity::{measure, remedy};
use super::last;
use crate::cases::entity::complaint;
use chrono::NaiveDate;
use contract::Subject;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// A measure that is to become a task.
pub struct Becoming {
    pub measure: Uuid,
    pub what: String,
    pub owner: Uuid,
    /// Who answers for the case.
    pub giver: Uuid,
    pub due_on: NaiveDate,
    pub about: Subject,
}

/// The measures of the remedy that was just approved.
///
/// # Errors
/// Where the database fails.
pub async fn starting(tx: &Tx, case: Uuid) -> Reply<Vec<Becoming>> {
    let case = complaint::Entity::find_by_id(case).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let Some(remedy) = last(tx, case.id).await? else { return Ok(Vec::new()) };
    let measures = measure::Entity::find().filter(measure::Column::RemedyId.eq(remedy.id)).filter(measure::Column::AssignmentId.is_null());
    let measures = measures.order_by_asc(measure::Column::Id).all(tx.conn()).await?;
    let becoming = |one: measure::Model| Becoming {
        measure: one.id,
        what: one.what,
        owner: one.owner_id,
        giver: case.investigator_id.unwrap_or(case.agent_id),
        due_on: one.due_on,
        about: case.subject(),
    };
    Ok(measures.into_iter().map(becoming).collect())
}

/// Notes the task that a measure became.
///
/// # Errors
/// Where the database fails.
pub async fn became(tx: &mut Tx, measure: Uuid, assignment: Uuid) -> Reply<()> {
    let before = measure::Entity::find_by_id(measure).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let mut row = before.clone().into_active_model();
    row.assignment_id = Set(Some(assignment));
    tx.update::<measure::Entity, _>(&before, row).await.map(|_| ())
}

/// Notes that a task is done, or open again; tasks that were no measures change nothing.
///
/// # Errors
/// Where the database fails.
pub async fn done(tx: &mut Tx, assignment: Uuid, done: bool) -> Reply<()> {
    let found = measure::Entity::find().filter(measure::Column::AssignmentId.eq(assignment)).one(tx.conn()).await?;
    let Some(before) = found else { return Ok(()) };
    let mut row = before.clone().into_active_model();
    row.done_at = Set(done.then(|| tx.at()));
    tx.update::<measure::Entity, _>(&before, row).await.map(|_| ())
}

/// A task was given up by whoever gave it: its measure holds nothing up any more.
///
/// # Errors
/// Where the database fails.
pub async fn called_off(tx: &mut Tx, assignment: Uuid) -> Reply<()> {
    let found = measure::Entity::find().filter(measure::Column::AssignmentId.eq(assignment)).one(tx.conn()).await?;
    let Some(before) = found.filter(|one| one.dropped_at.is_none()) else { return Ok(()) };
    let mut row = before.clone().into_active_model();
    row.dropped_at = Set(Some(tx.at()));
    tx.update::<measure::Entity, _>(&before, row).await.map(|_| ())
}

/// Gives up the open measures of the remedies that another one replaced; the tasks that end with them.
///
/// # Errors
/// Where the database fails.
pub async fn dropped(tx: &mut Tx, case: Uuid, all: bool) -> Reply<Vec<Uuid>> {
    let newest = last(tx, case).await?.map(|remedy: remedy::Model| remedy.id);
    let open = measure::Entity::find()
        .filter(measure::Column::ComplaintId.eq(case))
        .filter(measure::Column::AssignmentId.is_not_null())
        .filter(measure::Column::DoneAt.is_null())
        .filter(measure::Column::DroppedAt.is_null());
    let mut tasks = Vec::new();
    for before in open.all(tx.conn()).await? {
        if !all && Some(before.remedy_id) == newest {
            continue;
        }
        let mut row = before.clone().into_active_model();
        row.dropped_at = Set(Some(tx.at()));
        tx.update::<measure::Entity, _>(&before, row).await?;
        tasks.extend(before.assignment_id);
    }
    Ok(tasks)
}

/// The tasks of a case's measures that are not done, with their people, in the order of the remedy.
///
/// # Errors
/// Where the database fails.
pub async fn open_tasks(tx: &Tx, case: Uuid) -> Reply<Vec<(Uuid, Uuid)>> {
    let open = measure::Entity::find()
        .filter(measure::Column::ComplaintId.eq(case))
        .filter(measure::Column::DoneAt.is_null())
        .filter(measure::Column::DroppedAt.is_null());
    let open = open.order_by_asc(measure::Column::Id).all(tx.conn()).await?;
    Ok(open.into_iter().filter_map(|one| Some((one.owner_id, one.assignment_id?))).collect())
}
