use super::{commands, queries};
use crate::sessions::fresh_me;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::access::agreements::{Agreement, AgreementAct, AgreementForm, OwnAgreement, Standing};
use contract::organisation::Me;
use contract::page::Page;
use contract::permission::agreement::{Publish, Read};
use platform::Reply;
use platform::auth::{Can, InPerson};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(show_own).service(accept).service(list).service(draft).service(show).service(edit).service(act).service(standings);
}

/// The confidentiality agreement in force, and whether the caller accepted it; `404` where none is in force.
#[utoipa::path(tag = "agreements", operation_id = "show_own_agreement",
    responses((status = 200, description = "The text", body = OwnAgreement), (status = 404, description = "None is in force",
        body = contract::problem::Problem, content_type = "application/problem+json")))]
#[get("/me/agreement")]
async fn show_own(who: InPerson, door: Door) -> Reply<Json<OwnAgreement>> {
    queries::own(door.reader().conn(), who.id).await.map(Json)
}

/// Accepts the version in force; time and address are kept (ORG-07).
#[utoipa::path(tag = "agreements", operation_id = "accept_agreement",
    responses((status = 200, description = "The caller, who may have one duty less", body = Me)))]
#[post("/agreements/{id}/acceptances")]
async fn accept(who: InPerson, id: Path<Uuid>, door: Door) -> Reply<Json<Me>> {
    let (person, id) = (who.id, id.into_inner());
    door.write(&who, None, async move |tx: &mut Tx| commands::accept(tx, id, person).await).await?;
    fresh_me(&door, &who).await.map(Json)
}

/// Every version.
#[utoipa::path(tag = "agreements", operation_id = "list_agreements", params(Params),
    responses((status = 200, description = "A page of versions", body = Page<Agreement>)))]
#[get("/agreements")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<Agreement>>> {
    let query = list.of(&queries::VERSIONS, who.id)?;
    queries::versions(door.reader().conn(), &who, &query).await.map(Json)
}

/// Drafts the next version.
#[utoipa::path(tag = "agreements", operation_id = "draft_agreement", request_body = AgreementForm,
    responses((status = 201, description = "The draft", body = Agreement)))]
#[post("/agreements")]
async fn draft(who: Can<Publish>, once: Once, body: Body<AgreementForm>, door: Door) -> Reply<Created<Agreement>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let author = tx.actor()?.clone();
        let row = commands::draft(tx, author.id, &body).await?;
        queries::present(tx.conn(), &author, row).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A version.
#[utoipa::path(tag = "agreements", operation_id = "show_agreement", responses((status = 200, description = "The version", body = Agreement)))]
#[get("/agreements/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Agreement>> {
    queries::show(door.reader().conn(), &who, *id).await.map(Versioned)
}

/// Changes a draft.
#[utoipa::path(tag = "agreements", operation_id = "edit_agreement", request_body = AgreementForm,
    responses((status = 200, description = "The draft as it is now", body = Agreement)))]
#[put("/agreements/{id}")]
async fn edit(who: Can<Publish>, id: Path<Uuid>, seen: Expected, body: Body<AgreementForm>, door: Door) -> Reply<Versioned<Agreement>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let row = commands::edit(tx, id, seen.0, &body).await?;
        queries::present(tx.conn(), tx.actor()?, row).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Publishes a draft: the version before ends, and everyone has to accept this one before anything else.
#[utoipa::path(tag = "agreements", operation_id = "act_on_agreement", request_body = AgreementAct,
    responses((status = 200, description = "The version as it is now", body = Agreement)))]
#[post("/agreements/{id}/transitions")]
async fn act(
    who: Can<Publish>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<AgreementAct>,
    door: Door,
) -> Reply<Versioned<Agreement>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let row = commands::act(tx, id, seen.0, body.act).await?;
        queries::present(tx.conn(), tx.actor()?, row).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Who within reach accepted the version in force, and who has not: `filter[accepted_at]=null:true`.
#[utoipa::path(tag = "agreements", operation_id = "list_agreement_standings", params(Params),
    responses((status = 200, description = "A page of people", body = Page<Standing>)))]
#[get("/agreement-standings")]
async fn standings(who: Can<Read>, asked: List, door: Door) -> Reply<Json<Page<Standing>>> {
    let query = asked.of(&queries::STANDINGS, who.id)?;
    queries::standings(door.reader().conn(), &who.scope(), &query).await.map(Json)
}
