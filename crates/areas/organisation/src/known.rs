//! What other areas ask about people and units as a whole.

use crate::entity::{person, unit};
use contract::people::Territory;
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// The territory of each account manager for whom one is entered.
///
/// # Errors
/// Where the database fails.
pub async fn territories(conn: &impl ConnectionTrait) -> Reply<HashMap<Uuid, Territory>> {
    let rows = person::Entity::find().filter(person::Column::Territory.is_not_null()).all(conn).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, row.territory?))).collect())
}

/// The name of each unit.
///
/// # Errors
/// Where the database fails.
pub async fn unit_names(conn: &impl ConnectionTrait) -> Reply<HashMap<Uuid, String>> {
    Ok(unit::Entity::find().all(conn).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
