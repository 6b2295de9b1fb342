//! Changes of roles (ORG-05); they count from the next request on.

use super::queries::stays_administrated;
use crate::entity::role;
use contract::SubjectKind;
use contract::permission::DataScope;
use contract::roles::{Grant, RoleForm};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Adds a role of the company's own.
pub(super) async fn add(tx: &mut Tx, form: &RoleForm) -> Reply<Uuid> {
    let id = Uuid::now_v7();
    let row = role::ActiveModel {
        id: Set(id),
        version: Set(1),
        code: Set(format!("own_{}", &id.simple().to_string()[20..])),
        scope: Set(DataScope::None),
        permissions: Set(stored(&form.grants)),
        name: Set(form.name.trim().to_owned()),
        description: Set(form.description.trim().to_owned()),
        built_in: Set(false),
    };
    let role = tx.insert::<role::Entity, _>(row).await?;
    emit(tx, "role.added", &role);
    Ok(id)
}

/// Changes a role, a built-in one too.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &RoleForm) -> Reply<()> {
    let found = role::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if found.version != seen {
        return Err(Error::Stale);
    }
    let mut row = found.clone().into_active_model();
    row.permissions = Set(stored(&form.grants));
    row.description = Set(form.description.trim().to_owned());
    if !found.built_in {
        row.name = Set(form.name.trim().to_owned());
    }
    let role = tx.update::<role::Entity, _>(&found, row).await?;
    stays_administrated(tx.conn()).await?;
    emit(tx, "role.changed", &role);
    Ok(())
}

fn stored(grants: &[Grant]) -> String {
    let mut words: Vec<String> = grants.iter().map(|grant| format!("{}@{}", grant.permission, grant.scope)).collect();
    words.sort();
    words.join(" ")
}

fn emit(tx: &mut Tx, name: &'static str, role: &role::Model) {
    tx.emit(Event { name, kind: SubjectKind::Role, id: role.id, data: json!({ "code": role.code }) });
}
