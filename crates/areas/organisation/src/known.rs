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

/// A unit and those above it, from below.
///
/// # Errors
/// Where the database fails.
pub async fn unit_line(conn: &impl ConnectionTrait, unit: Uuid) -> Reply<Vec<Uuid>> {
    let above: HashMap<Uuid, Option<Uuid>> = unit::Entity::find().all(conn).await?.into_iter().map(|row| (row.id, row.parent_id)).collect();
    let mut line = vec![unit];
    while let Some(Some(next)) = line.last().and_then(|last| above.get(last)) {
        if line.contains(next) {
            break;
        }
        line.push(*next);
    }
    Ok(line)
}

/// Somebody as messages speak to them.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub name: String,
    /// Still with the company.
    pub active: bool,
    pub language: locale::Language,
}

/// How messages speak to a person; `None` where there is no such person.
///
/// # Errors
/// Where the database fails.
pub async fn recipient(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<Recipient>> {
    let found = person::Entity::find_by_id(id).one(conn).await?;
    Ok(found.map(|row| Recipient {
        language: row.language.and_then(|tag| tag.parse().ok()).unwrap_or_default(),
        name: row.name,
        active: row.active,
    }))
}

/// Whether a unit exists and is open.
///
/// # Errors
/// Where the database fails.
pub async fn is_open_unit(conn: &impl ConnectionTrait, id: Uuid) -> Reply<bool> {
    Ok(unit::Entity::find_by_id(id).filter(unit::Column::ClosedOn.is_null()).one(conn).await?.is_some())
}
