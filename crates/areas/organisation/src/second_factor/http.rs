use super::entity::{factor, recovery_code};
use super::rules::SECRET_BYTES;
use super::{commands, words};
use crate::accounts::demands_factor;
use crate::passwords::again;
use crate::sessions::fresh_me;
use actix_web::web::Json;
use actix_web::{get, post};
use contract::access::own::PasswordAgain;
use contract::access::second_factor::{AppCode, Enrolment, RecoveryCodes, SecondFactor};
use contract::organisation::Me;
use platform::auth::InPerson;
use platform::db::{Door, Tx};
use platform::http::Body;
use platform::seal::random;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers. What they answer is secret: no answer is kept for a repeated request.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(show).service(begin).service(confirm).service(renew_codes).service(remove);
}

/// Where the caller stands with their second factor.
#[utoipa::path(tag = "access", operation_id = "show_second_factor",
    responses((status = 200, description = "Enrolled or not", body = SecondFactor)))]
#[get("/me/second-factor")]
async fn show(who: InPerson, door: Door) -> Reply<Json<SecondFactor>> {
    let conn = door.reader().conn();
    let found = factor::Entity::find_by_id(who.id).one(conn).await?;
    let codes = recovery_code::Entity::find()
        .filter(recovery_code::Column::PersonId.eq(who.id))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(conn)
        .await?;
    let demanded = demands_factor(conn, &who.roles).await?;
    Ok(Json(SecondFactor { enrolled_at: found.and_then(|f| f.confirmed_at), recovery_codes_left: codes, demanded }))
}

/// Begins an enrolment: secret, address and picture for an authenticator app. It counts once a first code is confirmed.
#[utoipa::path(tag = "access", operation_id = "begin_enrolment", request_body = PasswordAgain,
    responses((status = 200, description = "Shown this once", body = Enrolment)))]
#[post("/me/second-factor")]
async fn begin(who: InPerson, body: Body<PasswordAgain>, door: Door) -> Reply<Json<Enrolment>> {
    let account = again(&door, &who, &body.password, "/password").await?;
    let mut secret = [0; SECRET_BYTES];
    random(&mut secret)?;
    let person = who.id;
    door.write(&who, None, async move |tx: &mut Tx| commands::begin(tx, person, secret).await).await?;
    words::enrolment(&secret, &account.username).map(Json)
}

/// Confirms an enrolment with a first code; from now on a code is asked for at each sign-in.
#[utoipa::path(tag = "access", operation_id = "confirm_enrolment", request_body = AppCode,
    responses((status = 200, description = "Recovery codes, shown this once", body = RecoveryCodes)))]
#[post("/me/second-factor/confirmations")]
async fn confirm(who: InPerson, body: Body<AppCode>, door: Door) -> Reply<Json<RecoveryCodes>> {
    let (person, code) = (who.id, body.code.clone());
    let codes = door.write(&who, None, async move |tx: &mut Tx| commands::confirm(tx, person, &code).await).await?;
    codes.map(Json).ok_or_else(|| Error::invalid("/code", "second_factor_wrong"))
}

/// Makes new recovery codes; the old ones count no longer.
#[utoipa::path(tag = "access", operation_id = "renew_recovery_codes", request_body = PasswordAgain,
    responses((status = 200, description = "Shown this once", body = RecoveryCodes)))]
#[post("/me/second-factor/recovery-codes")]
async fn renew_codes(who: InPerson, body: Body<PasswordAgain>, door: Door) -> Reply<Json<RecoveryCodes>> {
    again(&door, &who, &body.password, "/password").await?;
    let person = who.id;
    door.write(&who, None, async move |tx: &mut Tx| commands::renew_codes(tx, person).await).await.map(Json)
}

/// Removes the caller's second factor, unless the company demands it of one of their roles.
#[utoipa::path(tag = "access", operation_id = "remove_second_factor", request_body = PasswordAgain,
    responses((status = 200, description = "The caller", body = Me)))]
#[post("/me/second-factor/removals")]
async fn remove(who: InPerson, body: Body<PasswordAgain>, door: Door) -> Reply<Json<Me>> {
    again(&door, &who, &body.password, "/password").await?;
    let demanded = demands_factor(door.reader().conn(), &who.roles).await?;
    let person = who.id;
    door.write(&who, None, async move |tx: &mut Tx| commands::remove(tx, person, demanded).await).await?;
    fresh_me(&door, &who).await.map(Json)
}
