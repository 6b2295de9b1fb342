use super::fields::{LINES, LIST};
use super::{commands, queries, signing};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use contract::hand_overs::{Confirmation, HandOver, HandOverAct, HandOverLine, HandOverRow, NewHandOver};
use contract::page::Page;
use engines::{Areas, Asking};
use platform::Reply;
use platform::auth::Signed;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(give_notice).service(show).service(act).service(confirm).service(list_lines);
}

/// Hand-overs: one's own, those one supervises (also in the place of a supervisor who is away) or receives from; with `hand_over.read` those within its reach.
#[utoipa::path(tag = "hand-overs", operation_id = "list_hand_overs", params(Params),
    responses((status = 200, description = "A page of hand-overs", body = Page<HandOverRow>)))]
#[get("/hand-overs")]
async fn list(who: Signed, list: List, door: Door) -> Reply<Json<Page<HandOverRow>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(&Asking::new(door.state(), &who, door.meta.language), &query).await.map(Json)
}

/// Gives notice (ORG-08): the list of everything the person owns is made at once; less than a month's notice waits for the director.
#[utoipa::path(tag = "hand-overs", operation_id = "give_notice", request_body = NewHandOver,
    responses((status = 201, description = "The hand-over", body = HandOver)))]
#[post("/hand-overs")]
async fn give_notice(who: Signed, once: Once, body: Body<NewHandOver>, areas: Data<Areas>, door: Door) -> Reply<Created<HandOver>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::give_notice(tx, &areas, &body).await?;
        shown(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A hand-over and how far it is.
#[utoipa::path(tag = "hand-overs", operation_id = "show_hand_over", responses((status = 200, description = "The hand-over", body = HandOver)))]
#[get("/hand-overs/{id}")]
async fn show(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<HandOver>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let places = signing::places(asking.conn, who.id, asking.today).await?;
    let it = queries::found(asking.conn, *id, &who, &places).await?;
    queries::present(asking.conn, it, &who, &places).await.map(Versioned)
}

/// Refreshes the list, names receivers, settles, signs, closes the account, or withdraws.
#[utoipa::path(tag = "hand-overs", operation_id = "act_on_hand_over", request_body = HandOverAct,
    responses((status = 200, description = "The hand-over as it is now", body = HandOver)))]
#[post("/hand-overs/{id}/transitions")]
async fn act(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<HandOverAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<HandOver>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, &areas, *id, seen.0, &body).await?;
        shown(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// The caller takes lines over, or declines them; what is taken belongs to the caller from now on.
#[utoipa::path(tag = "hand-overs", operation_id = "confirm_lines", request_body = Confirmation,
    responses((status = 200, description = "The hand-over as it is now", body = HandOver)))]
#[post("/hand-overs/{id}/confirmations")]
async fn confirm(
    who: Signed,
    id: Path<Uuid>,
    once: Once,
    body: Body<Confirmation>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<HandOver>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::confirm(tx, &areas, *id, &body).await?;
        shown(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// What is handed over, line by line; `filter[hand_over]` names one hand-over.
#[utoipa::path(tag = "hand-overs", operation_id = "list_lines", params(Params),
    responses((status = 200, description = "A page of lines", body = Page<HandOverLine>)))]
#[get("/hand-over-lines")]
async fn list_lines(who: Signed, asked: List, areas: Data<Areas>, door: Door) -> Reply<Json<Page<HandOverLine>>> {
    let query = asked.of(&LINES, who.id)?;
    queries::lines(&Asking::new(door.state(), &who, door.meta.language), &areas, &query).await.map(Json)
}

async fn shown(tx: &Tx, id: Uuid) -> Reply<HandOver> {
    let who = tx.actor()?;
    let places = signing::places(tx.conn(), who.id, commands::today(tx)).await?;
    let it = queries::found(tx.conn(), id, who, &places).await?;
    queries::present(tx.conn(), it, who, &places).await
}
