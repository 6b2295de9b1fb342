//! What may be known of a customer in the pool: these columns are read, and no others.

use super::queries::had_until;
use super::rules::not_before;
use super::settings;
use crate::files::entity::{Column, Entity};
use crate::files::reach;
use chrono::{DateTime, Utc};
use contract::customers::{PoolRow, Tier};
use contract::page::Page;
use contract::permission::customer;
use platform::Reply;
use platform::auth::Actor;
use platform::list::{Edge, Parsed, page_of, total};
use sea_orm::{ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, QueryFilter, Select, Value};
use uuid::Uuid;

/// A page of the pool within reach.
pub(super) async fn list(conn: &impl ConnectionTrait, actor: &Actor, query: &Parsed, now: DateTime<Utc>) -> Reply<Page<PoolRow>> {
    let select = Entity::find().filter(Column::OwnerId.is_null()).filter(reach::<customer::Claim>(actor));
    let found = page_of(conn, select.clone(), query, Select::into_partial_model::<Listed>).await?;
    let total = total(conn, select, query).await?;
    let rules = settings::current(conn).await?.rules;
    let had = had_until(conn, actor.id, found.items.iter().map(|file| file.id)).await?;
    let row = |file: Listed| PoolRow {
        not_before: had.get(&file.id).map(|at| not_before(&rules, *at)).filter(|at| now < *at),
        id: file.id,
        number: file.number,
        name: file.name,
        tier: file.tier,
        industry: file.industry,
        city: file.city,
        held_at: file.held_at,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Listed {
    id: Uuid,
    number: String,
    name: String,
    tier: Tier,
    industry: String,
    city: String,
    held_at: DateTime<Utc>,
}

impl Edge for Listed {
    fn edge(&self, column: &str) -> Option<Value> {
        match column {
            "id" => Some(self.id.into()),
            "name" => Some(self.name.clone().into()),
            "held_at" => Some(self.held_at.into()),
            _ => None,
        }
    }
}
