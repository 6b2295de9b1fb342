use super::queries::{found, one, sheet};
use super::{commands, entity};
use crate::queries::visible;
use actix_web::web::Path;
use actix_web::{get, post, put};
use contract::campaigns::run_sheet::{NewIncident, RosterForm, RunItem, RunItemAct, RunItemForm, RunSheet};
use contract::permission::campaign;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_run_sheet).service(plan_run_item).service(show_run_item).service(change_run_item).service(act_on_run_item);
    config.service(set_roster).service(note_incident);
}

async fn shown(tx: &Tx, item: entity::Model) -> Reply<RunItem> {
    let campaign = visible(tx.conn(), tx.actor()?, item.campaign_id).await?;
    one(tx.conn(), tx.actor()?, &campaign, item, tx.at()).await
}

/// The day of a campaign: run sheet with live states, roster, incidents (CMP-08).
#[utoipa::path(tag = "campaigns", operation_id = "show_run_sheet", responses((status = 200, description = "The day", body = RunSheet)))]
#[get("/campaigns/{id}/run-sheet")]
async fn show_run_sheet(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<RunSheet>> {
    let conn = door.reader().conn();
    let campaign = visible(conn, &who, *id).await?;
    sheet(conn, &who, &campaign, door.state().clock.now()).await.map(Versioned)
}

/// Plans an item of the run sheet, or a safety check.
#[utoipa::path(tag = "campaigns", operation_id = "plan_run_item", request_body = RunItemForm,
    responses((status = 201, description = "The item", body = RunItem)))]
#[post("/campaigns/{id}/run-items")]
async fn plan_run_item(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    once: Once,
    body: Body<RunItemForm>,
    door: Door,
) -> Reply<Created<RunItem>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let item = commands::plan(tx, id, &body).await?;
        shown(tx, item).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// An item of a run sheet.
#[utoipa::path(tag = "campaigns", operation_id = "show_run_item", responses((status = 200, description = "The item", body = RunItem)))]
#[get("/campaign-run-items/{id}")]
async fn show_run_item(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<RunItem>> {
    let conn = door.reader().conn();
    let (item, campaign) = found(conn, &who, *id).await?;
    one(conn, &who, &campaign, item, door.state().clock.now()).await.map(Versioned)
}

/// Changes an item of the run sheet.
#[utoipa::path(tag = "campaigns", operation_id = "change_run_item", request_body = RunItemForm,
    responses((status = 200, description = "The item as it is now", body = RunItem)))]
#[put("/campaign-run-items/{id}")]
async fn change_run_item(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<RunItemForm>,
    door: Door,
) -> Reply<Versioned<RunItem>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let item = commands::change(tx, id, seen.0, &body).await?;
        shown(tx, item).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Begins, finishes, skips or resets an item; `actions` says which of these are open to the caller.
#[utoipa::path(tag = "campaigns", operation_id = "act_on_run_item", request_body = RunItemAct,
    responses((status = 200, description = "The item as it is now", body = RunItem)))]
#[post("/campaign-run-items/{id}/transitions")]
async fn act_on_run_item(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<RunItemAct>,
    door: Door,
) -> Reply<Versioned<RunItem>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let item = commands::act(tx, id, seen.0, &body).await?;
        shown(tx, item).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Sets who is on duty, as a whole; the version is that of the run sheet.
#[utoipa::path(tag = "campaigns", operation_id = "set_roster", request_body = RosterForm,
    responses((status = 200, description = "The day as it is now", body = RunSheet)))]
#[put("/campaigns/{id}/roster")]
async fn set_roster(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<RosterForm>,
    door: Door,
) -> Reply<Versioned<RunSheet>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let campaign = commands::set_roster(tx, id, seen.0, &body).await?;
        sheet(tx.conn(), tx.actor()?, &campaign, tx.at()).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Notes an incident on site, with its time and who noted it; nothing is taken out of the log.
#[utoipa::path(tag = "campaigns", operation_id = "note_incident", request_body = NewIncident,
    responses((status = 201, description = "The day as it is now", body = RunSheet)))]
#[post("/campaigns/{id}/incidents")]
async fn note_incident(
    who: Can<campaign::Run>,
    id: Path<Uuid>,
    once: Once,
    body: Body<NewIncident>,
    door: Door,
) -> Reply<Created<RunSheet>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let campaign = commands::note(tx, id, &body).await?;
        sheet(tx.conn(), tx.actor()?, &campaign, tx.at()).await
    };
    door.write(&who, attempt, write).await.map(Created)
}
