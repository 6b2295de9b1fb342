//! Nonconformities as the asker sees them: within the reach of `quality.read`, and those they have to put right.

use super::entity::{Column, Entity, Model};
use super::states::FLOW;
use crate::corrective_actions;
use crate::history::Steps;
use chrono::NaiveDate;
use contract::complaints::nonconformities::{Nonconformity, NonconformityRow};
use contract::page::Page;
use contract::permission::quality::Read;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

pub(super) fn visible(who: &Actor) -> Condition {
    let read = who.scope::<Read>();
    if read.is_all() {
        return Condition::all();
    }
    Condition::any().add(read.condition((Entity, Column::RaiserId), (Entity, Column::UnitId))).add(Column::OwnerId.eq(who.id))
}

/// One that the asker sees.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn found(conn: &impl ConnectionTrait, id: Uuid, who: &Actor) -> Reply<Model> {
    Entity::find_by_id(id).filter(visible(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// See [`engines::Area::records`].
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(visible(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(Model::subject).collect())
}

/// A unit as it is mentioned.
pub(super) fn department(id: Option<Uuid>, units: &HashMap<Uuid, String>) -> Option<Subject> {
    id.map(|id| Subject { kind: SubjectKind::Unit, id, title: units.get(&id).cloned().unwrap_or_else(|| "—".to_owned()) })
}

/// Those of these that the asker sees, each with the path of the word of its state.
pub(crate) async fn states_of(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<(Subject, &'static str)>> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(visible(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(|it| (it.subject(), it.status.text_path())).collect())
}

/// A page of those that the asker sees.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed, today: NaiveDate) -> Reply<Page<NonconformityRow>> {
    let select = Entity::find().filter(visible(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().filter_map(|it| it.owner_id)).await?;
    let units = organisation::unit_names(conn).await?;
    let row = |it: Model| NonconformityRow {
        late: it.is_late(today),
        department: department(it.department_id, &units),
        owner: it.owner_id.map(|id| names.of(id)),
        id: it.id,
        number: it.number,
        matter: it.matter,
        origin: it.origin,
        stage: it.stage,
        grade: it.grade,
        status: it.status,
        due_on: it.due_on,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// One in full.
pub(super) async fn present(conn: &impl ConnectionTrait, it: Model, who: &Actor, today: NaiveDate) -> Reply<Nonconformity> {
    let steps = Steps::of(conn, it.id).await?;
    let names = Names::load(conn, steps.people().chain([it.raiser_id]).chain(it.owner_id)).await?;
    let units = organisation::unit_names(conn).await?;
    let complaint = match it.complaint_id {
        Some(id) => crate::cases::subject_seen(conn, id, who).await?,
        None => None,
    };
    Ok(Nonconformity {
        late: it.is_late(today),
        corrective_actions: corrective_actions::about_nonconformity(conn, it.id, who).await?,
        actions: FLOW.actions(&it, who),
        complaint,
        department: department(it.department_id, &units),
        raised_by: names.of(it.raiser_id),
        owner: it.owner_id.map(|id| names.of(id)),
        steps: steps.told(&names),
        id: it.id,
        number: it.number,
        origin: it.origin,
        matter: it.matter,
        stage: it.stage,
        grade: it.grade,
        category: it.category,
        cause: it.cause,
        status: it.status,
        demand: it.demand,
        due_on: it.due_on,
        done: it.done,
        done_at: it.done_at,
        created_at: it.created_at,
        version: it.version,
    })
}
