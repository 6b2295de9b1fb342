//! Who sees a task: its owner, its giver, its watchers, and the owner's superior. For everybody else it does not exist.

use super::entity::{Column, Entity, Model, watcher};
use super::states::FLOW;
use contract::assignments::{AssignmentActKind, AssignmentStatus};
use engines::people;
use platform::auth::Actor;
use platform::{Error, Refusal, Reply};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Query};

const NOT_EDITABLE: Refusal = Refusal::new("assignment.not_editable", locale::problems::ASSIGNMENT_NOT_EDITABLE);

/// The tasks that a person sees.
pub(super) fn visible(actor: &Actor) -> Condition {
    let watched = Query::select()
        .column(watcher::Column::AssignmentId)
        .from(watcher::Entity)
        .and_where(watcher::Column::PersonId.eq(actor.id))
        .to_owned();
    Condition::any()
        .add(Column::OwnerId.eq(actor.id))
        .add(Column::GiverId.eq(actor.id))
        .add(Column::OwnerId.in_subquery(people::reports_of(actor.id)))
        .add(<Entity as sea_orm::EntityTrait>::Column::Id.in_subquery(watched))
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
