use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::permission::Permission;
use contract::permission::role::{Edit, Read};
use contract::roles::{Role, RoleForm, Roles};
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(add).service(show).service(edit);
}

/// Every role with its permissions and holders.
#[utoipa::path(tag = "roles", operation_id = "list_roles", responses((status = 200, description = "The roles", body = Roles)))]
#[get("/roles")]
async fn list(who: Can<Read>, door: Door) -> Reply<Json<Roles>> {
    let items = queries::all(door.reader().conn(), door.meta.language).await?;
    Ok(Json(Roles { items, may_edit: who.may(Permission::RoleEdit) }))
}

/// Adds a role, e.g. a changed copy of a built-in one (ORG-05).
#[utoipa::path(tag = "roles", operation_id = "add_role", request_body = RoleForm,
    responses((status = 201, description = "The role", body = Role)))]
#[post("/roles")]
async fn add(who: Can<Edit>, once: Once, body: Body<RoleForm>, door: Door) -> Reply<Created<Role>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::add(tx, &body).await?;
        queries::one(tx.conn(), id, tx.meta().language).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A role.
#[utoipa::path(tag = "roles", operation_id = "show_role", responses((status = 200, description = "The role", body = Role)))]
#[get("/roles/{id}")]
async fn show(_who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Role>> {
    queries::one(door.reader().conn(), *id, door.meta.language).await.map(Versioned)
}

/// Changes a role; it counts from everybody's next request on. The last administration cannot be taken away.
#[utoipa::path(tag = "roles", operation_id = "edit_role", request_body = RoleForm,
    responses((status = 200, description = "The role", body = Role)))]
#[put("/roles/{id}")]
async fn edit(who: Can<Edit>, id: Path<Uuid>, seen: Expected, body: Body<RoleForm>, door: Door) -> Reply<Versioned<Role>> {
    let write = async move |tx: &mut Tx| {
        commands::edit(tx, *id, seen.0, &body).await?;
        queries::one(tx.conn(), *id, tx.meta().language).await
    };
    door.write(&who, None, write).await.map(Versioned)
}
