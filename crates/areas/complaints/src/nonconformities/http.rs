use super::fields::LIST;
use super::{commands, queries, statistics};
use crate::figures::{Days, DaysWanted};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::complaints::nonconformities::{NewNonconformity, Nonconformity, NonconformityAct, NonconformityRow, NonconformityStatistics};
use contract::page::Page;
use contract::permission::quality::{Open, Read};
use engines::Asking;
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Query, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_nonconformities).service(register_nonconformity).service(show_nonconformity_statistics);
    config.service(show_nonconformity).service(act_on_nonconformity);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<Nonconformity> {
    let it = queries::found(tx.conn(), id, tx.actor()?).await?;
    queries::present(tx.conn(), it, tx.actor()?, local_date(tx.at(), tx.state().config.utc_offset_minutes)).await
}

/// Nonconformities: those within reach of `quality.read`, and those that the caller has to put right (CPL-07).
#[utoipa::path(tag = "quality", operation_id = "list_nonconformities", params(Params),
    responses((status = 200, description = "A page of nonconformities", body = Page<NonconformityRow>)))]
#[get("/nonconformities")]
async fn list_nonconformities(who: Signed, list: List, door: Door) -> Reply<Json<Page<NonconformityRow>>> {
    let query = list.of(&LIST, who.id)?;
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    queries::list(door.reader().conn(), &who, &query, today).await.map(Json)
}

/// Registers a nonconformity that a complaint or an inspection found (CPL-07).
#[utoipa::path(tag = "quality", operation_id = "register_nonconformity", request_body = NewNonconformity,
    responses((status = 201, description = "The nonconformity", body = Nonconformity)))]
#[post("/nonconformities")]
async fn register_nonconformity(who: Can<Open>, once: Once, body: Body<NewNonconformity>, door: Door) -> Reply<Created<Nonconformity>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::register(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// Nonconformities of some days by stage, cause and department, as far as the caller sees them; what was cancelled is left out.
#[utoipa::path(tag = "quality", operation_id = "show_nonconformity_statistics", params(DaysWanted),
    responses((status = 200, description = "The figures", body = NonconformityStatistics)))]
#[get("/nonconformities/statistics")]
async fn show_nonconformity_statistics(who: Can<Read>, wanted: Query<DaysWanted>, door: Door) -> Reply<Json<NonconformityStatistics>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let days = Days::read(&wanted, &asking)?;
    statistics::statistics(&asking, &days).await.map(Json)
}

/// A nonconformity with its steps, and what the caller may do with it now.
#[utoipa::path(tag = "quality", operation_id = "show_nonconformity",
    responses((status = 200, description = "The nonconformity", body = Nonconformity)))]
#[get("/nonconformities/{id}")]
async fn show_nonconformity(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Nonconformity>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, *id, &who).await?;
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    queries::present(conn, it, &who, today).await.map(Versioned)
}

/// Takes a nonconformity one step further: put right on the spot, demanded, reported, accepted or sent back.
#[utoipa::path(tag = "quality", operation_id = "act_on_nonconformity", request_body = NonconformityAct,
    responses((status = 200, description = "The nonconformity as it is now", body = Nonconformity)))]
#[post("/nonconformities/{id}/transitions")]
async fn act_on_nonconformity(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<NonconformityAct>,
    door: Door,
) -> Reply<Versioned<Nonconformity>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, &body).await?;
        told(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
