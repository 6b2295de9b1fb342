//! What the company says about complaints: terms, and the words of the first answer (CPL-01, CPL-02).

mod entity;
mod http;

pub(crate) use http::routes;

use contract::complaints::settings::{ComplaintSettings, ComplaintSettingsForm};
use contract::permission::Permission;
use entity::{ActiveModel, Entity};
use platform::auth::Actor;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

/// There is one row.
const ID: Uuid = Uuid::from_u128(5);

/// What the company says now; what it starts with, where it said nothing.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn load(conn: &impl ConnectionTrait) -> Reply<ComplaintSettingsForm> {
    match Entity::find_by_id(ID).one(conn).await? {
        Some(row) => Ok(serde_json::from_str(&row.settings)?),
        None => Ok(ComplaintSettingsForm::default()),
    }
}

async fn show(conn: &impl ConnectionTrait, who: &Actor) -> Reply<ComplaintSettings> {
    let row = Entity::find_by_id(ID).one(conn).await?;
    let settings = match &row {
        Some(row) => serde_json::from_str(&row.settings)?,
        None => ComplaintSettingsForm::default(),
    };
    let editable = who.may(Permission::ComplaintConfigure);
    Ok(ComplaintSettings { id: ID, settings, version: row.map_or(0, |row| row.version), editable })
}

async fn edit(tx: &mut Tx, seen: i64, form: &ComplaintSettingsForm) -> Reply<ComplaintSettings> {
    let settings = serde_json::to_string(form)?;
    match Entity::find_by_id(ID).one(tx.conn()).await? {
        Some(before) if before.version == seen => {
            let mut row = before.clone().into_active_model();
            row.settings = Set(settings);
            tx.update::<Entity, _>(&before, row).await?;
        }
        None if seen == 0 => {
            let row = ActiveModel { id: Set(ID), version: Set(1), settings: Set(settings), updated_at: Set(tx.at()) };
            tx.insert::<Entity, _>(row).await?;
        }
        _ => return Err(Error::Stale),
    }
    show(tx.conn(), tx.actor()?).await
}
