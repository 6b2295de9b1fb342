use super::commands::{self, CODE_REQUIRED, CODE_WRONG, ENDED, EXPIRED, LOCKED, Opened, SignedIn as Outcome, WRONG};
use super::me::me;
use super::own;
use crate::entity::{account, person};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::web::Json;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use contract::organisation::{Me, Preferences, SignIn, SignedIn};
use platform::auth::{Actor, Entering, InPerson, password};
use platform::db::{Door, Tx};
use platform::http::{Body, NoContent, State};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use utoipa_actix_web::service_config::ServiceConfig;

const COOKIE: &str = "yunchou_refresh";

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(start).service(refresh).service(end).service(show_me).service(set_preferences);
    own::routes(config);
}

/// Signs in. The refresh token comes as an HttpOnly cookie.
#[utoipa::path(tag = "sessions", operation_id = "start_session", request_body = SignIn, security(()),
    responses((status = 200, description = "Signed in", body = SignedIn)))]
#[post("/sessions")]
async fn start(body: Body<SignIn>, door: Door) -> Reply<HttpResponse> {
    let found = account::Entity::find().filter(account::Column::Username.eq(body.username.trim())).one(door.reader().conn()).await?;
    let now = door.state().clock.now();
    let fits = password::verify(body.password.clone(), found.as_ref().map(|a| a.password_hash.clone())).await?;
    let Some(account) = found else { return Err(Error::SignIn(WRONG)) };
    let person = account.id;
    if account.locked_until.is_some_and(|until| until > now) {
        return Err(Error::SignIn(LOCKED));
    }
    if !fits {
        door.write_as_system(async move |tx: &mut Tx| commands::count_failure(tx, person).await).await?;
        return Err(Error::SignIn(WRONG));
    }
    if account.temporary_until.is_some_and(|until| until <= now) {
        return Err(Error::SignIn(EXPIRED));
    }
    let rehashed = if password::is_current(&account.password_hash) { None } else { Some(password::hash(body.password.clone()).await?) };
    let code = body.code.clone();
    let sign_in = async move |tx: &mut Tx| commands::sign_in(tx, person, code.as_deref(), rehashed.clone()).await;
    match door.write_as_system(sign_in).await? {
        Outcome::Opened(opened) => answer(&door, opened).await,
        Outcome::CodeRequired => Err(Error::SignIn(CODE_REQUIRED)),
        Outcome::CodeWrong => Err(Error::SignIn(CODE_WRONG)),
    }
}

/// Renews the session with the cookie's refresh token, which changes each time.
#[utoipa::path(tag = "sessions", operation_id = "refresh_session", security(()),
    responses((status = 200, description = "Renewed", body = SignedIn)))]
#[post("/sessions/refresh")]
async fn refresh(request: HttpRequest, door: Door) -> Reply<HttpResponse> {
    let foreign = request.headers().get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    let token = request.cookie(COOKIE).filter(|_| !foreign).ok_or(Error::SignIn(ENDED))?.value().to_owned();
    let opened = door.write_as_system(async move |tx: &mut Tx| commands::renew(tx, &token).await).await?;
    answer(&door, opened.ok_or(Error::SignIn(ENDED))?).await
}

/// Signs out.
#[utoipa::path(tag = "sessions", operation_id = "end_session", responses((status = 204, description = "Signed out")))]
#[delete("/sessions/current")]
async fn end(who: InPerson, door: Door) -> Reply<NoContent> {
    let session = who.session;
    door.write(&who, None, async move |tx: &mut Tx| commands::end(tx, session).await).await?;
    Ok(NoContent)
}

/// The caller and what they may do.
#[utoipa::path(tag = "sessions", operation_id = "show_me", responses((status = 200, description = "The caller", body = Me)))]
#[get("/me")]
async fn show_me(who: Entering, door: Door) -> Reply<Json<Me>> {
    me(door.reader().conn(), &who).await.map(Json)
}

/// Sets the caller's language and theme.
#[utoipa::path(tag = "sessions", operation_id = "set_preferences", request_body = Preferences,
    responses((status = 200, description = "The caller", body = Me)))]
#[put("/me/preferences")]
async fn set_preferences(who: Entering, body: Body<Preferences>, door: Door) -> Reply<Json<Me>> {
    let id = who.id;
    let write = async move |tx: &mut Tx| {
        let found = person::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
        let mut row: person::ActiveModel = found.clone().into_active_model();
        row.language = Set(body.language.clone());
        row.theme = Set(body.theme);
        tx.update::<person::Entity, _>(&found, row).await?;
        let actor = tx.actor()?.clone();
        me(tx.conn(), &actor).await
    };
    door.write(&who, None, write).await.map(Json)
}

async fn answer(door: &Door, opened: Opened) -> Reply<HttpResponse> {
    let state = door.state();
    let actor = state.doorkeeper.actor(opened.person, opened.session).await?.ok_or(Error::SignIn(ENDED))?;
    let (access_token, expires_at) = state.tokens.issue(opened.person, opened.session, state.clock.now())?;
    let body = SignedIn { access_token, expires_at, me: me(door.reader().conn(), &actor).await? };
    let mut response = HttpResponse::Ok();
    if let Some(token) = opened.refresh {
        response.cookie(refresh_cookie(state, token));
    }
    Ok(response.json(body))
}

/// The cookie that renews a session.
pub(crate) fn refresh_cookie(state: &State, token: String) -> Cookie<'static> {
    Cookie::build(COOKIE, token)
        .path("/api/v1/sessions")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(state.config.server.https)
        .max_age(Duration::days(state.config.sessions.refresh_days))
        .finish()
}

/// The caller as they are after a write, with the duties that are left.
pub(crate) async fn fresh_me(door: &Door, who: &Actor) -> Reply<Me> {
    let actor = door.state().doorkeeper.actor(who.id, who.session).await?.ok_or(Error::Unauthenticated)?;
    me(door.reader().conn(), &actor).await
}
