use super::entity::moves;
use super::rules::{has_room, may_claim};
use super::{POOLED, RECEIVED, queries, settings, shares};
use crate::files::{allowed, entity as file, reach};
use contract::SubjectKind;
use contract::customers::{MoveKind, NewAssignment};
use contract::permission::{Permission, customer};
use contract::tasks::{TaskKind, TaskStatus};
use engines::{people, tasks};
use organisation::grants;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

const IN_POOL: Refusal = Refusal::new("customer.in_pool", locale::problems::CUSTOMER_IN_POOL);

/// Takes a customer out of the pool. One that has an owner is not there, whoever has it.
pub(super) async fn claim(tx: &mut Tx, id: Uuid) -> Reply<file::Model> {
    let actor = tx.actor()?.clone();
    let pooled = file::Entity::find_by_id(id).filter(file::Column::OwnerId.is_null()).filter(reach::<customer::Claim>(&actor));
    let found = pooled.one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let rules = settings::current(tx.conn()).await?.rules;
    let (held, today) = (queries::held(tx.conn(), actor.id).await?, queries::claimed_today(tx.conn(), &actor, tx.state(), tx.at()).await?);
    let had_until = queries::had_until(tx.conn(), actor.id, [id]).await?.remove(&id);
    may_claim(&rules, held, today, had_until, tx.at()).map_err(Error::Refused)?;
    pass(tx, &found, Some((actor.id, actor.unit_id)), MoveKind::Claimed, "").await
}

/// Gives a customer to somebody, out of the pool or from its owner.
pub(super) async fn assign(tx: &mut Tx, id: Uuid, seen: i64, new: &NewAssignment) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = allowed::<customer::Assign>(tx.conn(), &actor, id).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    if before.owner_id == Some(new.person_id) {
        return Err(Error::invalid("/person_id", "pool_same_owner"));
    }
    let unit = able(tx, new.person_id, Permission::CustomerEdit).await?;
    room_for(tx, new.person_id).await?;
    let kind = if before.owner_id.is_some() { MoveKind::Transferred } else { MoveKind::Assigned };
    pass(tx, &before, Some((new.person_id, unit)), kind, &new.reason).await?;
    let data = json!({ "person_id": new.person_id });
    tx.emit(Event { name: RECEIVED, kind: SubjectKind::Customer, id, data });
    Ok(())
}

/// Puts a customer back into the pool.
pub(super) async fn put_back(tx: &mut Tx, id: Uuid, seen: i64, reason: &str) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = allowed::<customer::Assign>(tx.conn(), &actor, id).await?;
    let owner = before.owner_id.ok_or(Error::Refused(IN_POOL))?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    pass(tx, &before, None, MoveKind::Returned, reason).await?;
    let data = json!({ "person_id": owner, "customers": [id] });
    tx.emit(Event { name: POOLED, kind: SubjectKind::Customer, id, data });
    Ok(())
}

/// The unit of somebody who holds a permission; who does not could do nothing with what they would receive.
pub(crate) async fn able(tx: &Tx, person: Uuid, right: Permission) -> Reply<Uuid> {
    if !grants::holds(tx.conn(), person, right).await? {
        return Err(Error::invalid("/person_id", "pool_receiver_unable"));
    }
    people::unit_of(tx.conn(), person).await
}

/// Makes sure that a person may own another customer.
///
/// # Errors
/// `409` where they own as many as the company lets one person own.
pub(crate) async fn room_for(tx: &Tx, person: Uuid) -> Reply<()> {
    let rules = settings::current(tx.conn()).await?.rules;
    if rules.most_held.is_none() {
        return Ok(());
    }
    has_room(&rules, queries::held(tx.conn(), person).await?).map_err(Error::Refused)
}

/// How many more customers a person may own; `None`: as many as they like.
pub(crate) async fn room_left(tx: &Tx, person: Uuid) -> Reply<Option<u64>> {
    let Some(most) = settings::current(tx.conn()).await?.rules.most_held else { return Ok(None) };
    Ok(Some(u64::try_from(most).unwrap_or(0).saturating_sub(queries::held(tx.conn(), person).await?)))
}

/// Each of these people hears once of all of their customers that went into the pool.
pub(crate) fn tell_owners(tx: &mut Tx, of: BTreeMap<Uuid, Vec<Uuid>>, name: &'static str) {
    for (person, customers) in of {
        let Some(id) = customers.first().copied() else { continue };
        tx.emit(Event { name, kind: SubjectKind::Customer, id, data: json!({ "person_id": person, "customers": customers }) });
    }
}

/// The file goes to somebody (and their unit), or into the pool of the unit that had it; what there is to do about it goes along,
/// or ends.
pub(crate) async fn pass(tx: &mut Tx, before: &file::Model, to: Option<(Uuid, Uuid)>, kind: MoveKind, reason: &str) -> Reply<file::Model> {
    let mut row: file::ActiveModel = before.clone().into_active_model();
    row.owner_id = Set(to.map(|(person, _)| person));
    row.held_at = Set(tx.at());
    row.warned_at = Set(None);
    match to {
        Some((_, unit)) => row.unit_id = Set(unit),
        None => row.next_follow_up_on = Set(None),
    }
    let after = tx.update::<file::Entity, _>(before, row).await?;
    moved(tx, before.id, (before.owner_id, after.owner_id), kind, reason).await?;
    match (before.owner_id, to) {
        (Some(from), Some((to, _))) => tasks::pass(tx, &[before.id], from, to).await?,
        (Some(_), None) => {
            tasks::close(tx, before.id, TaskKind::FollowUp, TaskStatus::Cancelled).await?;
            shares::end_all(tx, before.id).await?;
        }
        (None, _) => {}
    }
    Ok(after)
}

/// Writes down that a customer came from one to another.
pub(crate) async fn moved(tx: &Tx, customer: Uuid, (from, to): (Option<Uuid>, Option<Uuid>), kind: MoveKind, reason: &str) -> Reply<()> {
    let row = moves::ActiveModel {
        id: Set(Uuid::now_v7()),
        customer_id: Set(customer),
        kind: Set(kind),
        from_id: Set(from),
        to_id: Set(to),
        by_id: Set(tx.person()),
        reason: Set(reason.trim().to_owned()),
        at: Set(tx.at()),
    };
    moves::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}
