//! What a person may do at this moment, and which roles say so (ORG-05).

use crate::doorkeeper::within;
use crate::entity::{person, person_role, role, unit};
use crate::role_desk;
use contract::people::{EffectiveRight, EffectiveRights, RoleRef};
use contract::permission::{DataScope, Permission};
use contract::units::OrgRef;
use locale::Language;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The widest reach of each permission and the roles that give it.
///
/// # Errors
/// [`Error::NotFound`] where there is no such person.
pub(super) async fn of(conn: &impl ConnectionTrait, id: Uuid, language: Language) -> Reply<EffectiveRights> {
    let person = person::Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    if !person.active {
        return Ok(EffectiveRights { items: Vec::new() });
    }
    let held = person_role::Entity::find().filter(person_role::Column::PersonId.eq(id)).all(conn).await?;
    let roles = role::Entity::find().filter(role::Column::Code.is_in(held.into_iter().map(|h| h.role)));
    let mut rights: BTreeMap<Permission, (DataScope, Vec<RoleRef>)> = BTreeMap::new();
    for role in roles.order_by_asc(role::Column::Code).all(conn).await? {
        for (permission, scope) in role_desk::grants(&role) {
            let mention = RoleRef { code: role.code.clone(), name: role_desk::name(&role, language) };
            let right = rights.entry(permission).or_insert_with(|| (scope, Vec::new()));
            if scope > right.0 {
                *right = (scope, Vec::new());
            }
            if scope == right.0 {
                right.1.push(mention);
            }
        }
    }
    let units = unit::Entity::find().all(conn).await?;
    let reached = |scope: DataScope| -> Vec<OrgRef> {
        if !matches!(scope, DataScope::Team | DataScope::Department | DataScope::Branch) {
            return Vec::new();
        }
        let ids = within(&units, person.unit_id, scope);
        let mention = |unit: &unit::Model| OrgRef { id: unit.id, code: unit.code.clone(), name: unit.name.clone() };
        units.iter().filter(|unit| ids.contains(&unit.id)).map(mention).collect()
    };
    let right = |(permission, (scope, roles))| EffectiveRight { permission, scope, units: reached(scope), roles };
    Ok(EffectiveRights { items: rights.into_iter().map(right).collect() })
}
