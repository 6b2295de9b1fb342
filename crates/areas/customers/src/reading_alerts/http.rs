use super::fields::LIST;
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::customers::{AlertReview, ReadingAlert, ReadingRules, ReadingRulesForm};
use contract::page::Page;
use contract::permission::{Permission, customer};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(show).service(review).service(show_rules).service(edit_rules);
}

/// Unusual reading of customer files: many within a short time, at night, before leaving (CRM-07). Nobody sees what is about themselves.
#[utoipa::path(tag = "customers", operation_id = "list_reading_alerts", params(Params),
    responses((status = 200, description = "A page of alerts", body = Page<ReadingAlert>)))]
#[get("/customer-reading-alerts")]
async fn list(who: Can<customer::Readings>, list: List, door: Door) -> Reply<Json<Page<ReadingAlert>>> {
    queries::list(door.reader().conn(), &who, &list.of(&LIST, who.id)?).await.map(Json)
}

/// One alert.
#[utoipa::path(tag = "customers", operation_id = "show_reading_alert", responses((status = 200, description = "The alert", body = ReadingAlert)))]
#[get("/customer-reading-alerts/{id}")]
async fn show(who: Can<customer::Readings>, id: Path<Uuid>, door: Door) -> Reply<Versioned<ReadingAlert>> {
    let conn = door.reader().conn();
    let row = queries::visible(conn, &who, *id).await?;
    queries::present(conn, row).await.map(Versioned)
}

/// Writes down what came of looking into it.
#[utoipa::path(tag = "customers", operation_id = "review_reading_alert", request_body = AlertReview,
    responses((status = 200, description = "The alert as it is now", body = ReadingAlert)))]
#[post("/customer-reading-alerts/{id}/reviews")]
async fn review(
    who: Can<customer::Readings>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<AlertReview>,
    door: Door,
) -> Reply<Versioned<ReadingAlert>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let row = commands::review(tx, id, seen.0, &body).await?;
        queries::present(tx.conn(), row).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// From when on reading is unusual.
#[utoipa::path(tag = "customers", operation_id = "show_reading_rules", responses((status = 200, description = "The rules", body = ReadingRules)))]
#[get("/customer-reading-rules")]
async fn show_rules(_who: Can<customer::Readings>, door: Door) -> Reply<Versioned<ReadingRules>> {
    queries::rules_row(door.reader().conn()).await.map(queries::present_rules).map(Versioned)
}

/// Changes from when on reading is unusual: for who may read the log of all files. What was found before stays.
#[utoipa::path(tag = "customers", operation_id = "edit_reading_rules", request_body = ReadingRulesForm,
    responses((status = 200, description = "The rules as they are now", body = ReadingRules)))]
#[put("/customer-reading-rules")]
async fn edit_rules(
    who: Can<customer::Readings>,
    seen: Expected,
    body: Body<ReadingRulesForm>,
    door: Door,
) -> Reply<Versioned<ReadingRules>> {
    if !who.scope().is_all() {
        return Err(Error::Forbidden(Permission::CustomerReadings));
    }
    let write = async move |tx: &mut Tx| commands::edit_rules(tx, seen.0, &body).await;
    door.write(&who, None, write).await.map(Versioned)
}
