//! What is done with attachments.

use super::entity::{ActiveModel, Column, Entity, Model};
use super::incoming::{Incoming, receive_bytes};
use crate::panels::grouped;
use contract::SubjectKind;
use contract::attachments::{AttachmentKind, PublicFile};
use contract::values::Subject;
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select, Set};
use std::collections::HashMap;
use uuid::Uuid;

const TOO_MANY: Refusal = Refusal::new("attachment.too_many", locale::problems::ATTACHMENT_TOO_MANY);

/// The attachments of a record that were not removed.
pub(super) fn of(subject: &Subject) -> Select<Entity> {
    Entity::find().filter(Column::SubjectId.eq(subject.id)).filter(Column::SubjectKind.eq(subject.kind)).filter(Column::RemovedAt.is_null())
}

/// How many files each of these records of a kind has; those without any are left out.
///
/// # Errors
/// Where the database fails.
pub async fn counts(conn: &impl ConnectionTrait, kind: SubjectKind, ids: &[Uuid]) -> Reply<HashMap<Uuid, u32>> {
    let of = Entity::find()
        .filter(Column::SubjectKind.eq(kind))
        .filter(Column::SubjectId.is_in(ids.iter().copied()))
        .filter(Column::RemovedAt.is_null());
    let found: Vec<(Uuid, i64)> = grouped(conn, of, Column::SubjectId).await?;
    Ok(found.into_iter().map(|(id, n)| (id, u32::try_from(n).unwrap_or(u32::MAX))).collect())
}

/// Who brought a content.
pub(super) enum By {
    /// Who is behind the write.
    Person,
    /// The customer the record is about; this person has it in hand.
    Customer(Uuid),
}

/// Attaches a content that lies in the vault.
pub(super) async fn attach(tx: &mut Tx, incoming: &Incoming, to: &Subject, by: By) -> Reply<Model> {
    if of(to).count(tx.conn()).await? >= tx.state().config.files.max_count {
        return Err(Error::Refused(TOO_MANY));
    }
    let (person, from_customer) = match by {
        By::Person => (tx.actor()?.id, false),
        By::Customer(keeper) => (keeper, true),
    };
    let row = ActiveModel {
        id: Set(incoming.id),
        version: Set(1),
        subject_kind: Set(to.kind),
        subject_id: Set(to.id),
        file_name: Set(incoming.file_name.clone()),
        kind: Set(incoming.kind),
        size: Set(i64::try_from(incoming.kept.size).unwrap_or(i64::MAX)),
        hash: Set(incoming.kept.hash.clone()),
        person_id: Set(person),
        from_customer: Set(from_customer),
        removed_by: Set(None),
        removed_at: Set(None),
        purged_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    tx.insert::<Entity, _>(row).await
}

/// Attaches what the customer brought to a record that is in somebody's hands; `most` is how many of theirs it may have.
///
/// # Errors
/// `409` where there are as many already.
pub async fn attach_of_customer(tx: &mut Tx, incoming: &Incoming, to: &Subject, keeper: Uuid, most: u64) -> Reply<()> {
    if of(to).filter(Column::FromCustomer.eq(true)).count(tx.conn()).await? >= most {
        return Err(Error::Refused(TOO_MANY));
    }
    attach(tx, incoming, to, By::Customer(keeper)).await.map(|_| ())
}

/// What the customer brought to a record, as they see it, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn of_customer(conn: &impl ConnectionTrait, to: &Subject) -> Reply<Vec<PublicFile>> {
    let theirs = of(to).filter(Column::FromCustomer.eq(true)).order_by_asc(Column::Id).all(conn).await?;
    let file = |row: Model| PublicFile { at: row.created_at, kind: row.kind, size: row.size, file_name: row.file_name };
    Ok(theirs.into_iter().map(file).collect())
}

/// Attaches a file of the demo company (PLT-11).
///
/// # Errors
/// Where its content is of no known kind; where disk or database fails.
pub async fn seed(door: &Door, who: &Actor, to: &Subject, file_name: &'static str, content: &'static [u8]) -> Reply<()> {
    let (to, incoming) = (to.clone(), receive_bytes(door.state(), file_name.to_owned(), content.to_vec(), AttachmentKind::ALL).await?);
    door.write(who, None, async move |tx: &mut Tx| attach(tx, &incoming, &to, By::Person).await.map(|_| ())).await
}
