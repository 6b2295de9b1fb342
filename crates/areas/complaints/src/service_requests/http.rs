use super::fields::LIST;
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::complaints::service_requests::{NewServiceRequest, ServiceAct, ServiceRequest, ServiceRequestRow};
use contract::page::Page;
use contract::permission::service::{Read, Take};
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_service_requests).service(take_service_request).service(show_service_request).service(act_on_service_request);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<ServiceRequest> {
    let it = queries::found(tx.conn(), id, tx.actor()?).await?;
    queries::present(tx.conn(), it, tx.actor()?, tx.at()).await
}

/// Questions, returns and exchanges that the caller sees (CPL-11).
#[utoipa::path(tag = "service", operation_id = "list_service_requests", params(Params),
    responses((status = 200, description = "A page of requests", body = Page<ServiceRequestRow>)))]
#[get("/service-requests")]
async fn list_service_requests(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<ServiceRequestRow>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), door.state(), &who, &query).await.map(Json)
}

/// Takes a request; the caller has it in hand. A return or exchange waits for somebody who may decide.
#[utoipa::path(tag = "service", operation_id = "take_service_request", request_body = NewServiceRequest,
    responses((status = 201, description = "The request", body = ServiceRequest)))]
#[post("/service-requests")]
async fn take_service_request(who: Can<Take>, once: Once, body: Body<NewServiceRequest>, door: Door) -> Reply<Created<ServiceRequest>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::take(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A request with its steps, and what the caller may do with it now.
#[utoipa::path(tag = "service", operation_id = "show_service_request",
    responses((status = 200, description = "The request", body = ServiceRequest)))]
#[get("/service-requests/{id}")]
async fn show_service_request(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<ServiceRequest>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, *id, &who).await?;
    queries::present(conn, it, &who, door.state().clock.now()).await.map(Versioned)
}

/// Takes a request one step further; one that becomes a complaint keeps its history and leads to it.
#[utoipa::path(tag = "service", operation_id = "act_on_service_request", request_body = ServiceAct,
    responses((status = 200, description = "The request as it is now", body = ServiceRequest)))]
#[post("/service-requests/{id}/transitions")]
async fn act_on_service_request(
    who: Can<Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<ServiceAct>,
    door: Door,
) -> Reply<Versioned<ServiceRequest>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, &body).await?;
        told(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
