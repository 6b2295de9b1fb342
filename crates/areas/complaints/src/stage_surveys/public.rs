//! The customer's side of a survey, without an account: who has the link answers once (CPL-13). It tells no name and no number.

use super::entity::stage_survey::{Column, Entity, Model};
use super::{answers, commands};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use contract::complaints::stage_surveys::{AskedStageSurvey, StageSurveyStatus, SurveyMarks, SurveyWay};
use platform::db::{Door, Tx};
use platform::http::Body;
use platform::seal::Keys;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(show_asked_stage_survey).service(answer_stage_survey);
}

/// Links that were never made, are over or were used are the same.
async fn by_link(conn: &impl ConnectionTrait, keys: &Keys, token: &str, now: DateTime<Utc>) -> Reply<Model> {
    let open = Entity::find()
        .filter(Column::TokenHash.eq(commands::hash(keys, token)))
        .filter(Column::Status.eq(StageSurveyStatus::Asked))
        .filter(Column::LinkUntil.gt(now));
    open.one(conn).await?.ok_or(Error::NotFound)
}

fn shown(it: &Model, answered: bool) -> Reply<AskedStageSurvey> {
    Ok(AskedStageSurvey { stage: it.stage.clone(), questions: serde_json::from_str(&it.questions)?, answered })
}

/// What a customer is asked; who has the link needs no account. `404` once it is used or over.
#[utoipa::path(tag = "stage-surveys", operation_id = "show_asked_stage_survey", security(()),
    responses((status = 200, description = "The questions", body = AskedStageSurvey)))]
#[get("/stage-survey-links/{token}")]
async fn show_asked_stage_survey(token: Path<String>, door: Door) -> Reply<Json<AskedStageSurvey>> {
    let it = by_link(door.reader().conn(), &door.state().keys, &token, door.state().clock.now()).await?;
    shown(&it, false).map(Json)
}

/// The customer's answer; the link works once.
#[utoipa::path(tag = "stage-surveys", operation_id = "answer_stage_survey", security(()), request_body = SurveyMarks,
    responses((status = 200, description = "It is answered", body = AskedStageSurvey)))]
#[post("/stage-survey-links/{token}")]
async fn answer_stage_survey(token: Path<String>, body: Body<SurveyMarks>, door: Door) -> Reply<Json<AskedStageSurvey>> {
    let write = async move |tx: &mut Tx| {
        let it = by_link(tx.conn(), &tx.state().keys, &token, tx.at()).await?;
        let step = answers::by_customer(&it)?;
        answers::keep(tx, &it, &step, &body, SurveyWay::Link).await?;
        shown(&it, true)
    };
    door.write_as_system(write).await.map(Json)
}
