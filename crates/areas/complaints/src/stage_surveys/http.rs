use super::fields::LIST;
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::complaints::stage_surveys::{NewStageSurvey, StageSurvey, StageSurveyAct, StageSurveyLink};
use contract::page::Page;
use contract::permission::stage_survey::{Ask, Read};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(list_stage_surveys).service(ask_at_stage).service(show_stage_survey).service(make_stage_survey_link);
    config.service(act_on_stage_survey);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<StageSurvey> {
    let it = queries::found(tx.conn(), id, tx.actor()?).await?;
    queries::present(tx.conn(), vec![it], tx.actor()?).await?.pop().ok_or(Error::NotFound)
}

/// Customers asked at a stage, as far as the caller sees them (CPL-13).
#[utoipa::path(tag = "stage-surveys", operation_id = "list_stage_surveys", params(Params),
    responses((status = 200, description = "A page of surveys", body = Page<StageSurvey>)))]
#[get("/stage-surveys")]
async fn list_stage_surveys(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<StageSurvey>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), &who, &query).await.map(Json)
}

/// Begins a survey of a customer at a stage; it is answered through a link, or on the phone.
#[utoipa::path(tag = "stage-surveys", operation_id = "ask_at_stage", request_body = NewStageSurvey,
    responses((status = 201, description = "The survey", body = StageSurvey)))]
#[post("/stage-surveys")]
async fn ask_at_stage(who: Can<Ask>, once: Once, body: Body<NewStageSurvey>, door: Door) -> Reply<Created<StageSurvey>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::ask(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A survey with its marks.
#[utoipa::path(tag = "stage-surveys", operation_id = "show_stage_survey",
    responses((status = 200, description = "The survey", body = StageSurvey)))]
#[get("/stage-surveys/{id}")]
async fn show_stage_survey(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<StageSurvey>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, *id, &who).await?;
    queries::present(conn, vec![it], &who).await?.pop().ok_or(Error::NotFound).map(Versioned)
}

/// Makes the link that the customer answers through, once. This answer alone has it; one made before leads nowhere from now on.
#[utoipa::path(tag = "stage-surveys", operation_id = "make_stage_survey_link",
    responses((status = 200, description = "The link", body = StageSurveyLink)))]
#[post("/stage-surveys/{id}/links")]
async fn make_stage_survey_link(who: Can<Ask>, id: Path<Uuid>, door: Door) -> Reply<Json<StageSurveyLink>> {
    door.write(&who, None, async move |tx: &mut Tx| commands::link(tx, *id).await).await.map(Json)
}

/// Records the customer's marks from the phone, or withdraws the survey. A mean below the threshold opens a complaint.
#[utoipa::path(tag = "stage-surveys", operation_id = "act_on_stage_survey", request_body = StageSurveyAct,
    responses((status = 200, description = "The survey as it is now", body = StageSurvey)))]
#[post("/stage-surveys/{id}/transitions")]
async fn act_on_stage_survey(
    who: Can<Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<StageSurveyAct>,
    door: Door,
) -> Reply<Versioned<StageSurvey>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, &body).await?;
        told(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
