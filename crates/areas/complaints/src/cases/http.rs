use super::fields::LIST;
use super::queries::{self, View};
use super::{commands, contacts, filing, particulars, sealed};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post, put};
use contract::SubjectKind;
use contract::complaints::contacts::{CustomerContact, NewCustomerContact};
use contract::complaints::intake::RevealComplainant;
use contract::complaints::particulars::Particulars;
use contract::complaints::{Complaint, ComplaintAct, ComplaintRow, CustomerChoice, NewComplaint};
use contract::customers::Revealed;
use contract::page::Page;
use contract::permission::complaint::{Create, Read};
use engines::{Areas, Asking};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list)
        .service(file)
        .service(show)
        .service(act)
        .service(choose_customer)
        .service(correct)
        .service(note_contact)
        .service(reveal);
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
async fn file(who: Can<Create>, once: Once, body: Body<NewComplaint>, areas: Data<Areas>, door: Door) -> Reply<Created<Complaint>> {
    let attempt = once.with(&body);
    let campaign = match body.campaign_id {
        None => None,
        Some(id) => {
            let asking = Asking::new(door.state(), &who, door.meta.language);
            let found = areas.record(&asking, SubjectKind::Campaign, id).await?;
            Some(found.ok_or_else(|| Error::invalid("/campaign_id", "record_unseen"))?)
        }
    };
    let write = async move |tx: &mut Tx| filing::file_about(tx, &body, campaign.clone()).await;
    door.write(&who, attempt, write).await.map(Created)
}

/// Says whose complaint it is, where it came without an account (CPL-01).
#[utoipa::path(tag = "complaints", operation_id = "choose_complaint_customer", request_body = CustomerChoice,
    responses((status = 200, description = "The complaint as it is now", body = Complaint)))]
#[put("/complaints/{id}/customer")]
async fn choose_customer(
    who: Can<Read>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<CustomerChoice>,
    door: Door,
) -> Reply<Versioned<Complaint>> {
    door.write(&who, None, async move |tx: &mut Tx| commands::choose_customer(tx, *id, seen.0, &body).await).await.map(Versioned)
}

/// Puts right what was wrong at intake, with a reason; the person complained about, and who reports to them, judge nothing from then on.
#[utoipa::path(tag = "complaints", operation_id = "correct_particulars", request_body = Particulars,
    responses((status = 200, description = "The complaint as it is now", body = Complaint)))]
#[put("/complaints/{id}/particulars")]
async fn correct(who: Can<Read>, id: Path<Uuid>, seen: Expected, body: Body<Particulars>, door: Door) -> Reply<Versioned<Complaint>> {
    door.write(&who, None, async move |tx: &mut Tx| particulars::correct(tx, *id, seen.0, &body).await).await.map(Versioned)
}

/// Notes what was said between the company and the customer (CPL-05).
#[utoipa::path(tag = "complaints", operation_id = "note_customer_contact", request_body = NewCustomerContact,
    responses((status = 201, description = "The contact", body = CustomerContact)))]
#[post("/complaints/{id}/contacts")]
async fn note_contact(
    who: Can<Read>,
    id: Path<Uuid>,
    once: Once,
    body: Body<NewCustomerContact>,
    door: Door,
) -> Reply<Created<CustomerContact>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| contacts::note(tx, *id, &body).await).await.map(Created)
}

/// Shows how the complainant is reached, to those who work on the case; the audit log keeps who saw it.
#[utoipa::path(tag = "complaints", operation_id = "reveal_complainant_entry", request_body = RevealComplainant,
    responses((status = 200, description = "The value", body = Revealed)))]
#[post("/complaints/{id}/reveals")]
async fn reveal(who: Can<Read>, id: Path<Uuid>, body: Body<RevealComplainant>, door: Door) -> Reply<Json<Revealed>> {
    door.write(&who, None, async move |tx: &mut Tx| sealed::reveal(tx, *id, &body).await).await.map(Json)
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
