use super::fields::LIST;
use super::{commands, granted, queries};
use crate::readings;
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::customers::{Access, AccessAct, GrantedFile, NewAccess, Reveal, Revealed};
use contract::page::Page;
use contract::problem::Problem;
use platform::Reply;
use platform::auth::Signed;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(request).service(show).service(act).service(read).service(reveal);
}

/// The caller's requests to read files; all of them for who grants leave (CRM-06).
#[utoipa::path(tag = "customer-accesses", operation_id = "list_accesses", params(Params),
    responses((status = 200, description = "A page of requests", body = Page<Access>)))]
#[get("/customer-accesses")]
async fn list(who: Signed, list: List, door: Door) -> Reply<Json<Page<Access>>> {
    queries::list(door.reader().conn(), &who, &list.of(&LIST, who.id)?, door.state().clock.now()).await.map(Json)
}

/// Asks the general manager for leave to read files (CRM-06); the answer is the same whether they exist or not.
#[utoipa::path(tag = "customer-accesses", operation_id = "request_access", request_body = NewAccess,
    responses((status = 201, description = "The request, on its way to the general manager", body = Access)))]
#[post("/customer-accesses")]
async fn request(who: Signed, once: Once, body: Body<NewAccess>, door: Door) -> Reply<Created<Access>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let access = commands::request(tx, &body).await?;
        queries::show(tx.conn(), tx.actor()?, access, tx.at()).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A request to read files: one's own, or any for who grants leave.
#[utoipa::path(tag = "customer-accesses", operation_id = "show_access", responses((status = 200, description = "The request", body = Access)))]
#[get("/customer-accesses/{id}")]
async fn show(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Access>> {
    let conn = door.reader().conn();
    let access = queries::visible(conn, &who, *id).await?;
    queries::show(conn, &who, access, door.state().clock.now()).await.map(Versioned)
}

/// Withdraws one's request, or takes leave back before its time.
#[utoipa::path(tag = "customer-accesses", operation_id = "act_on_access", request_body = AccessAct,
    responses((status = 200, description = "The request as it is now", body = Access)))]
#[post("/customer-accesses/{id}/transitions")]
async fn act(who: Signed, id: Path<Uuid>, seen: Expected, once: Once, body: Body<AccessAct>, door: Door) -> Reply<Versioned<Access>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let access = commands::act(tx, id, seen.0, &body).await?;
        queries::show(tx.conn(), tx.actor()?, access, tx.at()).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// A granted file, as far as the leave goes and while it lasts; that it was read is noted for its owner (CRM-07).
#[utoipa::path(tag = "customer-accesses", operation_id = "read_granted_file",
    responses((status = 200, description = "What was granted of the file", body = GrantedFile),
        (status = 409, description = "The leave does not last", body = Problem, content_type = "application/problem+json")))]
#[get("/customer-accesses/{id}/files/{customer}")]
async fn read(who: Signed, at: Path<(Uuid, Uuid)>, door: Door) -> Reply<Json<GrantedFile>> {
    let (id, customer) = at.into_inner();
    let granted = granted::granted(door.reader().conn(), &who, id, customer, door.state().clock.now()).await?;
    readings::opened(&door, &who, granted.seen(id)).await?;
    granted::present(door.reader().conn(), granted).await.map(Json)
}

/// Shows one confidential value of a granted file; who saw it is noted (CRM-08).
#[utoipa::path(tag = "customer-accesses", operation_id = "reveal_granted_field", request_body = Reveal,
    responses((status = 200, description = "The value", body = Revealed)))]
#[post("/customer-accesses/{id}/files/{customer}/reveals")]
async fn reveal(who: Signed, at: Path<(Uuid, Uuid)>, body: Body<Reveal>, door: Door) -> Reply<Json<Revealed>> {
    let (id, customer) = at.into_inner();
    door.write(&who, None, async move |tx: &mut Tx| granted::reveal(tx, id, customer, &body).await).await.map(Json)
}
