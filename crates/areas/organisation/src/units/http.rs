use super::commands;
use super::queries::Tree;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::permission::{organisation::Edit, person::Read};
use contract::units::{Unit, UnitAct, UnitForm, UnitTree};
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(add).service(show).service(edit).service(act);
}

/// The tree of units, closed ones included.
#[utoipa::path(tag = "organisation", operation_id = "list_units", responses((status = 200, description = "The tree", body = UnitTree)))]
#[get("/units")]
async fn list(who: Can<Read>, door: Door) -> Reply<Json<UnitTree>> {
    Ok(Json(Tree::load(door.reader().conn()).await?.all(&who)))
}

/// Adds a unit (ORG-01).
#[utoipa::path(tag = "organisation", operation_id = "add_unit", request_body = UnitForm,
    responses((status = 201, description = "The unit", body = Unit)))]
#[post("/units")]
async fn add(who: Can<Edit>, once: Once, body: Body<UnitForm>, door: Door) -> Reply<Created<Unit>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::add(tx, &body).await?;
        commands::shown(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A unit.
#[utoipa::path(tag = "organisation", operation_id = "show_unit", responses((status = 200, description = "The unit", body = Unit)))]
#[get("/units/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Unit>> {
    let tree = Tree::load(door.reader().conn()).await?;
    Ok(Versioned(tree.present(tree.unit(*id)?, &who)))
}

/// Changes a unit, or moves it with everything below it.
#[utoipa::path(tag = "organisation", operation_id = "edit_unit", request_body = UnitForm,
    responses((status = 200, description = "The unit", body = Unit)))]
#[put("/units/{id}")]
async fn edit(who: Can<Edit>, id: Path<Uuid>, seen: Expected, body: Body<UnitForm>, door: Door) -> Reply<Versioned<Unit>> {
    let write = async move |tx: &mut Tx| {
        commands::edit(tx, *id, seen.0, &body).await?;
        commands::shown(tx, *id).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Closes a unit in which nobody works, or opens it again.
#[utoipa::path(tag = "organisation", operation_id = "act_on_unit", request_body = UnitAct,
    responses((status = 200, description = "The unit", body = Unit)))]
#[post("/units/{id}/transitions")]
async fn act(who: Can<Edit>, id: Path<Uuid>, seen: Expected, once: Once, body: Body<UnitAct>, door: Door) -> Reply<Versioned<Unit>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, body.act).await?;
        commands::shown(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
