//! What is done with attachments.

use super::entity::{ActiveModel, Column, Entity, Model};
use super::rules;
use crate::panels::grouped;
use contract::SubjectKind;
use contract::attachments::AttachmentKind;
use contract::values::Subject;
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::vault::{Kept, Vault};
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select, Set};
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

/// Attaches a content that lies in the vault.
pub(super) async fn attach(tx: &mut Tx, id: Uuid, to: &Subject, file_name: &str, kind: AttachmentKind, kept: &Kept) -> Reply<Model> {
    if of(to).count(tx.conn()).await? >= tx.state().config.files.max_count {
        return Err(Error::Refused(TOO_MANY));
    }
    let row = ActiveModel {
        id: Set(id),
        version: Set(1),
        subject_kind: Set(to.kind),
        subject_id: Set(to.id),
        file_name: Set(file_name.to_owned()),
        kind: Set(kind),
        size: Set(i64::try_from(kept.size).unwrap_or(i64::MAX)),
        hash: Set(kept.hash.clone()),
        person_id: Set(tx.actor()?.id),
        removed_by: Set(None),
        removed_at: Set(None),
        purged_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    tx.insert::<Entity, _>(row).await
}

/// Attaches a file of the demo company (PLT-11).
///
/// # Errors
/// Where its content is of no known kind; where disk or database fails.
pub async fn seed(door: &Door, who: &Actor, to: &Subject, file_name: &'static str, content: &'static [u8]) -> Reply<()> {
    let (id, to) = (Uuid::now_v7(), to.clone());
    let vault = Vault::of(door.state());
    let kept = vault.keep_bytes(id, content).await?;
    vault.settle(id).await?;
    let kind = rules::kind(&kept.beginning).ok_or_else(|| Error::invalid("", "attachment_kind"))?;
    door.write(who, None, async move |tx: &mut Tx| attach(tx, id, &to, file_name, kind, &kept).await.map(|_| ())).await
}
