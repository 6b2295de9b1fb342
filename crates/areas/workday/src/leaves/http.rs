use super::fields::LIST;
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::leaves::{Leave, LeaveAct, LeaveForm, LeaveRow};
use contract::page::Page;
use platform::Reply;
use platform::auth::Signed;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(ask).service(show).service(act);
}

/// Leaves: the caller's own, those they stand in for, those of their people and those they sign; in the personnel office all within
/// the reach of `person.edit`.
#[utoipa::path(tag = "leaves", operation_id = "list_leaves", params(Params),
    responses((status = 200, description = "A page of leaves", body = Page<LeaveRow>)))]
#[get("/leaves")]
async fn list(who: Signed, list: List, door: Door) -> Reply<Json<Page<LeaveRow>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), &who, &query).await.map(Json)
}

/// Asks for leave (DAY-08). From the approval on the substitute decides and works for the caller in these days, by itself (ORG-09).
#[utoipa::path(tag = "leaves", operation_id = "ask_for_leave", request_body = LeaveForm,
    responses((status = 201, description = "The leave, waiting for its approval", body = Leave)))]
#[post("/leaves")]
async fn ask(who: Signed, once: Once, body: Body<LeaveForm>, door: Door) -> Reply<Created<Leave>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::ask(tx, &body).await?;
        shown(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A leave.
#[utoipa::path(tag = "leaves", operation_id = "show_leave", responses((status = 200, description = "The leave", body = Leave)))]
#[get("/leaves/{id}")]
async fn show(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Leave>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, *id, &who).await?;
    queries::present(conn, it, &who).await.map(Versioned)
}

/// Withdraws a request, gives up a leave before it begins, or ends it early.
#[utoipa::path(tag = "leaves", operation_id = "act_on_leave", request_body = LeaveAct,
    responses((status = 200, description = "The leave as it is now", body = Leave)))]
#[post("/leaves/{id}/transitions")]
async fn act(who: Signed, id: Path<Uuid>, seen: Expected, once: Once, body: Body<LeaveAct>, door: Door) -> Reply<Versioned<Leave>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, body.act).await?;
        shown(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

async fn shown(tx: &Tx, id: Uuid) -> Reply<Leave> {
    let who = tx.actor()?;
    let it = queries::found(tx.conn(), id, who).await?;
    queries::present(tx.conn(), it, who).await
}
