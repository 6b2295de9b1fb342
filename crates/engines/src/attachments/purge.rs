//! What is forgotten for good: the contents of attachments that were removed long ago, and those that no row speaks of.

use super::entity::{ActiveModel, Column, Entity, Model};
use chrono::{DateTime, Utc};
use platform::Reply;
use platform::db::{Door, Tx};
use platform::vault::Vault;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::HashSet;
use uuid::Uuid;

/// Rows of one write.
const CHUNK: u64 = 200;

/// Forgets the contents of attachments that were removed before a moment, and contents of that age without a row, which an upload
/// leaves behind that broke off in the wrong instant. Tells how many.
///
/// # Errors
/// Where the database or the disk fails; the rest is for the next time.
pub async fn purge(door: &Door, before: DateTime<Utc>) -> Reply<usize> {
    let vault = Vault::of(door.state());
    let mut gone = 0;
    loop {
        let removed = Entity::find().filter(Column::RemovedAt.lt(before)).filter(Column::PurgedAt.is_null());
        let removed = removed.order_by_asc(Column::Id).limit(CHUNK).all(door.reader().conn()).await?;
        for row in &removed {
            vault.discard(row.id).await?;
        }
        gone += removed.len();
        if removed.is_empty() {
            break;
        }
        door.write_as_system(async move |tx: &mut Tx| mark(tx, &removed).await).await?;
    }
    let strays = strays(door, vault.older_than(before.into()).await?).await?;
    for id in &strays {
        vault.discard(*id).await?;
    }
    Ok(gone + strays.len())
}

async fn mark(tx: &mut Tx, rows: &[Model]) -> Reply<()> {
    for row in rows {
        let mut purged: ActiveModel = row.clone().into_active_model();
        purged.purged_at = Set(Some(tx.at()));
        tx.update::<Entity, _>(row, purged).await?;
    }
    Ok(())
}

/// Those of the contents that no row speaks of.
async fn strays(door: &Door, contents: Vec<Uuid>) -> Reply<Vec<Uuid>> {
    let mut strays = Vec::new();
    for some in contents.chunks(CHUNK as usize) {
        let known = Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(some.iter().copied()));
        let known: HashSet<Uuid> = known.into_tuple().all(door.reader().conn()).await?.into_iter().collect();
        strays.extend(some.iter().filter(|id| !known.contains(id)));
    }
    Ok(strays)
}
