//! Tasks: everything that waits for a person, in one list (DAY-02). Areas open and close them inside their own writes.

pub mod entity;
mod http;

pub use http::{INBOX, routes};

use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Subject;
use platform::Reply;
use platform::db::Tx;
use platform::outbox::Event;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// The event of a new task.
pub const OPENED: &str = "task.opened";

/// A task about to be given to somebody.
#[derive(Clone, Debug)]
pub struct NewTask {
    pub kind: TaskKind,
    pub person: Uuid,
    /// In people's own words, e.g. the promised next step; else the subject's title.
    pub title: String,
    pub subject: Subject,
    pub due_at: Option<DateTime<Utc>>,
}

/// Gives somebody a task.
///
/// # Errors
/// Where the database fails.
pub async fn open(tx: &mut Tx, task: NewTask) -> Reply<()> {
    let at = tx.at();
    let id = Uuid::now_v7();
    let row = entity::ActiveModel {
        id: Set(id),
        version: Set(1),
        kind: Set(task.kind),
        person_id: Set(task.person),
        title: Set(task.title),
        subject_kind: Set(task.subject.kind.word().to_owned()),
        subject_id: Set(task.subject.id),
        subject_title: Set(task.subject.title),
        status: Set(TaskStatus::Open),
        from_id: Set(tx.person()),
        due_at: Set(task.due_at),
        sort_at: Set(task.due_at.unwrap_or(at)),
        created_at: Set(at),
        updated_at: Set(at),
    };
    tx.insert::<entity::Entity, _>(row).await?;
    tx.emit(Event { name: OPENED, kind: SubjectKind::Task, id, data: json!({ "person_id": task.person, "kind": task.kind }) });
    Ok(())
}

/// Closes the open tasks of a kind about a record, whoever has them.
///
/// # Errors
/// Where the database fails.
pub async fn close(tx: &mut Tx, subject: Uuid, kind: TaskKind, status: TaskStatus) -> Reply<()> {
    let waiting = entity::Entity::find()
        .filter(entity::Column::SubjectId.eq(subject))
        .filter(entity::Column::Kind.eq(kind))
        .filter(entity::Column::Status.eq(TaskStatus::Open))
        .all(tx.conn())
        .await?;
    for task in waiting {
        let mut row: entity::ActiveModel = task.clone().into_active_model();
        row.set(entity::Column::Status, status.into());
        tx.update::<entity::Entity, _>(&task, row).await?;
    }
    Ok(())
}
