//! What is asked at which stage (CPL-13). A change counts for customers asked from then on.

use super::entity::survey_definition::{ActiveModel, Entity, Model};
use super::fields::DEFINITIONS;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::complaints::stage_surveys::{SurveyDefinition, SurveyDefinitionForm};
use contract::page::Page;
use contract::permission::Permission;
use contract::permission::stage_survey::{Define, Read};
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params, page, total};
use platform::{Error, Reply};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(list_survey_definitions).service(define_survey).service(show_survey_definition).service(redefine_survey);
}

fn present(it: Model, who: &Actor) -> Reply<SurveyDefinition> {
    Ok(SurveyDefinition {
        questions: serde_json::from_str(&it.questions)?,
        editable: who.may(Permission::StageSurveyDefine),
        id: it.id,
        stage: it.stage,
        threshold: it.threshold,
        active: it.active,
        created_at: it.created_at,
        version: it.version,
    })
}

fn written(mut row: ActiveModel, form: &SurveyDefinitionForm) -> Reply<ActiveModel> {
    let questions: Vec<&str> = form.questions.iter().map(|question| question.trim()).collect();
    row.stage = Set(form.stage.trim().to_owned());
    row.questions = Set(serde_json::to_string(&questions)?);
    row.threshold = Set(form.threshold);
    row.active = Set(form.active);
    Ok(row)
}

/// Says what is asked at a stage.
///
/// # Errors
/// Where the database fails.
pub async fn define(tx: &mut Tx, form: &SurveyDefinitionForm) -> Reply<SurveyDefinition> {
    let row =
        ActiveModel { id: Set(Uuid::now_v7()), version: Set(1), created_at: Set(tx.at()), updated_at: Set(tx.at()), ..Default::default() };
    let it = tx.insert::<Entity, _>(written(row, form)?).await?;
    present(it, tx.actor()?)
}

/// What is asked at which stage (CPL-13).
#[utoipa::path(tag = "stage-surveys", operation_id = "list_survey_definitions", params(Params),
    responses((status = 200, description = "A page of definitions", body = Page<SurveyDefinition>)))]
#[get("/stage-survey-definitions")]
async fn list_survey_definitions(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<SurveyDefinition>>> {
    let query = list.of(&DEFINITIONS, who.id)?;
    let conn = door.reader().conn();
    let found = page(conn, Entity::find(), &query).await?;
    let total = total(conn, Entity::find(), &query).await?;
    let items = found.items.into_iter().map(|it| present(it, &who)).collect::<Reply<Vec<_>>>()?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// Says what is asked at a stage.
#[utoipa::path(tag = "stage-surveys", operation_id = "define_survey", request_body = SurveyDefinitionForm,
    responses((status = 201, description = "The definition", body = SurveyDefinition)))]
#[post("/stage-survey-definitions")]
async fn define_survey(who: Can<Define>, once: Once, body: Body<SurveyDefinitionForm>, door: Door) -> Reply<Created<SurveyDefinition>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| define(tx, &body).await).await.map(Created)
}

/// What is asked at a stage.
#[utoipa::path(tag = "stage-surveys", operation_id = "show_survey_definition",
    responses((status = 200, description = "The definition", body = SurveyDefinition)))]
#[get("/stage-survey-definitions/{id}")]
async fn show_survey_definition(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<SurveyDefinition>> {
    let it = Entity::find_by_id(*id).one(door.reader().conn()).await?.ok_or(Error::NotFound)?;
    present(it, &who).map(Versioned)
}

/// Changes what is asked at a stage, for customers asked from now on; an inactive one is asked about no more.
#[utoipa::path(tag = "stage-surveys", operation_id = "redefine_survey", request_body = SurveyDefinitionForm,
    responses((status = 200, description = "The definition as it is now", body = SurveyDefinition)))]
#[put("/stage-survey-definitions/{id}")]
async fn redefine_survey(
    who: Can<Define>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<SurveyDefinitionForm>,
    door: Door,
) -> Reply<Versioned<SurveyDefinition>> {
    let write = async move |tx: &mut Tx| {
        let before = Entity::find_by_id(*id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
        if before.version != seen.0 {
            return Err(Error::Stale);
        }
        let row = written(before.clone().into_active_model(), &body)?;
        let it = tx.update::<Entity, _>(&before, row).await?;
        present(it, tx.actor()?)
    };
    door.write(&who, None, write).await.map(Versioned)
}
