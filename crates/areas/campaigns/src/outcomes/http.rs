use super::queries::{found, lessons, outcome, present};
use super::{commands, entity};
use crate::queries::visible;
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post, put};
use contract::campaigns::CampaignForm;
use contract::campaigns::outcomes::{CampaignLessons, CampaignOutcome, WonContract, WonContractForm};
use contract::permission::{campaign, customer};
use engines::{Areas, Asking};
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Query, Versioned};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_campaign_outcome).service(list_campaign_lessons);
    config.service(state_won_contract).service(show_won_contract).service(change_won_contract);
}

/// Which lessons are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LessonsWanted {
    /// Of campaigns of this form.
    form: CampaignForm,
}

async fn shown(tx: &Tx, areas: &Areas, contract: entity::Model) -> Reply<WonContract> {
    let asking = Asking::new(tx.state(), tx.actor()?, tx.meta().language);
    let (contract, customer) = found(tx.conn(), &asking, areas, contract.id).await?;
    present(tx.conn(), &asking, contract, customer).await
}

/// What came of a campaign, worked out from its records (CMP-10), the contracts that count for it (CMP-11), and the summary as it was frozen.
#[utoipa::path(tag = "campaigns", operation_id = "show_campaign_outcome",
    responses((status = 200, description = "The outcome", body = CampaignOutcome)))]
#[get("/campaigns/{id}/outcome")]
async fn show_campaign_outcome(who: Can<campaign::Read>, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Json<CampaignOutcome>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let campaign = visible(asking.conn, &who, *id).await?;
    outcome(&asking, &areas, &campaign).await.map(Json)
}

/// What was learned from the last campaigns of a form, for whoever plans the next (CMP-10).
#[utoipa::path(tag = "campaigns", operation_id = "list_campaign_lessons", params(LessonsWanted),
    responses((status = 200, description = "The lessons", body = CampaignLessons)))]
#[get("/campaign-lessons")]
async fn list_campaign_lessons(who: Can<campaign::Read>, wanted: Query<LessonsWanted>, door: Door) -> Reply<Json<CampaignLessons>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    lessons(&asking, wanted.form).await.map(Json)
}

/// States a contract that was won with a customer whom the caller sees; it counts for campaigns once a scan is attached (CMP-11).
#[utoipa::path(tag = "campaigns", operation_id = "state_won_contract", request_body = WonContractForm,
    responses((status = 201, description = "The contract", body = WonContract)))]
#[post("/won-contracts")]
async fn state_won_contract(
    who: Can<customer::Edit>,
    once: Once,
    body: Body<WonContractForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Created<WonContract>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let contract = commands::state(tx, &areas, &body).await?;
        shown(tx, &areas, contract).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A won contract, and the campaigns that it counts for.
#[utoipa::path(tag = "campaigns", operation_id = "show_won_contract",
    responses((status = 200, description = "The contract", body = WonContract)))]
#[get("/won-contracts/{id}")]
async fn show_won_contract(who: Can<customer::Read>, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Versioned<WonContract>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let (contract, customer) = found(asking.conn, &asking, &areas, *id).await?;
    present(asking.conn, &asking, contract, customer).await.map(Versioned)
}

/// Puts a won contract right.
#[utoipa::path(tag = "campaigns", operation_id = "change_won_contract", request_body = WonContractForm,
    responses((status = 200, description = "The contract as it is now", body = WonContract)))]
#[put("/won-contracts/{id}")]
async fn change_won_contract(
    who: Can<customer::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<WonContractForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<WonContract>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let contract = commands::change(tx, &areas, id, seen.0, &body).await?;
        shown(tx, &areas, contract).await
    };
    door.write(&who, None, write).await.map(Versioned)
}
