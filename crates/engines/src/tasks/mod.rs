//! Tasks: everything that waits for a person, in one list (DAY-02). Areas open and close them inside their own writes.

mod calendar;
pub mod entity;
mod http;
mod panels;

pub use calendar::entries;
pub use http::{INBOX, routes};
pub use panels::panels;

use crate::links::Link;
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Subject;
use platform::Reply;
use platform::db::Tx;
use platform::outbox::Event;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// The event of a new task.
pub const OPENED: &str = "task.opened";

/// Tasks about a customer.
pub(crate) const LINK: Link = Link::new(SubjectKind::Task, "task").about("subject_kind", "subject_id").titled("subject_title");

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
        reminded_at: Set(None),
        sort_at: Set(task.due_at.unwrap_or(at)),
        created_at: Set(at),
        updated_at: Set(at),
    };
    tx.insert::<entity::Entity, _>(row).await?;
    tx.emit(Event { name: OPENED, kind: SubjectKind::Task, id, data: json!({ "person_id": task.person, "kind": task.kind }) });
    Ok(())
}

/// Who has an open task of a kind about a record.
///
/// # Errors
/// Where the database fails.
pub async fn holders(tx: &Tx, subject: Uuid, kind: TaskKind) -> Reply<Vec<Uuid>> {
    Ok(waiting(tx, subject, kind).await?.into_iter().map(|task| task.person_id).collect())
}

/// Closes the open tasks of a kind about a record, whoever has them.
///
/// # Errors
/// Where the database fails.
pub async fn close(tx: &mut Tx, subject: Uuid, kind: TaskKind, status: TaskStatus) -> Reply<()> {
    for task in waiting(tx, subject, kind).await? {
        shut(tx, &task, status).await?;
    }
    Ok(())
}

/// Closes one person's open tasks of a kind about a record.
///
/// # Errors
/// Where the database fails.
pub async fn close_for(tx: &mut Tx, subject: Uuid, kind: TaskKind, person: Uuid, status: TaskStatus) -> Reply<()> {
    for task in waiting(tx, subject, kind).await?.iter().filter(|t| t.person_id == person) {
        shut(tx, task, status).await?;
    }
    Ok(())
}

/// Marks the open tasks of a kind about a record as asked for with haste; whose they are.
///
/// # Errors
/// Where the database fails.
pub async fn remind(tx: &mut Tx, subject: Uuid, kind: TaskKind) -> Reply<Vec<Uuid>> {
    let mut people = Vec::new();
    for task in waiting(tx, subject, kind).await? {
        let mut row: entity::ActiveModel = task.clone().into_active_model();
        row.set(entity::Column::RemindedAt, Some(tx.at()).into());
        tx.update::<entity::Entity, _>(&task, row).await?;
        people.push(task.person_id);
    }
    Ok(people)
}

/// Gives the open tasks of a kind about a record another due time.
///
/// # Errors
/// Where the database fails.
pub async fn put_off(tx: &mut Tx, subject: Uuid, kind: TaskKind, due: DateTime<Utc>) -> Reply<()> {
    for task in waiting(tx, subject, kind).await? {
        let mut row: entity::ActiveModel = task.clone().into_active_model();
        (row.due_at, row.sort_at) = (Set(Some(due)), Set(due));
        tx.update::<entity::Entity, _>(&task, row).await?;
    }
    Ok(())
}

async fn waiting(tx: &Tx, subject: Uuid, kind: TaskKind) -> Reply<Vec<entity::Model>> {
    let open = entity::Entity::find()
        .filter(entity::Column::SubjectId.eq(subject))
        .filter(entity::Column::Kind.eq(kind))
        .filter(entity::Column::Status.eq(TaskStatus::Open));
    Ok(open.all(tx.conn()).await?)
}

async fn shut(tx: &mut Tx, task: &entity::Model, status: TaskStatus) -> Reply<()> {
    let mut row: entity::ActiveModel = task.clone().into_active_model();
    row.set(entity::Column::Status, status.into());
    tx.update::<entity::Entity, _>(task, row).await?;
    Ok(())
}

