use super::commands;
use super::entity::{Column, Entity, Model};
use crate::desk::lists::definition;
use actix_web::web::{Data, Json, Path};
use actix_web::{delete, get, post, put};
use contract::views::{SavedView, SavedViewForm, SavedViews};
use engines::Areas;
use engines::people::Names;
use platform::auth::{Actor, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, NoContent, Once, Versioned};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use std::sync::Arc;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_views).service(show_view).service(save_view).service(edit_view).service(remove_view);
}

/// The views of a list that are for the caller: their own, and those that people of their department, or of one above it, share.
#[utoipa::path(tag = "desk", operation_id = "list_views", responses((status = 200, description = "Views", body = SavedViews)))]
#[get("/lists/{list}/views")]
async fn list_views(who: Signed, list: Path<String>, areas: Data<Areas>, door: Door) -> Reply<Json<SavedViews>> {
    let def = definition(&areas, &list)?;
    let conn = door.reader().conn();
    let mut views = Entity::find().filter(Column::List.eq(def.key)).filter(usable(conn, &who).await?).all(conn).await?;
    views.sort_by(|a, b| (a.person_id != who.id, &a.name, a.id).cmp(&(b.person_id != who.id, &b.name, b.id)));
    let names = Names::load(conn, views.iter().map(|view| view.person_id)).await?;
    Ok(Json(SavedViews { items: views.into_iter().map(|view| shown(view, &names, &who)).collect() }))
}

/// A view that is for the caller.
#[utoipa::path(tag = "desk", operation_id = "show_view", responses((status = 200, description = "The view", body = SavedView)))]
#[get("/list-views/{id}")]
async fn show_view(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<SavedView>> {
    let conn = door.reader().conn();
    let view = Entity::find_by_id(*id).filter(usable(conn, &who).await?).one(conn).await?.ok_or(Error::NotFound)?;
    present(conn, view, &who).await.map(Versioned)
}

/// Keeps a view of a list under a name, up to 50 of each list (CRM-15).
#[utoipa::path(tag = "desk", operation_id = "save_view", request_body = SavedViewForm,
    responses((status = 201, description = "The view", body = SavedView)))]
#[post("/lists/{list}/views")]
async fn save_view(
    who: Signed,
    list: Path<String>,
    once: Once,
    body: Body<SavedViewForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Created<SavedView>> {
    let def = definition(&areas, &list)?;
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let view = commands::save(tx, def, &body).await?;
        present(tx.conn(), view, tx.actor()?).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// Changes a view of the caller's.
#[utoipa::path(tag = "desk", operation_id = "edit_view", request_body = SavedViewForm,
    responses((status = 200, description = "The view as it is now", body = SavedView)))]
#[put("/list-views/{id}")]
async fn edit_view(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<SavedViewForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<SavedView>> {
    let areas: Arc<Areas> = areas.into_inner();
    let write = async move |tx: &mut Tx| {
        let before = commands::own(tx, *id).await?;
        let def = definition(&areas, &before.list)?;
        let view = commands::edit(tx, before, def, seen.0, &body).await?;
        present(tx.conn(), view, tx.actor()?).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Removes a view of the caller's.
#[utoipa::path(tag = "desk", operation_id = "remove_view", responses((status = 204, description = "It is gone")))]
#[delete("/list-views/{id}")]
async fn remove_view(who: Signed, id: Path<Uuid>, door: Door) -> Reply<NoContent> {
    let write = async move |tx: &mut Tx| {
        let view = commands::own(tx, *id).await?;
        commands::remove(tx, view).await
    };
    door.write(&who, None, write).await?;
    Ok(NoContent)
}

/// One's own views, and those shared with one's unit or a unit above it.
async fn usable(conn: &impl ConnectionTrait, who: &Actor) -> Reply<Condition> {
    let line = organisation::unit_line(conn, who.unit_id).await?;
    Ok(Condition::any().add(Column::PersonId.eq(who.id)).add(Column::UnitId.is_in(line)))
}

async fn present(conn: &impl ConnectionTrait, view: Model, who: &Actor) -> Reply<SavedView> {
    let names = Names::load(conn, [view.person_id]).await?;
    Ok(shown(view, &names, who))
}

fn shown(view: Model, names: &Names, who: &Actor) -> SavedView {
    SavedView {
        mine: view.person_id == who.id,
        owner: names.of(view.person_id),
        hidden: view.hidden.split_whitespace().map(str::to_owned).collect(),
        shared: view.unit_id.is_some(),
        id: view.id,
        list: view.list,
        name: view.name,
        query: view.query,
        version: view.version,
    }
}
