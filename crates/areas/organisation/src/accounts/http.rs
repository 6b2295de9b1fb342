use super::{demands, queries};
use crate::entity::account;
use crate::second_factor::reset;
use crate::sessions::{end_all, open_sessions};
use actix_web::web::{Json, Path};
use actix_web::{delete, get, put};
use contract::access::accounts::{AccessRules, AccessRulesForm, Account};
use contract::access::own::OpenSession;
use contract::page::Page;
use contract::permission::access::Manage;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, NoContent, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply};
use sea_orm::EntityTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list).service(sessions).service(end_sessions).service(reset_factor).service(show_rules).service(edit_rules);
}

/// Everyone who can sign in.
#[utoipa::path(tag = "access", operation_id = "list_accounts", params(Params),
    responses((status = 200, description = "A page of accounts", body = Page<Account>)))]
#[get("/accounts")]
async fn list(who: Can<Manage>, list: List, door: Door) -> Reply<Json<Page<Account>>> {
    let query = list.of(&queries::LIST, who.id)?;
    queries::list(door.reader().conn(), &query, door.state().clock.now()).await.map(Json)
}

/// A person's running sessions.
#[utoipa::path(tag = "access", operation_id = "list_sessions_of",
    responses((status = 200, description = "At most a hundred", body = Vec<OpenSession>)))]
#[get("/accounts/{id}/sessions")]
async fn sessions(_who: Can<Manage>, id: Path<Uuid>, door: Door) -> Reply<Json<Vec<OpenSession>>> {
    known(&door, *id).await?;
    open_sessions(&door, *id, None).await.map(Json)
}

/// Ends every session of a person.
#[utoipa::path(tag = "access", operation_id = "end_sessions_of", responses((status = 204, description = "Ended")))]
#[delete("/accounts/{id}/sessions")]
async fn end_sessions(who: Can<Manage>, id: Path<Uuid>, door: Door) -> Reply<NoContent> {
    let id = id.into_inner();
    known(&door, id).await?;
    door.write(&who, None, async move |tx: &mut Tx| end_all(tx, id, None).await).await?;
    Ok(NoContent)
}

/// Takes a person's second factor away, because it is lost.
#[utoipa::path(tag = "access", operation_id = "reset_second_factor", responses((status = 204, description = "Gone")))]
#[delete("/accounts/{id}/second-factor")]
async fn reset_factor(who: Can<Manage>, id: Path<Uuid>, door: Door) -> Reply<NoContent> {
    let id = id.into_inner();
    door.write(&who, None, async move |tx: &mut Tx| reset(tx, id).await).await?;
    Ok(NoContent)
}

/// What the company demands of sign-ins.
#[utoipa::path(tag = "access", operation_id = "show_access_rules",
    responses((status = 200, description = "The rules", body = AccessRules)))]
#[get("/access-rules")]
async fn show_rules(_who: Can<Manage>, door: Door) -> Reply<Versioned<AccessRules>> {
    demands::current(door.reader().conn()).await.map(Versioned)
}

/// Changes what the company demands of sign-ins; it counts from everyone's next request on.
#[utoipa::path(tag = "access", operation_id = "edit_access_rules", request_body = AccessRulesForm,
    responses((status = 200, description = "The rules as they are now", body = AccessRules)))]
#[put("/access-rules")]
async fn edit_rules(who: Can<Manage>, seen: Expected, body: Body<AccessRulesForm>, door: Door) -> Reply<Versioned<AccessRules>> {
    let write = async move |tx: &mut Tx| demands::edit(tx, seen.0, &body.second_factor_roles).await;
    door.write(&who, None, write).await.map(Versioned)
}

async fn known(door: &Door, person: Uuid) -> Reply<()> {
    account::Entity::find_by_id(person).one(door.reader().conn()).await?.map(|_| ()).ok_or(Error::NotFound)
}
