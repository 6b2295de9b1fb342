//! Tasks that another area's record brings about, and takes back: the server's reactions stand between.

use super::commands::{CANCELLED, emit, fresh, given, written};
use super::entity::{ActiveModel, Entity, Model};
use super::states::FLOW;
use chrono::{DateTime, Utc};
use contract::Subject;
use contract::assignments::{AssignmentActKind, Priority, Repeat};
use contract::tasks::{TaskKind, TaskStatus};
use engines::tasks;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

/// A task about to be given.
pub struct Given {
    pub title: String,
    pub owner: Uuid,
    pub giver: Uuid,
    pub due_at: DateTime<Utc>,
    pub about: Subject,
}

/// Gives somebody a task; its id.
///
/// # Errors
/// Where the database fails.
pub async fn give(tx: &mut Tx, new: Given) -> Reply<Uuid> {
    let row = ActiveModel {
        title: Set(new.title),
        details: Set(String::new()),
        owner_id: Set(new.owner),
        giver_id: Set(new.giver),
        priority: Set(Priority::Normal),
        repeat: Set(Repeat::Never),
        due_at: Set(Some(new.due_at)),
        sort_at: Set(new.due_at),
        checklist: Set(written(&[])?),
        about_kind: Set(Some(new.about.kind.word().to_owned())),
        about_id: Set(Some(new.about.id)),
        ..fresh(tx).await?
    };
    let task: Model = tx.insert::<Entity, _>(row).await?;
    given(tx, &task).await?;
    Ok(task.id)
}

/// Ends a task that nobody needs any more; one that is over stays as it is.
///
/// # Errors
/// Where the database fails.
pub async fn call_off(tx: &mut Tx, id: Uuid, remark: &str) -> Reply<()> {
    let before = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let Some(status) = FLOW.steps.iter().find(|row| row.from == before.status && row.act == AssignmentActKind::Cancel).map(|row| row.to)
    else {
        return Ok(());
    };
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.remark = Set(remark.to_owned());
    let task = tx.update::<Entity, _>(&before, row).await?;
    tasks::close(tx, id, TaskKind::Assignment, TaskStatus::Cancelled).await?;
    tasks::close(tx, id, TaskKind::Escalation, TaskStatus::Cancelled).await?;
    emit(tx, &task, CANCELLED);
    Ok(())
}
