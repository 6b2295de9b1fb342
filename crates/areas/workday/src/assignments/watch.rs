//! What the clock does with tasks (DAY-03): a missing answer is told to the owner's superior, a series goes on when its time came.

use super::commands::follow;
use super::entity::{Column, Entity};
use super::queries::subject;
use contract::assignments::{AssignmentStatus, Repeat};
use contract::tasks::TaskKind;
use engines::people::Staff;
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::db::{Door, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

/// Tasks of one write: the clock must not keep other writers waiting.
const CHUNK: u64 = 100;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Answers that were not given in time and are told of now.
    pub escalated: u64,
    /// Tasks of a series whose next one was made.
    pub followed: u64,
}

/// Looks at the clocks of all open tasks.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<Watched> {
    let mut all = Watched::default();
    loop {
        let now = door.write_as_system(async move |tx: &mut Tx| escalate(tx).await).await?;
        all.escalated += now;
        if now < CHUNK {
            break;
        }
    }
    loop {
        let now = door.write_as_system(async move |tx: &mut Tx| go_on(tx).await).await?;
        all.followed += now;
        if now < CHUNK {
            return Ok(all);
        }
    }
}

async fn escalate(tx: &mut Tx) -> Reply<u64> {
    let silent = Entity::find()
        .filter(Column::Status.eq(AssignmentStatus::Open))
        .filter(Column::ReplyBy.lt(tx.at()))
        .filter(Column::Reply.is_null())
        .filter(Column::EscalatedAt.is_null())
        .order_by_asc(Column::Id)
        .limit(CHUNK);
    let silent = silent.all(tx.conn()).await?;
    if silent.is_empty() {
        return Ok(0);
    }
    let staff = Staff::load(tx.conn()).await?;
    for task in &silent {
        let mut row = task.clone().into_active_model();
        row.escalated_at = Set(Some(tx.at()));
        tx.update::<Entity, _>(task, row).await?;
        let above = staff.person(task.owner_id).and_then(|owner| owner.superior).filter(|above| *above != task.owner_id);
        if let Some(person) = above {
            let told =
                NewTask { kind: TaskKind::Escalation, person, title: task.title.clone(), subject: subject(task), due_at: task.reply_by };
            tasks::open(tx, told).await?;
        }
    }
    Ok(silent.len() as u64)
}

async fn go_on(tx: &mut Tx) -> Reply<u64> {
    let due = Entity::find()
        .filter(Column::Status.eq(AssignmentStatus::Open))
        .filter(Column::Repeat.ne(Repeat::Never))
        .filter(Column::FollowedAt.is_null())
        .filter(Column::DueAt.lt(tx.at()))
        .order_by_asc(Column::Id)
        .limit(CHUNK);
    let due = due.all(tx.conn()).await?;
    let count = due.len() as u64;
    for task in due {
        follow(tx, task).await?;
    }
    Ok(count)
}
