use super::policy::{readable, seen};
use super::{commands, fields::LIST, queries};
use crate::{merges, readings};
use actix_web::http::header;
use actix_web::web::{Data, Json, Path};
use actix_web::{Either, HttpResponse, get, post, put};
use contract::customers::{Customer, CustomerForm, CustomerRow, Reveal, Revealed, Review, Similar, SimilarQuery, WhyVisible};
use contract::home::Hits;
use contract::page::Page;
use contract::permission::{Permission, customer};
use contract::timeline::TimelineItem;
use engines::{Areas, Asking};
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Query, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers; fixed words come before `{id}`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(super::export::export)
        .service(super::export::export_xlsx)
        .service(list)
        .service(create)
        .service(similar)
        .service(look_up)
        .service(show)
        .service(why)
        .service(edit)
        .service(review)
        .service(reveal);
    config.service(timeline);
}

/// Customer files within reach (CRM-15).
#[utoipa::path(tag = "customers", operation_id = "list_customers", params(Params),
    responses((status = 200, description = "A page of files, confidential values masked", body = Page<CustomerRow>)))]
#[get("/customers")]
async fn list(who: Can<customer::Read>, list: List, door: Door) -> Reply<Json<Page<CustomerRow>>> {
    let query = list.of(&LIST, who.id)?;
    super::listed::list::<customer::Read>(door.reader().conn(), &door.state().keys, &who, &query).await.map(Json)
}

/// Enters a customer file; it waits for review (CRM-01, CRM-03).
#[utoipa::path(tag = "customers", operation_id = "create_customer", request_body = CustomerForm,
    responses((status = 201, description = "The file", body = Customer)))]
#[post("/customers")]
async fn create(who: Can<customer::Create>, once: Once, body: Body<CustomerForm>, door: Door) -> Reply<Created<Customer>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let file = commands::create(tx, &body).await?;
        queries::present(tx.conn(), tx.actor()?, file).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A customer file; that it was opened is noted for its owner (CRM-07).
#[utoipa::path(tag = "customers", operation_id = "show_customer",
    responses((status = 200, description = "The file", body = Customer),
        (status = 307, description = "It went into another file, which the caller may see: `Location` (CRM-09)")))]
#[get("/customers/{id}")]
async fn show(who: Can<customer::Read>, id: Path<Uuid>, door: Door) -> Reply<Either<Versioned<Customer>, HttpResponse>> {
    let conn = door.reader().conn();
    let file = match readable(conn, &who, *id).await {
        Err(Error::NotFound) => return merges::survivor(conn, &who, *id).await.map(|file| Either::Right(elsewhere(file.id))),
        found => found?,
    };
    readings::opened(&door, &who, seen(&who, &file)).await?;
    queries::present(conn, &who, file).await.map(Versioned).map(Either::Left)
}

/// Leads to the file that another one went into; a merge can be undone, so nobody keeps the way in mind.
fn elsewhere(id: Uuid) -> HttpResponse {
    HttpResponse::TemporaryRedirect()
        .insert_header((header::LOCATION, format!("/api/v1/customers/{id}")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// By which right the caller sees a customer file, and what it lets them do (CRM-06).
#[utoipa::path(tag = "customers", operation_id = "explain_visible",
    responses((status = 200, description = "The reason", body = WhyVisible)))]
#[get("/customers/{id}/why")]
async fn why(who: Can<customer::Read>, id: Path<Uuid>, door: Door) -> Reply<Json<WhyVisible>> {
    queries::why(door.reader().conn(), &who, *id).await.map(Json)
}

/// Changes a customer file; key fields go through review again (CRM-03).
#[utoipa::path(tag = "customers", operation_id = "edit_customer", request_body = CustomerForm,
    responses((status = 200, description = "The file as it is now", body = Customer)))]
