//! Who sees a task: its owner and whoever stands in for them (ORG-09), its giver, its watchers, and the owner's superior. For everybody
//! else it does not exist.

use super::entity::{Column, Entity, Model, watcher};
use super::states::FLOW;
use chrono::NaiveDate;
use contract::assignments::{AssignmentActKind, AssignmentStatus};
use engines::{approvals, people};
use platform::auth::Actor;
use platform::{Error, Refusal, Reply};
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait, ConnectionTrait};

const NOT_EDITABLE: Refusal = Refusal::new("assignment.not_editable", locale::problems::ASSIGNMENT_NOT_EDITABLE);

/// The tasks that a person sees on this day.
pub(super) fn visible(actor: &Actor, today: NaiveDate) -> Condition {
    let watched = Query::select()
        .column(watcher::Column::AssignmentId)
        .from(watcher::Entity)
        .and_where(watcher::Column::PersonId.eq(actor.id))
        .to_owned();
    Condition::any()
        .add(Column::OwnerId.eq(actor.id))
        .add(Column::GiverId.eq(actor.id))
        .add(Column::OwnerId.in_subquery(people::reports_of(actor.id)))
        .add(Column::OwnerId.in_subquery(approvals::stands_in_for(actor.id, today)))
        .add(<Entity as sea_orm::EntityTrait>::Column::Id.in_subquery(watched))
}

/// As whom somebody acts on a task: as its owner, where they stand in for them on this day, else as themselves.
///
/// # Errors
/// Where the database fails.
pub(super) async fn acting(conn: &impl ConnectionTrait, task: &Model, actor: &Actor, today: NaiveDate) -> Reply<Actor> {
    let mut acting = actor.clone();
    let theirs = [task.owner_id, task.giver_id].contains(&actor.id);
    if !theirs && approvals::stands_in(conn, actor.id, task.owner_id, today).await? {
        acting.id = task.owner_id;
    }
    Ok(acting)
}

/// Leave to change a task: its giver's, while it is open.
///
/// # Errors
/// `409` for everybody else, and once it is over.
pub(super) fn edit(task: &Model, actor: &Actor) -> Reply<()> {
    if task.giver_id == actor.id && task.status == AssignmentStatus::Open { Ok(()) } else { Err(Error::Refused(NOT_EDITABLE)) }
}

/// Leave to tick lines: the owner's and the giver's, while it is open.
///
/// # Errors
/// `409` for everybody else, and once it is over.
pub(super) fn tick(task: &Model, actor: &Actor) -> Reply<()> {
    let theirs = task.owner_id == actor.id || task.giver_id == actor.id;
    if theirs && task.status == AssignmentStatus::Open { Ok(()) } else { Err(Error::Refused(NOT_EDITABLE)) }
}

/// What the person may do with the task now.
pub(super) fn actions(task: &Model, actor: &Actor) -> Vec<AssignmentActKind> {
    FLOW.actions(task, actor)
}
