//! Roles as they are stored.

use crate::entity::{account, person, person_role, role};
use crate::people::LAST_ADMINISTRATOR;
use crate::roles::{ROLES, parse};
use contract::PersonRef;
use contract::permission::{DataScope, Permission};
use contract::roles::{Grant, Role};
use locale::Language;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// What a role is called.
pub(crate) fn name(role: &role::Model, language: Language) -> String {
    if !role.built_in {
        return role.name.clone();
    }
    locale::find(&format!("words.role_{}", role.code)).map_or_else(|| role.code.clone(), |key| key.text(language).to_owned())
}

/// The permissions of a role with their reach.
pub(crate) fn grants(role: &role::Model) -> Vec<(Permission, DataScope)> {
    role.permissions.split_whitespace().filter_map(|stored| parse(stored, role.scope)).collect()
}

/// Refuses a write after which nobody could change roles any more.
///
/// # Errors
/// `409 role.last_administrator`.
pub(crate) async fn stays_administrated(conn: &impl ConnectionTrait) -> Reply<()> {
    let all = role::Entity::find().all(conn).await?;
    let administers =
        |role: &&role::Model| grants(role).iter().any(|(right, scope)| *right == Permission::RoleEdit && *scope != DataScope::None);
    let codes: Vec<&str> = all.iter().filter(administers).map(|role| role.code.as_str()).collect();
    let holders: Vec<Uuid> = person_role::Entity::find()
        .select_only()
        .column(person_role::Column::PersonId)
        .filter(person_role::Column::Role.is_in(codes))
        .into_tuple()
        .all(conn)
        .await?;
    let active: Vec<Uuid> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Id.is_in(holders))
        .filter(person::Column::Active.eq(true))
        .into_tuple()
        .all(conn)
        .await?;
    let one = account::Entity::find().filter(account::Column::Id.is_in(active)).one(conn).await?;
    one.map(|_| ()).ok_or(Error::Refused(LAST_ADMINISTRATOR))
}

/// Every role: the built-in ones in the order of the rule books, then the company's own by name.
pub(super) async fn all(conn: &impl ConnectionTrait, language: Language) -> Reply<Vec<Role>> {
    let mut rows = role::Entity::find().order_by_asc(role::Column::Name).order_by_asc(role::Column::Code).all(conn).await?;
    let place = |row: &role::Model| ROLES.iter().position(|known| known.code == row.code).unwrap_or(ROLES.len());
    rows.sort_by_key(place);
    present(conn, rows, language).await
}

/// One role.
pub(super) async fn one(conn: &impl ConnectionTrait, id: Uuid, language: Language) -> Reply<Role> {
    let row = role::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    Ok(present(conn, vec![row], language).await?.remove(0))
}

async fn present(conn: &impl ConnectionTrait, rows: Vec<role::Model>, language: Language) -> Reply<Vec<Role>> {
    let held =
        person_role::Entity::find().filter(person_role::Column::Role.is_in(rows.iter().map(|row| row.code.as_str()))).all(conn).await?;
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(held.iter().map(|held| held.person_id)))
        .filter(person::Column::Active.eq(true))
        .order_by_asc(person::Column::Number)
        .all(conn)
        .await?;
    let role = |row: role::Model| {
        let holds = |person: &&person::Model| held.iter().any(|held| held.person_id == person.id && held.role == row.code);
        Role {
            name: name(&row, language),
            grants: grants(&row).into_iter().map(|(permission, scope)| Grant { permission, scope }).collect(),
            holders: people.iter().filter(holds).map(|person| PersonRef { id: person.id, name: person.name.clone() }).collect(),
            id: row.id,
            code: row.code,
            description: row.description,
            built_in: row.built_in,
            version: row.version,
        }
    };
    Ok(rows.into_iter().map(role).collect())
}
