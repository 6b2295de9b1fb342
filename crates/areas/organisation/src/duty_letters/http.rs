use super::fields::LIST;
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::duty_letters::{DutyLetter, DutyLetterAct, DutyLetterForm, DutyLetterRow};
use contract::page::Page;
use contract::permission::duty_letter::Manage;
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(draft).service(show).service(edit).service(act).service(renew);
}

/// Duty letters: those that bear the caller's name; with `duty_letter.read` those within its reach (ORG-04).
#[utoipa::path(tag = "duty-letters", operation_id = "list_duty_letters", params(Params),
    responses((status = 200, description = "A page of duty letters", body = Page<DutyLetterRow>)))]
#[get("/duty-letters")]
async fn list(who: Signed, list: List, door: Door) -> Reply<Json<Page<DutyLetterRow>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), &who, &query).await.map(Json)
}

/// Drafts a duty letter; who authorises is asked to sign first, then who accepts, then the supervisor.
#[utoipa::path(tag = "duty-letters", operation_id = "draft_duty_letter", request_body = DutyLetterForm,
    responses((status = 201, description = "The draft", body = DutyLetter)))]
#[post("/duty-letters")]
async fn draft(who: Can<Manage>, once: Once, body: Body<DutyLetterForm>, door: Door) -> Reply<Created<DutyLetter>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::draft(tx, &body).await?;
        shown(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A duty letter.
#[utoipa::path(tag = "duty-letters", operation_id = "show_duty_letter",
    responses((status = 200, description = "The duty letter", body = DutyLetter)))]
#[get("/duty-letters/{id}")]
async fn show(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<DutyLetter>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, *id, &who).await?;
    queries::present(conn, it, &who).await.map(Versioned)
}

/// Changes a draft.
#[utoipa::path(tag = "duty-letters", operation_id = "edit_duty_letter", request_body = DutyLetterForm,
    responses((status = 200, description = "The draft as it is now", body = DutyLetter)))]
#[put("/duty-letters/{id}")]
async fn edit(who: Can<Manage>, id: Path<Uuid>, seen: Expected, body: Body<DutyLetterForm>, door: Door) -> Reply<Versioned<DutyLetter>> {
    let write = async move |tx: &mut Tx| {
        commands::edit(tx, *id, seen.0, &body).await?;
        shown(tx, *id).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Signs a duty letter, or revokes it.
#[utoipa::path(tag = "duty-letters", operation_id = "act_on_duty_letter", request_body = DutyLetterAct,
    responses((status = 200, description = "The duty letter as it is now", body = DutyLetter)))]
#[post("/duty-letters/{id}/transitions")]
async fn act(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<DutyLetterAct>,
    door: Door,
) -> Reply<Versioned<DutyLetter>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, &body).await?;
        shown(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Drafts the letter that follows one that ended; one letter has one follower.
#[utoipa::path(tag = "duty-letters", operation_id = "renew_duty_letter", request_body = DutyLetterForm,
    responses((status = 201, description = "The new draft", body = DutyLetter)))]
#[post("/duty-letters/{id}/renewals")]
async fn renew(who: Can<Manage>, id: Path<Uuid>, once: Once, body: Body<DutyLetterForm>, door: Door) -> Reply<Created<DutyLetter>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::renew(tx, *id, &body).await?;
        shown(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

async fn shown(tx: &Tx, id: Uuid) -> Reply<DutyLetter> {
    let who = tx.actor()?;
    let it = queries::found(tx.conn(), id, who).await?;
    queries::present(tx.conn(), it, who).await
}
