use super::entity::item::{self, Outcome};
use super::entity::{Column, Entity, Model};
use super::rules::UNDO;
use crate::files::{entity as file, reach, subject, tags};
use contract::customers::{Bulk, BulkRefused, Bulks};
use contract::permission::customer;
use engines::people::Names;
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

const SHOWN: u64 = 20;

/// One of the caller's own acts; those of others do not exist.
pub(super) async fn own(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    Entity::find_by_id(id).filter(Column::PersonId.eq(actor.id)).one(conn).await?.ok_or(Error::NotFound)
}

/// The caller's last acts that were done.
pub(super) async fn list(conn: &impl ConnectionTrait, actor: &Actor) -> Reply<Bulks> {
    let done = Entity::find().filter(Column::PersonId.eq(actor.id)).filter(Column::DoneAt.is_not_null()).order_by_desc(Column::At);
    present(conn, actor, done.limit(SHOWN).all(conn).await?).await.map(|bulks| Bulks { bulks })
}

/// One act, as its doer may see it now: a customer that went out of their reach has no name.
pub(super) async fn show(conn: &impl ConnectionTrait, actor: &Actor, bulk: Model) -> Reply<Bulk> {
    present(conn, actor, vec![bulk]).await?.pop().ok_or(Error::NotFound)
}

async fn present(conn: &impl ConnectionTrait, actor: &Actor, bulks: Vec<Model>) -> Reply<Vec<Bulk>> {
    let items = item::Entity::find()
        .filter(item::Column::BulkId.is_in(bulks.iter().map(|bulk| bulk.id)))
        .order_by_asc(item::Column::Position)
        .all(conn)
        .await?;
    let refused: Vec<Uuid> = items.iter().filter(|item| item.refusal.is_some()).map(|item| item.record_id).collect();
    let mut titles: HashMap<Uuid, String> = HashMap::new();
    for some in refused.chunks(1000) {
        let files = file::Entity::find().filter(file::Column::Id.is_in(some.iter().copied())).filter(reach::<customer::Read>(actor));
        titles.extend(files.all(conn).await?.iter().map(|file| (file.id, subject(file).title)));
    }
    let names = Names::load(conn, bulks.iter().filter_map(|bulk| bulk.receiver_id)).await?;
    let one = |bulk: Model| {
        let of: Vec<&item::Model> = items.iter().filter(|item| item.bulk_id == bulk.id).collect();
        let count = |which: &[Outcome]| of.iter().filter(|item| which.contains(&item.outcome)).count() as u64;
        let left_out = |item: &&item::Model| {
            let reason = item.refusal?;
            Some(BulkRefused { customer_id: item.record_id, title: titles.get(&item.record_id).cloned(), reason })
        };
        Bulk {
            receiver: bulk.receiver_id.map(|id| names.of(id)),
            tags: tags::split(&bulk.tags),
            undo_until: bulk.done_at.map(|at| at + UNDO),
            named: of.len() as u64,
            touched: count(&[Outcome::Ready, Outcome::Done, Outcome::Undone, Outcome::Kept]),
            undone: count(&[Outcome::Undone]),
            refused: of.iter().filter_map(left_out).collect(),
            id: bulk.id,
            deed: bulk.deed,
            reason: bulk.reason,
            at: bulk.at,
            done_at: bulk.done_at,
            undone_at: bulk.undone_at,
            version: bulk.version,
        }
    };
    Ok(bulks.into_iter().map(one).collect())
}
