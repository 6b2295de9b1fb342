use super::queries::{found, present, present_one};
use super::{commands, entity};
use crate::queries::visible;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::campaigns::preparation::{FromTemplate, Preparation, PreparationAct, PreparationForm, PreparationItem};
use contract::permission::campaign;
use engines::Asking;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(add).service(lay_out).service(show_item).service(edit_item).service(act_on_item);
}

async fn shown(tx: &Tx, item: entity::Model) -> Reply<PreparationItem> {
    let asking = Asking::new(tx.state(), tx.actor()?, tx.meta().language);
    let campaign = visible(tx.conn(), tx.actor()?, item.campaign_id).await?;
    present_one(tx.conn(), &asking, item, &campaign).await
}

/// The checklist of a campaign, by due day (CMP-04).
#[utoipa::path(tag = "campaigns", operation_id = "show_preparation",
    responses((status = 200, description = "The checklist", body = Preparation)))]
#[get("/campaigns/{id}/preparation")]
async fn show(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Json<Preparation>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let campaign = visible(asking.conn, &who, *id).await?;
    present(asking.conn, &asking, &campaign).await.map(Json)
}

/// Adds something to prepare, due so many working days before the start (CMP-04).
#[utoipa::path(tag = "campaigns", operation_id = "add_preparation_item", request_body = PreparationForm,
    responses((status = 201, description = "The item", body = PreparationItem)))]
#[post("/campaigns/{id}/preparation")]
async fn add(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    once: Once,
    body: Body<PreparationForm>,
    door: Door,
) -> Reply<Created<PreparationItem>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let item = commands::add(tx, id, &body).await?;
        shown(tx, item).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// Adds the lines of a template to the checklist.
#[utoipa::path(tag = "campaigns", operation_id = "lay_out_preparation", request_body = FromTemplate,
    responses((status = 200, description = "The checklist as it is now", body = Preparation)))]
#[post("/campaigns/{id}/preparation/from-template")]
async fn lay_out(who: Can<campaign::Edit>, id: Path<Uuid>, once: Once, body: Body<FromTemplate>, door: Door) -> Reply<Json<Preparation>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        commands::lay_out(tx, id, body.template_id).await?;
        let asking = Asking::new(tx.state(), tx.actor()?, tx.meta().language);
        let campaign = visible(tx.conn(), tx.actor()?, id).await?;
        present(tx.conn(), &asking, &campaign).await
    };
    door.write(&who, attempt, write).await.map(Json)
}

/// Something to prepare.
#[utoipa::path(tag = "campaigns", operation_id = "show_preparation_item",
    responses((status = 200, description = "The item", body = PreparationItem)))]
#[get("/campaign-items/{id}")]
async fn show_item(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<PreparationItem>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let (item, campaign) = found(asking.conn, &who, *id).await?;
    present_one(asking.conn, &asking, item, &campaign).await.map(Versioned)
}

/// Changes something to prepare; it stays as done or open as it was.
#[utoipa::path(tag = "campaigns", operation_id = "edit_preparation_item", request_body = PreparationForm,
    responses((status = 200, description = "The item as it is now", body = PreparationItem)))]
#[put("/campaign-items/{id}")]
async fn edit_item(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<PreparationForm>,
    door: Door,
) -> Reply<Versioned<PreparationItem>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let item = commands::edit(tx, id, seen.0, &body).await?;
        shown(tx, item).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Completes, reopens or drops it; `actions` of the item says which of these are open to the caller.
#[utoipa::path(tag = "campaigns", operation_id = "act_on_preparation_item", request_body = PreparationAct,
    responses((status = 200, description = "The item as it is now", body = PreparationItem)))]
#[post("/campaign-items/{id}/transitions")]
async fn act_on_item(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<PreparationAct>,
    door: Door,
) -> Reply<Versioned<PreparationItem>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let item = commands::act(tx, id, seen.0, &body).await?;
        shown(tx, item).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
