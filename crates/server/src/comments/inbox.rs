//! A mention waits in the inbox of whoever is mentioned (DAY-02) until they open what was said about the record.

use super::commands;
use super::entity::{Column, Entity};
use super::rules;
use contract::tasks::{TaskKind, TaskStatus};
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::outbox::Event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Asks everyone who is mentioned for the first time, each once for a record; nobody is asked by themselves.
///
/// # Errors
/// Where the database fails.
pub async fn ask(tx: &mut Tx, event: &Event) -> Reply<()> {
    let people: Vec<Uuid> = serde_json::from_value(event.data.get("people").cloned().unwrap_or_default()).unwrap_or_default();
    if people.is_empty() {
        return Ok(());
    }
    let Some(subject) = commands::record(tx, &crate::areas::all(), event.id).await? else { return Ok(()) };
    let (author, asked) = (tx.person(), tasks::holders(tx, subject.id, TaskKind::Mention).await?);
    for person in people.into_iter().filter(|person| Some(*person) != author && !asked.contains(person)) {
        let (title, subject) = (subject.title.clone(), subject.clone());
        tasks::open(tx, NewTask { kind: TaskKind::Mention, person, title, subject, due_at: None }).await?;
    }
    Ok(())
}

/// A withdrawn comment asks nobody any more, unless another one on the record mentions them as well.
///
/// # Errors
/// Where the database fails.
pub async fn give_up(tx: &mut Tx, event: &Event) -> Reply<()> {
    let Some(gone) = Entity::find_by_id(event.id).one(tx.conn()).await? else { return Ok(()) };
    let others = Entity::find()
        .filter(Column::SubjectId.eq(gone.subject_id))
        .filter(Column::Id.ne(gone.id))
        .filter(Column::WithdrawnAt.is_null())
        .all(tx.conn())
        .await?;
    let still: Vec<Uuid> = others.iter().flat_map(|row| rules::read(&row.mentions)).collect();
    for person in rules::read(&gone.mentions).into_iter().filter(|person| !still.contains(person)) {
        tasks::close_for(tx, gone.subject_id, TaskKind::Mention, person, TaskStatus::Cancelled).await?;
    }
    Ok(())
}

/// The caller has opened what was said about a record: their mention is done.
pub(super) async fn opened(door: &Door, who: &Actor, record: Uuid) -> Reply<()> {
    if !tasks::is_asked(door.reader().conn(), who.id, record, TaskKind::Mention).await? {
        return Ok(());
    }
    let person = who.id;
    door.write(who, None, async move |tx: &mut Tx| tasks::close_for(tx, record, TaskKind::Mention, person, TaskStatus::Done).await).await
}
