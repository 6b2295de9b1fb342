use super::{commands, queries};
use crate::files::present;
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use contract::customers::{Customer, MergePreview, Merges, NewMerge};
use contract::permission::customer;
use engines::Areas;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Query, Versioned};
use platform::{Error, Reply};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(preview).service(merge).service(list).service(undo);
}

/// Which file would go into this one.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// The id of the duplicate.
    #[param(max_length = 36, example = "0193a1f0-0000-7000-8000-000000000000")]
    duplicate: String,
}

/// What taking a duplicate into this file would do (CRM-09): the parts to choose from, and what goes along.
#[utoipa::path(tag = "customers", operation_id = "preview_merge", params(Which),
    responses((status = 200, description = "The preview", body = MergePreview)))]
#[get("/customers/{id}/merge-preview")]
async fn preview(
    who: Can<customer::Review>,
    id: Path<Uuid>,
    which: Query<Which>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Json<MergePreview>> {
    let conn = door.reader().conn();
    let duplicate: Uuid = which.duplicate.parse().map_err(|_| Error::invalid("/duplicate", "customer_unknown"))?;
    let pair = commands::pair(conn, &who, (*id, duplicate), "/duplicate").await?;
    queries::preview(conn, &areas, pair, door.meta.language).await.map(Json)
}

/// Takes a duplicate into this file with everything that belongs to it (CRM-09). It can be undone for thirty days.
#[utoipa::path(tag = "customers", operation_id = "merge_customer", request_body = NewMerge,
    responses((status = 200, description = "The file as it is now", body = Customer)))]
#[post("/customers/{id}/merges")]
async fn merge(
    who: Can<customer::Review>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<NewMerge>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Customer>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let file = commands::merge(tx, &areas, id, seen.0, &body).await?;
        present(tx.conn(), tx.actor()?, file).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// The files that went into this one, newest first.
#[utoipa::path(tag = "customers", operation_id = "list_customer_merges",
    responses((status = 200, description = "The merges", body = Merges)))]
#[get("/customers/{id}/merges")]
async fn list(who: Can<customer::Read>, id: Path<Uuid>, door: Door) -> Reply<Json<Merges>> {
    queries::of(door.reader().conn(), &who, *id, door.state().clock.now()).await.map(Json)
}

/// Takes two files apart again, within thirty days of their merge; what was entered since stays with the one that was kept.
#[utoipa::path(tag = "customers", operation_id = "undo_merge",
    responses((status = 200, description = "The file that was kept, as it is now", body = Customer)))]
#[post("/customer-merges/{id}/undoings")]
async fn undo(who: Can<customer::Review>, id: Path<Uuid>, once: Once, areas: Data<Areas>, door: Door) -> Reply<Versioned<Customer>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let file = commands::undo(tx, &areas, id).await?;
        present(tx.conn(), tx.actor()?, file).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Versioned)
}
