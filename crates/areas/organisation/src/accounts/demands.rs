use super::entity::rules;
use crate::entity::role;
use contract::access::accounts::AccessRules;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// Puts in the rules that a new company starts with: nothing is demanded.
///
/// # Errors
/// Where the database fails.
pub async fn ensure(tx: &mut Tx) -> Reply<()> {
    if rules::Entity::find().one(tx.conn()).await?.is_none() {
        let row = rules::ActiveModel { id: Set(Uuid::now_v7()), version: Set(1), second_factor_roles: Set(String::new()) };
        tx.insert::<rules::Entity, _>(row).await?;
    }
    Ok(())
}

/// The rules in force.
pub(super) async fn current(conn: &impl ConnectionTrait) -> Reply<AccessRules> {
    row(conn).await.map(present)
}

/// Changes the rules; they count from the next request on.
pub(super) async fn edit(tx: &mut Tx, seen: i64, roles: &[String]) -> Reply<AccessRules> {
    let before = row(tx.conn()).await?;
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    let known = role::Entity::find().filter(role::Column::Code.is_in(roles.iter().map(String::as_str))).count(tx.conn()).await?;
    if known != roles.len() as u64 {
        return Err(Error::invalid("/second_factor_roles", "role_unknown"));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut changed: rules::ActiveModel = before.clone().into_active_model();
    changed.second_factor_roles = Set(roles.join(" "));
    tx.update::<rules::Entity, _>(&before, changed).await.map(present)
}

/// Whether one of these roles needs a second factor.
pub(crate) async fn demands_factor(conn: &impl ConnectionTrait, roles: &[String]) -> Reply<bool> {
    let demanded = current(conn).await?.second_factor_roles;
    Ok(roles.iter().any(|role| demanded.contains(role)))
}

async fn row(conn: &impl ConnectionTrait) -> Reply<rules::Model> {
    rules::Entity::find().one(conn).await?.ok_or_else(|| Error::Internal(anyhow::anyhow!("there are no access rules")))
}

fn present(row: rules::Model) -> AccessRules {
    let second_factor_roles = row.second_factor_roles.split_whitespace().map(str::to_owned).collect();
    AccessRules { version: row.version, second_factor_roles }
}
