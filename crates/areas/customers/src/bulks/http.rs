use super::{commands, queries, undo};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::customers::{Bulk, Bulks, NewBulk};
use contract::permission::customer;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(plan).service(list).service(show).service(run).service(take_back);
}

/// Plans an act on many customers (CRM-15): how many it would touch, and what would be left out, each with the reason. A customer out
/// of reach is left out as one that does not exist.
#[utoipa::path(tag = "customer-bulks", operation_id = "plan_bulk", request_body = NewBulk,
    responses((status = 201, description = "The plan; nothing is changed yet", body = Bulk)))]
#[post("/customer-bulks")]
async fn plan(who: Can<customer::Read>, once: Once, body: Body<NewBulk>, door: Door) -> Reply<Created<Bulk>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let bulk = commands::plan(tx, &body).await?;
        queries::show(tx.conn(), tx.actor()?, bulk).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// The caller's last acts on many customers.
#[utoipa::path(tag = "customer-bulks", operation_id = "list_bulks", responses((status = 200, description = "The acts", body = Bulks)))]
#[get("/customer-bulks")]
async fn list(who: Can<customer::Read>, door: Door) -> Reply<Json<Bulks>> {
    queries::list(door.reader().conn(), &who).await.map(Json)
}

/// One of the caller's acts on many customers.
#[utoipa::path(tag = "customer-bulks", operation_id = "show_bulk", responses((status = 200, description = "The act", body = Bulk)))]
#[get("/customer-bulks/{id}")]
async fn show(who: Can<customer::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Bulk>> {
    let conn = door.reader().conn();
    let bulk = queries::own(conn, &who, *id).await?;
    queries::show(conn, &who, bulk).await.map(Versioned)
}

/// Does what was planned; what somebody changed since is left out and told.
#[utoipa::path(tag = "customer-bulks", operation_id = "run_bulk",
    responses((status = 200, description = "What was done, and what was left out", body = Bulk)))]
#[post("/customer-bulks/{id}/runs")]
async fn run(who: Can<customer::Read>, id: Path<Uuid>, once: Once, door: Door) -> Reply<Versioned<Bulk>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let bulk = commands::run(tx, id).await?;
        queries::show(tx.conn(), tx.actor()?, bulk).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Versioned)
}

/// Takes an act on many customers back, within a day; what was changed again since stays and is told.
#[utoipa::path(tag = "customer-bulks", operation_id = "undo_bulk",
    responses((status = 200, description = "What was taken back, and what was not", body = Bulk)))]
#[post("/customer-bulks/{id}/undoings")]
async fn take_back(who: Can<customer::Read>, id: Path<Uuid>, once: Once, door: Door) -> Reply<Versioned<Bulk>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let bulk = undo::undo(tx, id).await?;
        queries::show(tx.conn(), tx.actor()?, bulk).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Versioned)
}
