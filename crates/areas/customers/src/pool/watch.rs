//! What the clock does with customers that nobody follows up (CRM-10): a warning first, then the pool.

use super::commands::{pass, tell_owners};
use super::{POOLED, WARNED, settings};
use crate::files::entity::{Column, Entity, Model};
use chrono::TimeDelta;
use contract::customers::MoveKind;
use platform::Reply;
use platform::db::{Door, Tx};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Customers of one write: the clock must not keep other writers waiting.
const CHUNK: u64 = 200;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    pub warned: u64,
    pub pooled: u64,
}

/// Looks at all customers.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<Watched> {
    let mut all = Watched::default();
    loop {
        let now = door.write_as_system(async move |tx: &mut Tx| warn(tx).await).await?;
        all.warned += now;
        if now < CHUNK {
            break;
        }
    }
    loop {
        let now = door.write_as_system(async move |tx: &mut Tx| put_back(tx).await).await?;
        all.pooled += now;
        if now < CHUNK {
            return Ok(all);
        }
    }
}

/// Customers that somebody has and nobody has followed up for so many days; `None` where none go back by themselves.
async fn idle(tx: &Tx, warned: bool) -> Reply<Option<Select<Entity>>> {
    let rules = settings::current(tx.conn()).await?.rules;
    if !rules.active {
        return Ok(None);
    }
    let days = if warned { rules.idle_days } else { rules.idle_days - rules.warn_days };
    let since = tx.at() - TimeDelta::days(days);
    let told = match warned {
        true => Column::WarnedAt.lte(tx.at() - TimeDelta::days(rules.warn_days)),
        false => Column::WarnedAt.is_null(),
    };
    let silent = Condition::any().add(Column::LastFollowedAt.is_null()).add(Column::LastFollowedAt.lte(since));
    let select = Entity::find()
        .filter(Column::OwnerId.is_not_null())
        .filter(Column::HeldAt.lte(since))
        .filter(silent)
        .filter(told)
        .filter(Column::Tier.is_not_in(rules.exempt_tiers))
        .order_by_asc(Column::OwnerId)
        .order_by_asc(Column::Id)
        .limit(CHUNK);
    Ok(Some(select))
}

/// A warning is no change of the file: its version stays, so that no form that is open is refused.
async fn warn(tx: &mut Tx) -> Reply<u64> {
    let Some(select) = idle(tx, false).await? else { return Ok(0) };
    let files = select.all(tx.conn()).await?;
    Entity::update_many()
        .col_expr(Column::WarnedAt, Expr::value(tx.at()))
        .filter(Column::Id.is_in(files.iter().map(|file| file.id)))
        .exec(tx.conn())
        .await?;
    tell(tx, WARNED, &files);
    Ok(files.len() as u64)
}

async fn put_back(tx: &mut Tx) -> Reply<u64> {
    let Some(select) = idle(tx, true).await? else { return Ok(0) };
    let files = select.all(tx.conn()).await?;
    for file in &files {
        pass(tx, file, None, MoveKind::Lost, "").await?;
    }
    tell(tx, POOLED, &files);
    Ok(files.len() as u64)
}

/// Each owner hears once of all that are theirs.
fn tell(tx: &mut Tx, name: &'static str, files: &[Model]) {
    let mut of: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for file in files {
        of.entry(file.owner_id.unwrap_or_default()).or_default().push(file.id);
    }
    tell_owners(tx, of, name);
}
