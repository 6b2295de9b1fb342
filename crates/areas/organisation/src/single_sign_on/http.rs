use super::provider::discover;
use super::rules::{Journey, challenge, form, own_path, user_name};
use crate::entity::{account, person};
use crate::sessions::{begin as begin_session, refresh_cookie};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header;
use actix_web::web::{Json, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::access::SignInWay;
use contract::access::single_sign_on::{Callback, ReturnTo, SignInWays};
use platform::config::Oidc;
use platform::db::{Door, Tx};
use platform::seal::random;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

const COOKIE: &str = "yunchou_oidc";
const PATH: &str = "/api/v1/sessions/oidc";
/// So long a person may take at the provider, in minutes.
const MINUTES: i64 = 10;

/// Registers the handlers.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(ways).service(begin).service(finish);
}

/// The ways in besides the password.
#[utoipa::path(tag = "sessions", operation_id = "show_sign_in_ways", security(()),
    responses((status = 200, description = "What the sign-in page offers", body = SignInWays)))]
#[get("/sessions/ways")]
async fn ways(door: Door) -> Json<SignInWays> {
    Json(SignInWays { single_sign_on: door.state().config.oidc.as_ref().map(|oidc| oidc.label.clone()) })
}

/// Sends the browser to the provider of single sign-on.
#[utoipa::path(tag = "sessions", operation_id = "begin_single_sign_on", security(()),
    params(("return_to" = Option<String>, Query, description = "A path of the browser application", max_length = 500)),
    responses((status = 303, description = "To the provider"), (status = 404, description = "There is none",
        body = contract::problem::Problem, content_type = "application/problem+json")))]
#[get("/sessions/oidc")]
async fn begin(wanted: Query<ReturnTo>, door: Door) -> Reply<HttpResponse> {
    let state = door.state();
    let settings = state.config.oidc.as_ref().ok_or(Error::NotFound)?;
    let provider = match discover(settings).await {
        Ok(provider) => provider,
        Err(cause) => return Ok(failed(&cause, "failed")),
    };
    let journey = Journey {
        state: word()?,
        nonce: word()?,
        verifier: word()?,
        return_to: own_path(wanted.return_to.as_deref()),
        until: state.clock.now().timestamp() + MINUTES * 60,
    };
    let redirect = settings.redirect();
    let challenge = challenge(&journey.verifier);
    let query = form(&[
        ("response_type", "code"),
        ("client_id", &settings.client_id),
        ("redirect_uri", &redirect),
        ("scope", &settings.scope),
        ("state", &journey.state),
        ("nonce", &journey.nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    let mark = if provider.authorization_endpoint.contains('?') { '&' } else { '?' };
    let sealed = state.keys.seal(&serde_json::to_string(&journey)?)?;
    let cookie = Cookie::build(COOKIE, sealed).path(PATH).http_only(true).same_site(SameSite::Lax).secure(state.config.server.https);
    let mut answer = HttpResponse::SeeOther();
    answer.cookie(cookie.max_age(Duration::minutes(MINUTES)).finish());
    Ok(answer.insert_header((header::LOCATION, format!("{}{mark}{query}", provider.authorization_endpoint))).finish())
}

/// Where the provider sends the browser back to; leads on to the page that was asked for, signed in.
#[utoipa::path(tag = "sessions", operation_id = "finish_single_sign_on", security(()),
    params(("code" = Option<String>, Query, max_length = 4000), ("state" = Option<String>, Query, max_length = 500),
        ("error" = Option<String>, Query, max_length = 500)),
    responses((status = 303, description = "To the page, or to the sign-in page with `sso=failed` or `sso=unknown`"),
        (status = 404, description = "There is no single sign-on", body = contract::problem::Problem, content_type = "application/problem+json")))]
#[get("/sessions/oidc/callback")]
async fn finish(request: HttpRequest, given: Query<Callback>, door: Door) -> Reply<HttpResponse> {
    let state = door.state();
    let settings = state.config.oidc.as_ref().ok_or(Error::NotFound)?;
    let (name, return_to) = match identify(&request, settings, &given, &door).await {
        Ok(found) => found,
        Err(cause) => return Ok(failed(&cause, "failed")),
    };
    let Some(person) = known(&door, &name).await? else {
        return Ok(failed(&anyhow::anyhow!("nobody active here has the user name that the provider gives"), "unknown"));
    };
    let opened = door.write_as_system(async move |tx: &mut Tx| begin_session(tx, person, SignInWay::SingleSignOn).await).await?;
    let mut answer = HttpResponse::SeeOther();
    if let Some(token) = opened.refresh {
        answer.cookie(refresh_cookie(state, token));
    }
    Ok(answer.cookie(gone()).insert_header((header::LOCATION, return_to)).finish())
}

/// The active person with this user name.
async fn known(door: &Door, name: &str) -> Reply<Option<Uuid>> {
    let conn = door.reader().conn();
    let Some(account) = account::Entity::find().filter(account::Column::Username.eq(name)).one(conn).await? else { return Ok(None) };
    let person = person::Entity::find_by_id(account.id).filter(person::Column::Active.eq(true)).one(conn).await?;
    Ok(person.map(|p| p.id))
}

/// The user name that the provider vouches for, and where its owner wanted to go.
async fn identify(request: &HttpRequest, settings: &Oidc, given: &Callback, door: &Door) -> Result<(String, String)> {
    if let Some(error) = &given.error {
        anyhow::bail!("the provider refused: {}", error.chars().take(80).collect::<String>());
    }
    let cookie = request.cookie(COOKIE).context("this browser did not set out from here")?;
    let state = door.state();
    let journey: Journey = serde_json::from_str(&state.keys.open(cookie.value())?)?;
    ensure!(given.state.as_deref() == Some(journey.state.as_str()), "the answer belongs to another sign-in");
    ensure!(journey.until > state.clock.now().timestamp(), "the sign-in took too long");
    let code = given.code.as_deref().context("the answer has no code")?;
    let claims = discover(settings).await?.claims(settings, code, &journey.verifier, &journey.nonce).await?;
    let name = user_name(&claims, &settings.claim).with_context(|| format!("the provider gives no usable {}", settings.claim))?;
    Ok((name, journey.return_to))
}

fn failed(cause: &anyhow::Error, word: &str) -> HttpResponse {
    tracing::warn!(cause = format!("{cause:#}"), "single sign-on failed");
    HttpResponse::SeeOther().cookie(gone()).insert_header((header::LOCATION, format!("/?sso={word}"))).finish()
}

fn gone() -> Cookie<'static> {
    let mut cookie = Cookie::build(COOKIE, "").path(PATH).http_only(true).finish();
    cookie.make_removal();
    cookie
}

/// 256 random bits.
fn word() -> Reply<String> {
    let mut bytes = [0; 32];
    random(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
