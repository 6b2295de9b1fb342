use super::history::LIST;
use super::{history, past, proposals};
use crate::files::{present, readable, seen};
use crate::readings;
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::customers::{Customer, HistoryEntry};
use contract::page::Page;
use contract::permission::customer;
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Expected, Once, Query, Versioned};
use platform::list::{List, Params};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(withdraw).service(list).service(show_past);
}

/// Gives up one's own change of key fields before it is approved (CRM-03).
#[utoipa::path(tag = "customers", operation_id = "withdraw_proposal",
    responses((status = 200, description = "The file, as approved", body = Customer)))]
#[post("/customers/{id}/withdrawals")]
async fn withdraw(who: Can<customer::Edit>, id: Path<Uuid>, seen: Expected, once: Once, door: Door) -> Reply<Versioned<Customer>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let file = proposals::withdraw(tx, id, seen.0).await?;
        present(tx.conn(), tx.actor()?, file).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Versioned)
}

/// Every change of a file and its contacts: who, when, old and new (CRM-04). Confidential values are dots.
#[utoipa::path(tag = "customers", operation_id = "list_customer_history", params(Params),
    responses((status = 200, description = "A page of changes, newest first", body = Page<HistoryEntry>)))]
#[get("/customers/{id}/history")]
async fn list(who: Can<customer::Read>, id: Path<Uuid>, wanted: List, door: Door) -> Reply<Json<Page<HistoryEntry>>> {
    let query = wanted.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let file = readable(conn, &who, *id).await?;
    readings::opened(&door, &who, seen(&who, &file)).await?;
    history::list(conn, &file, &query, (door.meta.language, door.state().config.utc_offset_minutes)).await.map(Json)
}

/// The day looked at.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct When {
    /// A day since the file was entered; the file is shown as it was at the end of it.
    #[param(max_length = 10, example = "2026-11-23")]
    on: String,
}

/// A customer file as it was at the end of a day (CRM-04): masked as it is now, with nothing to be done.
#[utoipa::path(tag = "customers", operation_id = "show_past_customer", params(When),
    responses((status = 200, description = "The file as it was", body = Customer)))]
#[get("/customers/{id}/past")]
async fn show_past(who: Can<customer::Read>, id: Path<Uuid>, when: Query<When>, door: Door) -> Reply<Json<Customer>> {
    let conn = door.reader().conn();
    let offset = door.state().config.utc_offset_minutes;
    let file = readable(conn, &who, *id).await?;
    let on = past::day(&when.on, &file, local_date(door.state().clock.now(), offset), offset)?;
    readings::opened(&door, &who, seen(&who, &file)).await?;
    past::as_of(conn, file, on, offset).await.map(Json)
}
