use super::queries::{found, list, one};
use super::{commands, entity};
use crate::queries::visible;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::campaigns::materials::{Material, MaterialAct, MaterialForm, Materials};
use contract::permission::campaign;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_materials).service(add).service(show).service(edit).service(act);
}

async fn shown(tx: &Tx, material: entity::Model) -> Reply<Material> {
    let campaign = visible(tx.conn(), tx.actor()?, material.campaign_id).await?;
    one(tx.conn(), tx.actor()?, &campaign, material).await
}

/// The materials of a campaign: needed, ordered, received, used, left (CMP-05).
#[utoipa::path(tag = "campaigns", operation_id = "list_materials", responses((status = 200, description = "The materials", body = Materials)))]
#[get("/campaigns/{id}/materials")]
async fn list_materials(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Json<Materials>> {
    let conn = door.reader().conn();
    let campaign = visible(conn, &who, *id).await?;
    list(conn, &who, &campaign).await.map(Json)
}

/// Adds a material that is needed.
#[utoipa::path(tag = "campaigns", operation_id = "add_material", request_body = MaterialForm,
    responses((status = 201, description = "The material", body = Material)))]
#[post("/campaigns/{id}/materials")]
async fn add(who: Can<campaign::Edit>, id: Path<Uuid>, once: Once, body: Body<MaterialForm>, door: Door) -> Reply<Created<Material>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let material = commands::add(tx, id, &body).await?;
        shown(tx, material).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A material of a campaign.
#[utoipa::path(tag = "campaigns", operation_id = "show_material", responses((status = 200, description = "The material", body = Material)))]
#[get("/campaign-materials/{id}")]
async fn show(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Material>> {
    let conn = door.reader().conn();
    let (material, campaign) = found(conn, &who, *id).await?;
    one(conn, &who, &campaign, material).await.map(Versioned)
}

/// Changes what is needed, from whom and for how much.
#[utoipa::path(tag = "campaigns", operation_id = "edit_material", request_body = MaterialForm,
    responses((status = 200, description = "The material as it is now", body = Material)))]
#[put("/campaign-materials/{id}")]
async fn edit(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<MaterialForm>,
    door: Door,
) -> Reply<Versioned<Material>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let material = commands::edit(tx, id, seen.0, &body).await?;
        shown(tx, material).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Orders, receives, checks, uses or returns; `actions` of the material says which of these are open to the caller.
#[utoipa::path(tag = "campaigns", operation_id = "act_on_material", request_body = MaterialAct,
    responses((status = 200, description = "The material as it is now", body = Material)))]
#[post("/campaign-materials/{id}/transitions")]
async fn act(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<MaterialAct>,
    door: Door,
) -> Reply<Versioned<Material>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let material = commands::act(tx, id, seen.0, &body).await?;
        shown(tx, material).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
