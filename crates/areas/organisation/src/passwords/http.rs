use super::{commands, rules};
use crate::entity::account;
use crate::sessions::{LOCKED, count_failure, fresh_me};
use actix_web::post;
use actix_web::web::{Json, Path};
use contract::access::accounts::TemporaryPassword;
use contract::access::own::ChangePassword;
use contract::organisation::Me;
use contract::permission::access::Manage;
use platform::auth::{Actor, Can, InPerson, password};
use platform::db::{Door, Tx};
use platform::http::Body;
use platform::{Error, Reply};
use sea_orm::EntityTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(change).service(set_temporary);
}

/// Changes the caller's password; their other sessions end.
#[utoipa::path(tag = "access", operation_id = "change_own_password", request_body = ChangePassword,
    responses((status = 200, description = "The caller, who may have one duty less", body = Me)))]
#[post("/me/password")]
async fn change(who: InPerson, body: Body<ChangePassword>, door: Door) -> Reply<Json<Me>> {
    let account = again(&door, &who, &body.old_password, "/old_password").await?;
    if body.new_password == body.old_password {
        return Err(Error::invalid("/new_password", "password_same"));
    }
    if let Some(code) = rules::weakness(&body.new_password, &account.username) {
        return Err(Error::invalid("/new_password", code));
    }
    let hash = password::hash(body.new_password.clone()).await?;
    let (person, session) = (who.id, who.session);
    door.write(&who, None, async move |tx: &mut Tx| commands::change(tx, person, session, hash.clone()).await).await?;
    fresh_me(&door, &who).await.map(Json)
}

/// Sets a temporary password and shows it once; the person has to change it at the next sign-in. Their sessions end.
#[utoipa::path(tag = "access", operation_id = "set_temporary_password",
    responses((status = 200, description = "The password", body = TemporaryPassword)))]
#[post("/accounts/{id}/temporary-password")]
async fn set_temporary(who: Can<Manage>, id: Path<Uuid>, door: Door) -> Reply<Json<TemporaryPassword>> {
    let id = id.into_inner();
    account::Entity::find_by_id(id).one(door.reader().conn()).await?.ok_or(Error::NotFound)?;
    let secret = commands::temporary()?;
    let hash = password::hash(secret.clone()).await?;
    // Kept answers of repeated requests are stored: this one must not be.
    let write = async move |tx: &mut Tx| commands::set_temporary(tx, id, secret.clone(), hash.clone()).await;
    door.write(&who, None, write).await.map(Json)
}

/// The caller's account, if they know its password; a wrong one counts as a wrong sign-in.
///
/// # Errors
/// `422` at `pointer` for a wrong password, `409` while the account is locked.
pub(crate) async fn again(door: &Door, who: &Actor, given: &str, pointer: &'static str) -> Reply<account::Model> {
    let person = who.id;
    let account = account::Entity::find_by_id(person).one(door.reader().conn()).await?.ok_or(Error::NotFound)?;
    if account.locked_until.is_some_and(|until| until > door.state().clock.now()) {
        return Err(Error::Refused(LOCKED));
    }
    if !password::verify(given.to_owned(), Some(account.password_hash.clone())).await? {
        door.write_as_system(async move |tx: &mut Tx| count_failure(tx, person).await).await?;
        return Err(Error::invalid(pointer, "password_wrong"));
    }
    Ok(account)
}
