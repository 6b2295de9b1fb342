use super::answering::{self, Given};
use super::queries::{LIST, crossed, found, list, present, public_url, tabulated};
use super::{commands, entity, export};
use crate::guests::origin;
use actix_web::web::{Json, Path};
use actix_web::{HttpRequest, get, post, put};
use contract::campaigns::questionnaires::results::{CrossTable, QuestionnaireResults};
use contract::campaigns::questionnaires::{
    AnswerCodes, AnswerTaken, AnswerWay, NewAnswerCodes, PaperAnswer, Questionnaire, QuestionnaireAct, QuestionnaireForm, QuestionnaireRow,
};
use contract::page::Page;
use contract::permission::campaign;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Download, Expected, Once, Query, Versioned};
use platform::list::{List, Params};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(list_questionnaires).service(create_questionnaire).service(show_questionnaire).service(edit_questionnaire);
    config.service(act_on_questionnaire).service(make_answer_codes).service(enter_paper_answer);
    config.service(show_questionnaire_results).service(show_cross_table).service(export_questionnaire);
}

/// Which edition.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EditionWanted {
    /// Its number; absent: the newest.
    edition: Option<u32>,
}

/// Which questions stand against each other.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CrossWanted {
    /// Its number; absent: the newest.
    edition: Option<u32>,
    /// The key of the question whose answers are the rows; absent: the first that fits.
    #[param(max_length = 20)]
    rows: Option<String>,
    /// The key of the question whose answers are the columns; absent: the next that fits.
    #[param(max_length = 20)]
    columns: Option<String>,
}

/// Questionnaires within reach, with sent, returned and valid (MKT-08).
#[utoipa::path(tag = "questionnaires", operation_id = "list_questionnaires", params(Params),
    responses((status = 200, description = "A page of questionnaires", body = Page<QuestionnaireRow>)))]
#[get("/questionnaires")]
async fn list_questionnaires(who: Can<campaign::Read>, query: List, door: Door) -> Reply<Json<Page<QuestionnaireRow>>> {
    let query = query.of(&LIST, who.id)?;
    list(door.reader().conn(), &who, &query).await.map(Json)
}

async fn shown(tx: &Tx, it: entity::Model, origin: &str) -> Reply<Questionnaire> {
    present(tx.conn(), tx.actor()?, it, origin).await
}

/// Makes a questionnaire, of a campaign (CMP-09) or on its own. Nobody is asked before it is published.
#[utoipa::path(tag = "questionnaires", operation_id = "create_questionnaire", request_body = QuestionnaireForm,
    responses((status = 201, description = "The draft", body = Questionnaire)))]
#[post("/questionnaires")]
async fn create_questionnaire(
    who: Can<campaign::Create>,
    once: Once,
    body: Body<QuestionnaireForm>,
    request: HttpRequest,
    door: Door,
) -> Reply<Created<Questionnaire>> {
    let (attempt, origin) = (once.with(&body), origin(&request, door.state()));
    let write = async move |tx: &mut Tx| {
        let it = commands::create(tx, &body).await?;
        shown(tx, it, &origin).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A questionnaire with its editions.
#[utoipa::path(tag = "questionnaires", operation_id = "show_questionnaire",
    responses((status = 200, description = "The questionnaire", body = Questionnaire)))]
#[get("/questionnaires/{id}")]
async fn show_questionnaire(who: Can<campaign::Read>, id: Path<Uuid>, request: HttpRequest, door: Door) -> Reply<Versioned<Questionnaire>> {
    let conn = door.reader().conn();
    let it = found(conn, &who, *id).await?;
    present(conn, &who, it, &origin(&request, door.state())).await.map(Versioned)
}

/// Changes a questionnaire. Published editions stay as they are; the change counts once it is published again.
#[utoipa::path(tag = "questionnaires", operation_id = "edit_questionnaire", request_body = QuestionnaireForm,
    responses((status = 200, description = "The questionnaire as it is now", body = Questionnaire)))]
#[put("/questionnaires/{id}")]
async fn edit_questionnaire(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<QuestionnaireForm>,
    request: HttpRequest,
    door: Door,
) -> Reply<Versioned<Questionnaire>> {
    let (id, origin) = (id.into_inner(), origin(&request, door.state()));
    let write = async move |tx: &mut Tx| {
        let it = commands::edit(tx, id, seen.0, &body).await?;
        shown(tx, it, &origin).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Publishes the questions as a new edition, closes or reopens; `actions` says which of these are open to the caller.
#[utoipa::path(tag = "questionnaires", operation_id = "act_on_questionnaire", request_body = QuestionnaireAct,
    responses((status = 200, description = "The questionnaire as it is now", body = Questionnaire)))]
