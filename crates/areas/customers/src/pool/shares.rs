//! Colleagues who are let into a file for a while.

use super::RECEIVED;
use super::commands::able;
use super::entity::share;
use crate::files::allowed;
use chrono::Days;
use contract::SubjectKind;
use contract::customers::NewShare;
use contract::permission::{Permission, customer};
use engines::calendar::{end_of_day, local_date};
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

const NOBODY: Refusal = Refusal::new("customer.in_pool", locale::problems::CUSTOMER_IN_POOL);
/// The longest time that a file can be shared.
const LONGEST: Days = Days::new(366);

/// Lets a colleague in.
pub(super) async fn add(tx: &mut Tx, id: Uuid, new: &NewShare) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let file = allowed::<customer::Assign>(tx.conn(), &actor, id).await?;
    let owner = file.owner_id.ok_or(Error::Refused(NOBODY))?;
    if new.person_id == owner || new.person_id == actor.id {
        return Err(Error::invalid("/person_id", "pool_same_owner"));
    }
    let offset = tx.state().config.utc_offset_minutes;
    let today = local_date(tx.at(), offset);
    if new.until < today || new.until > today + LONGEST {
        return Err(Error::invalid("/until", "share_until"));
    }
    able(tx, new.person_id, if new.may_edit { Permission::CustomerEdit } else { Permission::CustomerRead }).await?;
    let known = share::Entity::find()
        .filter(share::Column::PersonId.eq(new.person_id))
        .filter(share::Column::CustomerId.eq(id))
        .one(tx.conn())
        .await?;
    let ends_at = end_of_day(new.until, offset);
    match known {
        Some(before) => {
            let mut row: share::ActiveModel = before.clone().into_active_model();
            row.may_edit = Set(new.may_edit);
            row.ends_at = Set(ends_at);
            row.shared_by = Set(actor.id);
            tx.update::<share::Entity, _>(&before, row).await?;
        }
        None => {
            let row = share::ActiveModel {
                id: Set(Uuid::now_v7()),
                version: Set(1),
                customer_id: Set(id),
                person_id: Set(new.person_id),
                may_edit: Set(new.may_edit),
                ends_at: Set(ends_at),
                shared_by: Set(actor.id),
                created_at: Set(tx.at()),
                updated_at: Set(tx.at()),
            };
            tx.insert::<share::Entity, _>(row).await?;
        }
    }
    tx.emit(Event { name: RECEIVED, kind: SubjectKind::Customer, id, data: json!({ "person_id": new.person_id }) });
    Ok(())
}

/// Ends one before its time.
pub(super) async fn end(tx: &mut Tx, id: Uuid, which: Uuid) -> Reply<()> {
    let actor = tx.actor()?.clone();
    allowed::<customer::Assign>(tx.conn(), &actor, id).await?;
    let found = share::Entity::find_by_id(which).filter(share::Column::CustomerId.eq(id)).one(tx.conn()).await?;
    close(tx, found.ok_or(Error::NotFound)?).await
}

/// Ends all of a file: it goes into the pool.
pub(super) async fn end_all(tx: &mut Tx, id: Uuid) -> Reply<()> {
    let open = share::Entity::find().filter(share::Column::CustomerId.eq(id)).filter(share::Column::EndsAt.gt(tx.at()));
    for found in open.all(tx.conn()).await? {
        close(tx, found).await?;
    }
    Ok(())
}

async fn close(tx: &mut Tx, found: share::Model) -> Reply<()> {
    let mut row: share::ActiveModel = found.clone().into_active_model();
    row.ends_at = Set(found.ends_at.min(tx.at()));
    tx.update::<share::Entity, _>(&found, row).await?;
    Ok(())
}
