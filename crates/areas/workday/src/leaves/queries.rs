//! Leaves as the asker sees them: their own, those they stand in for, those of their people, those they sign, and in the personnel
//! office those within reach.

use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use contract::leaves::{Leave, LeaveRow};
use contract::page::Page;
use contract::permission::person::Edit;
use contract::values::{Subject, SubjectKind};
use engines::people::{self, Names};
use engines::{Asking, approvals};
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

pub(super) fn visible(who: &Actor) -> Condition {
    Condition::any()
        .add(who.scope::<Edit>().condition((Entity, Column::PersonId), (Entity, Column::UnitId)))
        .add(Column::PersonId.eq(who.id))
        .add(Column::SubstituteId.eq(who.id))
        .add(Column::PersonId.in_subquery(people::reports_of(who.id)))
        .add(Column::Id.in_subquery(approvals::signed_by(who.id)))
}

/// One that the asker sees.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(super) async fn found(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<Model> {
    Entity::find_by_id(id).filter(visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// Who is away by a leave; `None` where there is none.
///
/// # Errors
/// Where the database fails.
pub async fn whose(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<Uuid>> {
    Ok(Entity::find_by_id(id).one(conn).await?.map(|it| it.person_id))
}

/// A page of those that the asker sees.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed) -> Reply<Page<LeaveRow>> {
    let select = Entity::find().filter(visible(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().flat_map(|it| [it.person_id, it.substitute_id])).await?;
    let row = |it: Model| LeaveRow {
        person: names.of(it.person_id),
        substitute: names.of(it.substitute_id),
        id: it.id,
        number: it.number,
        kind: it.kind,
        from_on: it.from_on,
        to_on: it.to_on,
        days: it.days,
        status: it.status,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// One in full.
pub(super) async fn present(conn: &impl ConnectionTrait, it: Model, who: &Actor) -> Reply<Leave> {
    let names = Names::load(conn, [it.person_id, it.substitute_id]).await?;
    let (person, substitute) = (names.of(it.person_id), names.of(it.substitute_id));
    let theirs = [it.person_id, it.substitute_id].contains(&who.id);
    let delegation = it.delegation_id.filter(|_| theirs).map(|id| Subject {
        kind: SubjectKind::Delegation,
        id,
        title: format!("{} → {}", person.name, substitute.name),
    });
    Ok(Leave {
        approval: it.approval_id.map(|id| Subject { kind: SubjectKind::Approval, id, title: it.subject(&person.name).title }),
        delegation,
        actions: FLOW.actions(&it, who),
        person,
        substitute,
        id: it.id,
        number: it.number,
        kind: it.kind,
        from_on: it.from_on,
        to_on: it.to_on,
        days: it.days,
        reason: it.reason,
        notes: it.notes,
        status: it.status,
        remark: it.remark,
        back_on: it.back_on,
        created_at: it.created_at,
        version: it.version,
    })
}

/// See [`engines::Area::records`].
///
/// # Errors
/// Where the database fails.
pub(crate) async fn records(asking: &Asking<'_>, kind: SubjectKind, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    if kind != SubjectKind::Leave {
        return Ok(Vec::new());
    }
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(visible(asking.actor)).all(asking.conn).await?;
    let names = Names::load(asking.conn, found.iter().map(|it| it.person_id)).await?;
    Ok(found.iter().map(|it| it.subject(&names.of(it.person_id).name)).collect())
}