#[post("/questionnaires/{id}/transitions")]
async fn act_on_questionnaire(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<QuestionnaireAct>,
    request: HttpRequest,
    door: Door,
) -> Reply<Versioned<Questionnaire>> {
    let (id, attempt, origin) = (id.into_inner(), once.with(&body), origin(&request, door.state()));
    let write = async move |tx: &mut Tx| {
        let it = commands::act(tx, id, seen.0, body.act).await?;
        shown(tx, it, &origin).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Makes addresses that work once; this answer alone has them, and each counts as sent.
#[utoipa::path(tag = "questionnaires", operation_id = "make_answer_codes", request_body = NewAnswerCodes,
    responses((status = 200, description = "The addresses", body = AnswerCodes)))]
#[post("/questionnaires/{id}/codes")]
async fn make_answer_codes(
    who: Can<campaign::Edit>,
    id: Path<Uuid>,
    body: Body<NewAnswerCodes>,
    request: HttpRequest,
    door: Door,
) -> Reply<Json<AnswerCodes>> {
    let (id, origin) = (id.into_inner(), origin(&request, door.state()));
    let (token, codes) = door.write(&who, None, async move |tx: &mut Tx| commands::codes(tx, id, body.count).await).await?;
    // Behind `#`: browsers do not send it, so no log keeps it.
    let url = |code: String| format!("{}#{code}", public_url(&origin, &token));
    Ok(Json(AnswerCodes { urls: codes.into_iter().map(url).collect() }))
}

/// Enters a form from paper. One with gaps counts as returned, not as valid. Nothing says who entered it.
#[utoipa::path(tag = "questionnaires", operation_id = "enter_paper_answer", request_body = PaperAnswer,
    responses((status = 200, description = "It was taken", body = AnswerTaken)))]
#[post("/questionnaires/{id}/papers")]
async fn enter_paper_answer(who: Can<campaign::Edit>, id: Path<Uuid>, body: Body<PaperAnswer>, door: Door) -> Reply<Json<AnswerTaken>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let it = commands::paper(tx, id).await?;
        let PaperAnswer { id, edition, answers, respondent } = &*body;
        let given = Given { id: *id, edition: *edition, answers, respondent, way: AnswerWay::Paper };
        answering::keep(tx, &it, &given).await
    };
    door.write(&who, None, write).await.map(Json)
}

/// The results of an edition so far: counts, shares, means, NPS, texts.
#[utoipa::path(tag = "questionnaires", operation_id = "show_questionnaire_results", params(EditionWanted),
    responses((status = 200, description = "The results", body = QuestionnaireResults)))]
#[get("/questionnaires/{id}/results")]
async fn show_questionnaire_results(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    wanted: Query<EditionWanted>,
    door: Door,
) -> Reply<Json<QuestionnaireResults>> {
    let conn = door.reader().conn();
    let it = found(conn, &who, *id).await?;
    tabulated(conn, &it, wanted.edition).await.map(Json)
}

/// The answers to one question by those to another, with shares of row, column and whole; `404` before the first edition.
#[utoipa::path(tag = "questionnaires", operation_id = "show_cross_table", params(CrossWanted),
    responses((status = 200, description = "The table", body = CrossTable)))]
#[get("/questionnaires/{id}/cross-table")]
async fn show_cross_table(who: Can<campaign::Read>, id: Path<Uuid>, wanted: Query<CrossWanted>, door: Door) -> Reply<Json<CrossTable>> {
    let conn = door.reader().conn();
    let it = found(conn, &who, *id).await?;
    crossed(conn, &it, wanted.edition, wanted.rows.as_deref(), wanted.columns.as_deref()).await.map(Json)
}

/// Every answer of an edition as a spreadsheet. Of an anonymous one it has no day; names are there for those alone who may change it.
#[utoipa::path(tag = "questionnaires", operation_id = "export_questionnaire", params(EditionWanted),
    responses((status = 200, description = "An xlsx file", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/questionnaires/{id}/export.xlsx")]
async fn export_questionnaire(who: Can<campaign::Read>, id: Path<Uuid>, wanted: Query<EditionWanted>, door: Door) -> Reply<Download> {
    export::file(&who, *id, wanted.edition, &door).await
}
