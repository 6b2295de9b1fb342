//! What a person may do, asked by other areas about somebody who is not the caller.

use crate::entity::{person, person_role, role};
use crate::roles;
use contract::permission::Permission;
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Whether an active person holds a permission, for whatever records.
///
/// # Errors
/// Where the database fails.
pub async fn holds(conn: &impl ConnectionTrait, id: Uuid, permission: Permission) -> Reply<bool> {
    if person::Entity::find_by_id(id).filter(person::Column::Active.eq(true)).one(conn).await?.is_none() {
        return Ok(false);
    }
    let held = person_role::Entity::find().filter(person_role::Column::PersonId.eq(id)).all(conn).await?;
    let roles = role::Entity::find().filter(role::Column::Code.is_in(held.into_iter().map(|h| h.role))).all(conn).await?;
    let grants = |role: &role::Model| {
        role.permissions.split_whitespace().filter_map(|stored| roles::parse(stored, role.scope)).any(|(granted, _)| granted == permission)
    };
    Ok(roles.iter().any(grants))
}
