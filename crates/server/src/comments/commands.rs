//! What is done with comments.

use super::entity::{ActiveModel, Entity, Model};
use super::{readers, rules};
use contract::SubjectKind;
use contract::comments::CommentForm;
use contract::values::Subject;
use engines::{Areas, Asking};
use locale::Language;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Somebody said something about a record.
pub const ADDED: &str = "comment.added";
/// Somebody changed what they had said.
pub const EDITED: &str = "comment.edited";
/// Somebody took back what they had said.
pub const WITHDRAWN: &str = "comment.withdrawn";

const NOT_NOW: Refusal = Refusal::new("comment.not_now", locale::problems::COMMENT_NOT_NOW);

/// Adds a comment of the writing person.
///
/// # Errors
/// `422` where somebody is mentioned who may not see the record.
pub(super) async fn add(tx: &mut Tx, areas: &Areas, record: &Subject, form: &CommentForm) -> Reply<Model> {
    let people = rules::newly("", &form.mentions);
    check(tx, areas, record, &people).await?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        subject_kind: Set(record.kind),
        subject_id: Set(record.id),
        person_id: Set(tx.actor()?.id),
        text: Set(form.text.trim().to_owned()),
        mentions: Set(rules::written(&form.mentions)),
        edited_at: Set(None),
        withdrawn_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let row = tx.insert::<Entity, _>(row).await?;
    tell(tx, ADDED, &row, &people);
    Ok(row)
}

/// Changes a comment; who is mentioned for the first time is told.
///
/// # Errors
/// `404` where there is none, `412` where it was changed meanwhile, `409` for everybody but its author and after its time, `422` where
/// somebody new is mentioned who may not see the record.
pub(super) async fn edit(tx: &mut Tx, areas: &Areas, record: &Subject, id: Uuid, seen: i64, form: &CommentForm) -> Reply<Model> {
    let before = changeable(tx, id, seen).await?;
    let people = rules::newly(&before.mentions, &form.mentions);
    check(tx, areas, record, &people).await?;
    let mut row: ActiveModel = before.clone().into_active_model();
    row.text = Set(form.text.trim().to_owned());
    row.mentions = Set(rules::written(&form.mentions));
    row.edited_at = Set(Some(tx.at()));
    let row = tx.update::<Entity, _>(&before, row).await?;
    tell(tx, EDITED, &row, &people);
    Ok(row)
}

/// Takes a comment back.
///
/// # Errors
/// As [`edit`].
pub(super) async fn withdraw(tx: &mut Tx, id: Uuid, seen: i64) -> Reply<Model> {
    let before = changeable(tx, id, seen).await?;
    let mut row: ActiveModel = before.clone().into_active_model();
    row.withdrawn_at = Set(Some(tx.at()));
    let row = tx.update::<Entity, _>(&before, row).await?;
    tell(tx, WITHDRAWN, &row, &[]);
    Ok(row)
}

async fn changeable(tx: &Tx, id: Uuid, seen: i64) -> Reply<Model> {
    let row = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if row.version != seen {
        return Err(Error::Stale);
    }
    if !rules::is_changeable(row.person_id, row.created_at, row.withdrawn_at.is_some(), tx.actor()?.id, tx.at()) {
        return Err(Error::Refused(NOT_NOW));
    }
    Ok(row)
}

/// Somebody who may not see the record must not learn of it by being mentioned; nobody learns here who exists.
async fn check(tx: &Tx, areas: &Areas, record: &Subject, people: &[Uuid]) -> Reply<()> {
    let asking = Asking::new(tx.state(), tx.actor()?, Language::default());
    for person in people {
        if !readers::may_see(&asking, areas, record, *person).await? {
            return Err(Error::invalid("/mentions", "mention_unseen"));
        }
    }
    Ok(())
}

fn tell(tx: &mut Tx, name: &'static str, row: &Model, people: &[Uuid]) {
    let data = json!({ "subject_kind": row.subject_kind.word(), "subject_id": row.subject_id, "people": people });
    tx.emit(Event { name, kind: SubjectKind::Comment, id: row.id, data });
}

/// The record that a comment is about, as its author sees it.
///
/// # Errors
/// Where the database fails.
pub async fn record(tx: &Tx, areas: &Areas, id: Uuid) -> Reply<Option<Subject>> {
    let Some(row) = row(tx.conn(), id).await? else { return Ok(None) };
    let asking = Asking::new(tx.state(), tx.actor()?, Language::default());
    areas.record(&asking, row.subject_kind, row.subject_id).await
}

async fn row(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<Model>> {
    Ok(Entity::find_by_id(id).one(conn).await?)
}

/// A comment of the demo company (PLT-11).
///
/// # Errors
/// As when somebody adds it.
pub async fn seed(tx: &mut Tx, record: &Subject, text: &str, mentions: Vec<Uuid>) -> Reply<()> {
    add(tx, &crate::areas::all(), record, &CommentForm { text: text.to_owned(), mentions }).await.map(|_| ())
}
