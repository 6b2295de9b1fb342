//! Duty letters as the asker sees them: those that bear their name, and with `duty_letter.read` those within its reach.

use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use crate::entity::{person, unit};
use contract::duty_letters::{DutyLetter, DutyLetterActKind, DutyLetterRow};
use contract::hand_overs::Signature;
use contract::page::Page;
use contract::permission::duty_letter::Read;
use contract::values::Subject;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

fn visible(who: &Actor) -> Condition {
    Condition::any()
        .add(who.scope::<Read>().condition((Entity, Column::PersonId), (Entity, Column::UnitId)))
        .add(Column::PersonId.eq(who.id))
        .add(Column::AuthoriserId.eq(who.id))
        .add(Column::SupervisorId.eq(who.id))
        .add(Column::DraftedBy.eq(who.id))
}

/// One that the asker sees.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(super) async fn found(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<Model> {
    Entity::find_by_id(id).filter(visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// The letter that follows one.
pub(super) async fn follower(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<Model>> {
    Ok(Entity::find().filter(Column::RenewsId.eq(id)).one(conn).await?)
}

/// What notifications call it, and whom it concerns; `None` where there is none.
///
/// # Errors
/// Where the database fails.
pub async fn parties(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<(Subject, Vec<Uuid>)>> {
    let found = Entity::find_by_id(id).one(conn).await?;
    Ok(found.map(|it| (it.subject(), vec![it.person_id, it.authoriser_id, it.supervisor_id])))
}

/// The version a letter has now.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub async fn version(conn: &impl ConnectionTrait, id: Uuid) -> Reply<i64> {
    Ok(Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?.version)
}

/// A page of those that the asker sees.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed) -> Reply<Page<DutyLetterRow>> {
    let select = Entity::find().filter(visible(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().flat_map(|it| [it.person_id, it.authoriser_id])).await?;
    let row = |it: Model| DutyLetterRow {
        person: names.of(it.person_id),
        authoriser: names.of(it.authoriser_id),
        id: it.id,
        number: it.number,
        scope_kind: it.scope_kind,
        scope: it.scope,
        starts_on: it.starts_on,
        ends_on: it.ends_on,
        status: it.status,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// One in full.
pub(super) async fn present(conn: &impl ConnectionTrait, it: Model, who: &Actor) -> Reply<DutyLetter> {
    let person = person::Entity::find_by_id(it.person_id).one(conn).await?.ok_or(Error::NotFound)?;
    let unit = unit::Entity::find_by_id(it.unit_id).one(conn).await?;
    let people = [it.person_id, it.authoriser_id, it.supervisor_id, it.drafted_by];
    let names = Names::load(conn, people.into_iter().chain(it.revoked_by)).await?;
    let renews = match it.renews_id {
        Some(id) => Entity::find_by_id(id).filter(visible(who)).one(conn).await?,
        None => None,
    };
    let renewed_by = follower(conn, it.id).await?;
    let mut actions = FLOW.actions(&it, who);
    actions.retain(|act| *act != DutyLetterActKind::Renew || renewed_by.is_none());
    let renewed_by = match renewed_by {
        Some(next) => found(conn, next.id, who).await.ok(),
        None => None,
    };
    let signature = |by: Uuid, at, note: &str| Some(Signature { person: names.of(by), at: at?, note: note.to_owned() });
    Ok(DutyLetter {
        person: names.of(it.person_id),
        post: person.post,
        unit: unit.map(|unit| unit.name).unwrap_or_default(),
        authoriser: names.of(it.authoriser_id),
        supervisor: names.of(it.supervisor_id),
        authorised: signature(it.authoriser_id, it.authorised_at, ""),
        accepted: signature(it.person_id, it.accepted_at, ""),
        supervised: signature(it.supervisor_id, it.supervised_at, ""),
        revoked: it.revoked_by.and_then(|by| signature(by, it.ended_at, &it.revoked_reason)),
        waits_for: it.waits_for().map(|id| names.of(id)),
        renews: renews.map(|one| one.subject()),
        renewed_by: renewed_by.map(|one| one.subject()),
        drafted_by: names.of(it.drafted_by),
        actions,
        id: it.id,
        number: it.number,
        scope_kind: it.scope_kind,
        scope: it.scope,
        powers: it.powers,
        starts_on: it.starts_on,
        ends_on: it.ends_on,
        status: it.status,
        ended_at: it.ended_at,
        created_at: it.created_at,
        version: it.version,
    })
}
