use super::commands::hash;
use super::entity::{api_key, service_account};
use super::rules::read;
use crate::entity::person;
use crate::roles::OF_PROGRAMS;
use chrono::TimeDelta;
use contract::permission::DataScope;
use platform::Reply;
use platform::auth::{Actor, Rights};
use platform::db::{Door, Tx};
use platform::http::{Meta, State};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use std::sync::Arc;

/// The last use is written down this often at most: reading with a key must not become writing.
const EVERY: TimeDelta = TimeDelta::minutes(5);

/// The service account behind a key with the rights of this moment; `None` where the key no longer counts.
pub(crate) async fn actor(state: &Arc<State>, key: &str, meta: &Meta) -> Reply<Option<Actor>> {
    let conn = state.database.reader().conn();
    let now = state.clock.now();
    let found = api_key::Entity::find().filter(api_key::Column::KeyHash.eq(hash(key))).one(conn).await?;
    let Some(found) = found.filter(|k| k.revoked_at.is_none() && k.expires_at > now) else { return Ok(None) };
    let Some(account) = service_account::Entity::find_by_id(found.account_id).one(conn).await? else { return Ok(None) };
    let Some(staff) = person::Entity::find_by_id(account.id).one(conn).await? else { return Ok(None) };
    if account.closed_at.is_some() || !staff.active {
        return Ok(None);
    }
    let most = read(&account.permissions);
    let mut rights = Rights::default();
    for permission in read(&found.permissions).into_iter().filter(|p| most.contains(p)) {
        match account.scope {
            DataScope::All => rights.grant_all(permission),
            _ => rights.grant_own(permission),
        }
    }
    if found.last_used_at.is_none_or(|at| now - at >= EVERY) {
        used(state, &found, meta).await?;
    }
    let roles = vec![OF_PROGRAMS.to_owned()];
    Ok(Some(Actor::new(staff.id, staff.name, staff.unit_id, found.id, roles, rights).through_key().asking_at(now)))
}

/// No history: the log already names the account at everything it writes.
async fn used(state: &Arc<State>, key: &api_key::Model, meta: &Meta) -> Reply<()> {
    let (id, address) = (key.id, meta.address.clone());
    let write = async move |tx: &mut Tx| {
        let row = api_key::ActiveModel { last_used_at: Set(Some(tx.at())), last_address: Set(address.clone()), ..Default::default() };
        api_key::Entity::update_many().set(row).filter(api_key::Column::Id.eq(id)).exec(tx.conn()).await?;
        Ok(())
    };
    Door::of_system(state.clone(), &meta.request_id).write_as_system(write).await
}
