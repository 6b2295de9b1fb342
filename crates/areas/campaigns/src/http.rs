use crate::{commands, fields::LIST, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::campaigns::{Campaign, CampaignAct, CampaignPlan, CampaignRow};
use contract::page::Page;
use contract::permission::campaign;
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(draft).service(show).service(edit).service(act);
}

/// Campaigns within reach.
#[utoipa::path(tag = "campaigns", operation_id = "list_campaigns", params(Params),
    responses((status = 200, description = "A page of campaigns", body = Page<CampaignRow>)))]
#[get("/campaigns")]
async fn list(who: Can<campaign::Read>, list: List, door: Door) -> Reply<Json<Page<CampaignRow>>> {
    let query = list.of(&LIST, who.id)?;
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    queries::list(door.reader().conn(), &door.state().keys, &who, &query, today).await.map(Json)
}

/// Drafts a campaign (CMP-01).
#[utoipa::path(tag = "campaigns", operation_id = "create_campaign", request_body = CampaignPlan,
    responses((status = 201, description = "The draft", body = Campaign)))]
#[post("/campaigns")]
async fn draft(who: Can<campaign::Create>, once: Once, body: Body<CampaignPlan>, door: Door) -> Reply<Created<Campaign>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let row = commands::draft(tx, &body).await?;
        queries::present(tx.conn(), tx.actor()?, row).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A campaign.
#[utoipa::path(tag = "campaigns", operation_id = "show_campaign", responses((status = 200, description = "The campaign", body = Campaign)))]
#[get("/campaigns/{id}")]
async fn show(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Campaign>> {
    let conn = door.reader().conn();
    queries::present(conn, &who, queries::visible(conn, &who, *id).await?).await.map(Versioned)
}

/// Changes the plan of a draft.
#[utoipa::path(tag = "campaigns", operation_id = "edit_campaign", request_body = CampaignPlan,
    responses((status = 200, description = "The campaign as it is now", body = Campaign)))]
#[put("/campaigns/{id}")]
async fn edit(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<CampaignPlan>,
    door: Door,
) -> Reply<Versioned<Campaign>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let row = commands::edit(tx, id, seen.0, &body).await?;
        queries::present(tx.conn(), tx.actor()?, row).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Takes a campaign one step on; `actions` of the campaign says which steps are open to the caller.
#[utoipa::path(tag = "campaigns", operation_id = "act_on_campaign", request_body = CampaignAct,
    responses((status = 200, description = "The campaign as it is now", body = Campaign)))]
#[post("/campaigns/{id}/transitions")]
async fn act(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<CampaignAct>,
    door: Door,
) -> Reply<Versioned<Campaign>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let row = commands::transition(tx, id, seen.0, &body).await?;
        queries::present(tx.conn(), tx.actor()?, row).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