/// Gives a person's open tasks about these records to somebody else.
///
/// # Errors
/// Where the database fails.
pub async fn pass(tx: &mut Tx, subjects: &[Uuid], from: Uuid, to: Uuid) -> Reply<()> {
    if from == to {
        return Ok(());
    }
    for some in subjects.chunks(500) {
        let waiting = open_of(from).filter(entity::Column::SubjectId.is_in(some.iter().copied())).all(tx.conn()).await?;
        move_to(tx, waiting, to).await?;
    }
    Ok(())
}

/// Gives these open tasks of a person to somebody else.
///
/// # Errors
/// Where the database fails.
pub async fn pass_tasks(tx: &mut Tx, ids: &[Uuid], from: Uuid, to: Uuid) -> Reply<()> {
    let waiting = open_of(from).filter(entity::Column::Id.is_in(ids.iter().copied())).all(tx.conn()).await?;
    move_to(tx, waiting, to).await
}

/// What waits for a person.
///
/// # Errors
/// Where the database fails.
pub async fn waiting_for(conn: &impl ConnectionTrait, person: Uuid) -> Reply<Vec<entity::Model>> {
    Ok(open_of(person).all(conn).await?)
}

/// What these tasks of a kind are about.
///
/// # Errors
/// Where the database fails.
pub async fn subjects_of(conn: &impl ConnectionTrait, ids: &[Uuid], kind: TaskKind) -> Reply<Vec<Uuid>> {
    let some = entity::Entity::find().filter(entity::Column::Id.is_in(ids.iter().copied())).filter(entity::Column::Kind.eq(kind));
    Ok(some.all(conn).await?.into_iter().map(|task| task.subject_id).collect())
}

/// Whether a person has an open task of a kind about a record.
///
/// # Errors
/// Where the database fails.
pub async fn is_asked(conn: &impl ConnectionTrait, person: Uuid, subject: Uuid, kind: TaskKind) -> Reply<bool> {
    let waits = open_of(person).filter(entity::Column::SubjectId.eq(subject)).filter(entity::Column::Kind.eq(kind));
    Ok(waits.one(conn).await?.is_some())
}

/// Whether somebody else is asked the same.
///
/// # Errors
/// Where the database fails.
pub async fn is_asked_elsewhere(conn: &impl ConnectionTrait, task: &entity::Model) -> Reply<bool> {
    let other = entity::Entity::find()
        .filter(entity::Column::SubjectId.eq(task.subject_id))
        .filter(entity::Column::Kind.eq(task.kind))
        .filter(entity::Column::Status.eq(TaskStatus::Open))
        .filter(entity::Column::PersonId.ne(task.person_id));
    Ok(other.one(conn).await?.is_some())
}

/// Cancels everything that still waits for a person who left.
///
/// # Errors
/// Where the database fails.
pub async fn cancel_all(tx: &mut Tx, person: Uuid) -> Reply<()> {
    for task in open_of(person).all(tx.conn()).await? {
        let mut row: entity::ActiveModel = task.clone().into_active_model();
        row.set(entity::Column::Status, TaskStatus::Cancelled.into());
        tx.update::<entity::Entity, _>(&task, row).await?;
    }
    Ok(())
}

fn open_of(person: Uuid) -> sea_orm::Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::PersonId.eq(person)).filter(entity::Column::Status.eq(TaskStatus::Open))
}

/// Whoever is asked the same already is asked once.
async fn move_to(tx: &mut Tx, tasks: Vec<entity::Model>, to: Uuid) -> Reply<()> {
    for task in tasks {
        if task.kind != TaskKind::Approval && holders(tx, task.subject_id, task.kind).await?.contains(&to) {
            shut(tx, &task, TaskStatus::Cancelled).await?;
            continue;
        }
        let mut row: entity::ActiveModel = task.clone().into_active_model();
        row.person_id = Set(to);
        tx.update::<entity::Entity, _>(&task, row).await?;
        if task.kind == TaskKind::Approval {
            crate::approvals::pass(tx, task.subject_id, task.person_id, to).await?;
        }
    }
    Ok(())
}
