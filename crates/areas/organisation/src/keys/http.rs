use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{delete, get, post};
use contract::access::service::{IssuedKey, NewApiKey, NewServiceAccount, ServiceAccount};
use contract::page::Page;
use contract::permission::api_key::Manage;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, NoContent, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list).service(add).service(show).service(close).service(issue).service(revoke);
}

/// Accounts of programs, with their keys.
#[utoipa::path(tag = "service_accounts", operation_id = "list_service_accounts", params(Params),
    responses((status = 200, description = "A page of service accounts", body = Page<ServiceAccount>)))]
#[get("/service-accounts")]
async fn list(who: Can<Manage>, list: List, door: Door) -> Reply<Json<Page<ServiceAccount>>> {
    let query = list.of(&queries::LIST, who.id)?;
    queries::list(door.reader().conn(), &query).await.map(Json)
}

/// Sets up an account for a program.
#[utoipa::path(tag = "service_accounts", operation_id = "add_service_account", request_body = NewServiceAccount,
    responses((status = 201, description = "The account", body = ServiceAccount)))]
#[post("/service-accounts")]
async fn add(who: Can<Manage>, once: Once, body: Body<NewServiceAccount>, door: Door) -> Reply<Created<ServiceAccount>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::add(tx, &body).await?.id;
        queries::show(tx.conn(), id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A service account.
#[utoipa::path(tag = "service_accounts", operation_id = "show_service_account",
    responses((status = 200, description = "The account", body = ServiceAccount)))]
#[get("/service-accounts/{id}")]
async fn show(_who: Can<Manage>, id: Path<Uuid>, door: Door) -> Reply<Versioned<ServiceAccount>> {
    queries::show(door.reader().conn(), *id).await.map(Versioned)
}

/// Closes a service account; its keys end with it.
#[utoipa::path(tag = "service_accounts", operation_id = "close_service_account", responses((status = 204, description = "Closed")))]
#[delete("/service-accounts/{id}")]
async fn close(who: Can<Manage>, id: Path<Uuid>, door: Door) -> Reply<NoContent> {
    let id = id.into_inner();
    door.write(&who, None, async move |tx: &mut Tx| commands::close(tx, id).await).await?;
    Ok(NoContent)
}

/// Issues a key. It is shown this once; the answer is not kept for a repeated request.
#[utoipa::path(tag = "service_accounts", operation_id = "issue_key", request_body = NewApiKey,
    responses((status = 200, description = "The key", body = IssuedKey)))]
#[post("/service-accounts/{id}/keys")]
async fn issue(who: Can<Manage>, id: Path<Uuid>, body: Body<NewApiKey>, door: Door) -> Reply<Json<IssuedKey>> {
    let (id, secret) = (id.into_inner(), commands::secret()?);
    door.write(&who, None, async move |tx: &mut Tx| commands::issue(tx, id, &body, &secret).await).await.map(Json)
}

/// Revokes a key; it is refused from the next request on.
#[utoipa::path(tag = "service_accounts", operation_id = "revoke_key", responses((status = 204, description = "Revoked")))]
#[delete("/api-keys/{id}")]
async fn revoke(who: Can<Manage>, id: Path<Uuid>, door: Door) -> Reply<NoContent> {
    let id = id.into_inner();
    door.write(&who, None, async move |tx: &mut Tx| commands::revoke(tx, id).await).await?;
    Ok(NoContent)
}
