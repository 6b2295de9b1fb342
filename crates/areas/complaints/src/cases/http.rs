use super::fields::LIST;
use super::queries::{self, View};
use super::{commands, filing};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::complaints::{Complaint, ComplaintAct, ComplaintRow, NewComplaint};
use contract::page::Page;
use contract::permission::complaint::{Create, Read};
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(file).service(show).service(act);
}

/// The complaints that the caller sees.
#[utoipa::path(tag = "complaints", operation_id = "list_complaints", params(Params),
    responses((status = 200, description = "A page of complaints", body = Page<ComplaintRow>)))]
#[get("/complaints")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<ComplaintRow>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), door.state(), &who, &query).await.map(Json)
}

/// Files a complaint (CPL-01). The answer carries the reference number and the apology to read out to the customer.
#[utoipa::path(tag = "complaints", operation_id = "file_complaint", request_body = NewComplaint,
    responses((status = 201, description = "The complaint", body = Complaint)))]
#[post("/complaints")]
async fn file(who: Can<Create>, once: Once, body: Body<NewComplaint>, door: Door) -> Reply<Created<Complaint>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| filing::file(tx, &body).await).await.map(Created)
}

/// A complaint with its clocks and steps, and what the caller may do with it now.
#[utoipa::path(tag = "complaints", operation_id = "show_complaint",
    responses((status = 200, description = "The complaint", body = Complaint)))]
#[get("/complaints/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Complaint>> {
    let conn = door.reader().conn();
    let case = queries::visible(conn, *id, &who).await?;
    queries::present(conn, case, View::new(door.state(), &who, door.meta.language)).await.map(Versioned)
}

/// Takes a complaint one step further (CPL-14).
#[utoipa::path(tag = "complaints", operation_id = "act_on_complaint", request_body = ComplaintAct,
    responses((status = 200, description = "The complaint as it is now", body = Complaint)))]
#[post("/complaints/{id}/transitions")]
async fn act(
    who: Can<Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<ComplaintAct>,
    door: Door,
) -> Reply<Versioned<Complaint>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| commands::act(tx, *id, seen.0, &body).await).await.map(Versioned)
}
