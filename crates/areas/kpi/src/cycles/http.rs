use super::queries::{found, present};
use super::{LIST, commands, entity, settings};
use crate::http::sees;
use crate::marks;
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::kpi::cycles::{Cycle, CycleAct, MissingRatersList};
use contract::page::Page;
use engines::calendar::local_date;
use engines::people::Staff;
use platform::auth::{Actor, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Versioned};
use platform::list::{List, Params, page, total};
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, EntityTrait};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    settings::routes(config);
    config.service(list_cycles).service(show_cycle).service(act_on_cycle).service(list_missing_raters);
}

async fn told(conn: &impl ConnectionTrait, row: entity::Model, actor: &Actor) -> Reply<Cycle> {
    present(conn, vec![row], actor).await?.pop().ok_or(Error::NotFound)
}

/// Cycles of appraisal with their days, which are no secret (KPI-05, KPI-06).
#[utoipa::path(tag = "kpi", operation_id = "list_cycles", params(Params),
    responses((status = 200, description = "A page of cycles", body = Page<Cycle>)))]
#[get("/kpi/cycles")]
async fn list_cycles(who: Signed, list: List, door: Door) -> Reply<Json<Page<Cycle>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let found = page(conn, entity::Entity::find(), &query).await?;
    let total = total(conn, entity::Entity::find(), &query).await?;
    let items = present(conn, found.items, &who).await?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// A cycle; `actions` says what the caller may do to move it on.
#[utoipa::path(tag = "kpi", operation_id = "show_cycle", responses((status = 200, description = "The cycle", body = Cycle)))]
#[get("/kpi/cycles/{id}")]
async fn show_cycle(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Cycle>> {
    let conn = door.reader().conn();
    let row = found(conn, *id).await?;
    told(conn, row, &who).await.map(Versioned)
}

/// Goes on to the next part before its time, gives the part that runs more time, or reminds who is missing. Everything else happens
/// by the clock; results are published with `POST /kpi/months/{month}/publication`.
#[utoipa::path(tag = "kpi", operation_id = "act_on_cycle", request_body = CycleAct,
    responses((status = 200, description = "The cycle as it is now", body = Cycle)))]
#[post("/kpi/cycles/{id}/transitions")]
async fn act_on_cycle(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<CycleAct>,
    door: Door,
) -> Reply<Versioned<Cycle>> {
    let (id, attempt, actor) = (*id, once.with(&body), who.clone());
    let write = async move |tx: &mut Tx| {
        commands::act(tx, id, seen.0, &body).await?;
        let row = found(tx.conn(), id).await?;
        told(tx.conn(), row, &actor).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Who is still missing, of those whose scores the caller may see: how much, never whom they mark (KPI-04).
#[utoipa::path(tag = "kpi", operation_id = "list_missing_raters",
    responses((status = 200, description = "Who is missing", body = MissingRatersList)))]
#[get("/kpi/cycles/{id}/missing-raters")]
async fn list_missing_raters(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Json<MissingRatersList>> {
    let conn = door.reader().conn();
    let cycle = found(conn, *id).await?;
    let staff = Staff::load(conn).await?;
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let seen = |id: Uuid| staff.person(id).is_some_and(|person| sees(&who, person));
    marks::missing(conn, &cycle, today, seen).await.map(Json)
}