#[put("/customers/{id}")]
async fn edit(
    who: Can<customer::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<CustomerForm>,
    door: Door,
) -> Reply<Versioned<Customer>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let file = commands::edit(tx, id, seen.0, &body).await?;
        queries::present(tx.conn(), tx.actor()?, file).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Approves or returns an entered file (CRM-03).
#[utoipa::path(tag = "customers", operation_id = "review_customer", request_body = Review,
    responses((status = 200, description = "The file as it is now", body = Customer)))]
#[post("/customers/{id}/reviews")]
async fn review(
    who: Can<customer::Review>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<Review>,
    door: Door,
) -> Reply<Versioned<Customer>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let file = commands::review(tx, id, seen.0, &body).await?;
        queries::present(tx.conn(), tx.actor()?, file).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Shows one confidential value; the audit log keeps who saw it (CRM-08).
#[utoipa::path(tag = "customers", operation_id = "reveal_field", request_body = Reveal,
    responses((status = 200, description = "The value", body = Revealed)))]
#[post("/customers/{id}/reveals")]
async fn reveal(who: Can<customer::Reveal>, id: Path<Uuid>, body: Body<Reveal>, door: Door) -> Reply<Json<Revealed>> {
    let id = id.into_inner();
    door.write(&who, None, async move |tx: &mut Tx| commands::reveal(tx, id, &body).await).await.map(Json)
}

/// What is about to be entered.
#[derive(Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
#[derive(Default)]
struct Entry {
    #[param(max_length = 200)]
    name: String,
    #[param(max_length = 30)]
    phone: String,
    #[param(max_length = 18)]
    credit_code: String,
}

/// Whether a customer about to be entered is on file already, and whom to ask (CRM-09).
#[utoipa::path(tag = "customers", operation_id = "find_similar", params(Entry),
    responses((status = 200, description = "Look-alikes; files out of reach without their id", body = Similar)))]
#[get("/customers/similar")]
async fn similar(who: Can<customer::Create>, entry: Query<Entry>, door: Door) -> Reply<Json<Similar>> {
    let Entry { name, phone, credit_code } = entry.into_inner();
    let query = SimilarQuery { name, phone, credit_code };
    queries::similar(door.reader().conn(), &door.state().keys, &who, &query).await.map(Json)
}

/// Who is looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// At least two characters of the name or number, or the last four digits of the phone.
    #[param(min_length = 2, max_length = 100)]
    q: String,
}

/// Finds a customer's number and name, e.g. to take a complaint; tells nothing else of the file.
#[utoipa::path(tag = "customers", operation_id = "look_up_customers", params(Wanted),
    responses((status = 200, description = "At most eight customers", body = Hits)))]
#[get("/customers/look-up")]
async fn look_up(who: Signed, wanted: Query<Wanted>, door: Door) -> Reply<Json<Hits>> {
    let q = wanted.q.trim().to_owned();
    if !(2..=100).contains(&q.chars().count()) {
        return Err(Error::invalid("/q", "length"));
    }
    if who.may(Permission::CustomerLookUp) {
        return queries::look_up(door.reader().conn(), &door.state().keys, &q).await.map(Json);
    }
    if !who.may(Permission::CustomerRead) {
        return Err(Error::Forbidden(Permission::CustomerLookUp));
    }
    let asking = Asking::new(door.state(), &who, door.meta.language);
    Ok(Json(Hits { hits: queries::search(&asking, &q).await? }))
}

/// What happened around a customer, from every area, newest first (CRM-11).
#[utoipa::path(tag = "customers", operation_id = "show_timeline",
    responses((status = 200, description = "At most a hundred events of each area", body = Page<TimelineItem>)))]
#[get("/customers/{id}/timeline")]
async fn timeline(who: Can<customer::Read>, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Json<Page<TimelineItem>>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    readable(asking.conn, &who, *id).await?;
    let mut items = Vec::new();
    for area in &areas.0 {
        items.extend(area.timeline(&asking, *id).await?);
    }
    items.sort_by_key(|item| std::cmp::Reverse(item.at));
    Ok(Json(Page { items, ..Page::default() }))
}
