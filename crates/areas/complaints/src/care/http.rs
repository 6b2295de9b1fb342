use super::{codes, commands, surveys, uploads};
use actix_web::web::{Json, Path};
use actix_web::{HttpRequest, HttpResponse, get, http::header, post};
use contract::complaints::care::{
    CaseAnswer, CaseCode, CaseKey, CaseMessage, FiledByCustomer, PublicCase, PublicComplaint, PublicForm, PublicSurvey, PublicThanks,
    SurveyAnswer, SurveyKey, SurveyLink,
};
use contract::complaints::uploads::UploadTicket;
use contract::permission::complaint::{Feedback, Read};
use contract::problem::Problem;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Arriving, Body};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(open_form).service(file).service(follow).service(write).service(answer).service(open_survey).service(answer_survey);
    config.service(issue_code).service(issue_survey).service(open_uploads).service(send_file);
}

/// What only its reader may keep.
fn unkept<T: Serialize>(body: T) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(body)
}

/// A form for a complaint without an account, good for one.
#[utoipa::path(tag = "care", operation_id = "open_public_form", security(()),
    responses((status = 200, description = "The form's ticket", body = PublicForm)))]
#[get("/public/complaint-form")]
async fn open_form(door: Door) -> Reply<HttpResponse> {
    codes::issue_ticket(&door.state().keys, door.state().clock.now()).map(unkept)
}

/// Files a complaint without an account (CPL-01). This answer alone has the code that opens the case.
#[utoipa::path(tag = "care", operation_id = "file_public_complaint", request_body = PublicComplaint, security(()),
    responses((status = 200, description = "Number, code and the first answer", body = FiledByCustomer)))]
#[post("/public/complaints")]
async fn file(body: Body<PublicComplaint>, door: Door) -> Reply<HttpResponse> {
    door.write_as_system(async move |tx: &mut Tx| commands::file(tx, &body).await).await.map(unkept)
}

/// A case by its number and code. Whatever is wrong, the answer is the same; five wrong codes lock the case for a quarter of an hour.
#[utoipa::path(tag = "care", operation_id = "follow_public_complaint", request_body = CaseKey, security(()),
    responses((status = 200, description = "The case as its customer sees it", body = PublicCase),
        (status = 404, description = "Number or code is wrong, or the case is locked", body = Problem, content_type = "application/problem+json")))]
#[post("/public/complaints/look-up")]
async fn follow(body: Body<CaseKey>, door: Door) -> Reply<HttpResponse> {
    commands::follow(&door, body.into_inner()).await.map(unkept)
}

/// Adds the customer's own words to their case.
#[utoipa::path(tag = "care", operation_id = "write_on_public_complaint", request_body = CaseMessage, security(()),
    responses((status = 200, description = "The case as it is now", body = PublicCase),
        (status = 404, description = "Number or code is wrong, or the case is locked", body = Problem, content_type = "application/problem+json")))]
#[post("/public/complaints/messages")]
async fn write(body: Body<CaseMessage>, door: Door) -> Reply<HttpResponse> {
    commands::write(&door, body.into_inner()).await.map(unkept)
}

/// Leave to send files with a case by its number and code, for ten minutes. Wrong codes count as when the case is looked up.
#[utoipa::path(tag = "care", operation_id = "open_uploads", request_body = CaseKey, security(()),
    responses((status = 200, description = "The ticket, and what may be sent", body = UploadTicket),
        (status = 404, description = "Number or code is wrong, or the case is locked", body = Problem, content_type = "application/problem+json")))]
#[post("/public/complaints/upload-tickets")]
async fn open_uploads(body: Body<CaseKey>, door: Door) -> Reply<HttpResponse> {
    uploads::open(&door, body.into_inner()).await.map(unkept)
}

/// Sends a file with a case: a picture, a PDF or plain text, up to 10 MiB, ten for each case.
///
/// The file is the whole body; its name travels in `Content-Disposition: attachment; filename*=UTF-8''…`. What it is, its content says.
#[utoipa::path(tag = "care", operation_id = "send_public_file", security(()),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    responses((status = 200, description = "The case as it is now", body = PublicCase),
        (status = 404, description = "The ticket is none, or its time is over", body = Problem, content_type = "application/problem+json")))]
#[post("/public/uploads/{ticket}")]
async fn send_file(ticket: Path<String>, arriving: Arriving, door: Door) -> Reply<HttpResponse> {
    uploads::send(&door, &ticket, arriving).await.map(unkept)
}

/// The customer says whether they are satisfied (CPL-06): 4 and 5 close the case, less opens it again.
#[utoipa::path(tag = "care", operation_id = "answer_public_complaint", request_body = CaseAnswer, security(()),
    responses((status = 200, description = "The case as it is now", body = PublicCase),
        (status = 404, description = "Number or code is wrong, or the case is locked", body = Problem, content_type = "application/problem+json")))]
#[post("/public/complaints/answers")]
async fn answer(body: Body<CaseAnswer>, door: Door) -> Reply<HttpResponse> {
    commands::answer(&door, body.into_inner()).await.map(unkept)
}

/// A survey by the token of its link.
#[utoipa::path(tag = "care", operation_id = "open_survey", request_body = SurveyKey, security(()),
    responses((status = 200, description = "What is asked about", body = PublicSurvey),
        (status = 404, description = "The link was used, has ended, or is none", body = Problem, content_type = "application/problem+json")))]
#[post("/public/surveys/look-up")]
async fn open_survey(body: Body<SurveyKey>, door: Door) -> Reply<HttpResponse> {
    let (state, conn) = (door.state(), door.reader().conn());
    let (_, case) = surveys::open(conn, &state.keys, &body.token, state.clock.now()).await?;
    Ok(unkept(PublicSurvey { number: case.number, matter: case.matter, result: case.result.unwrap_or_default() }))
}

/// Answers a survey, once (CPL-06).
#[utoipa::path(tag = "care", operation_id = "answer_survey", request_body = SurveyAnswer, security(()),
    responses((status = 200, description = "Where the case is now", body = PublicThanks),
        (status = 404, description = "The link was used, has ended, or is none", body = Problem, content_type = "application/problem+json")))]
#[post("/public/surveys/answers")]
async fn answer_survey(body: Body<SurveyAnswer>, door: Door) -> Reply<HttpResponse> {
    door.write_as_system(async move |tx: &mut Tx| commands::answer_survey(tx, &body).await).await.map(unkept)
}

/// A new code for the customer, by somebody who works on the case; this answer alone has it, and the one before ends.
#[utoipa::path(tag = "complaints", operation_id = "issue_case_code",
    responses((status = 200, description = "Number and code", body = CaseCode)))]
#[post("/complaints/{id}/codes")]
async fn issue_code(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Json<CaseCode>> {
    door.write(&who, None, async move |tx: &mut Tx| codes::issue(tx, *id).await).await.map(Json)
}

/// A link and QR code with which the customer answers, once; this answer alone has them, and those before end.
#[utoipa::path(tag = "complaints", operation_id = "issue_survey",
    responses((status = 200, description = "The link", body = SurveyLink)))]
#[post("/complaints/{id}/surveys")]
async fn issue_survey(who: Can<Feedback>, id: Path<Uuid>, door: Door, request: HttpRequest) -> Reply<Json<SurveyLink>> {
    let known = door.state().config.server.public_url.clone();
    let origin = known.unwrap_or_else(|| {
        let seen = request.connection_info();
        format!("{}://{}", seen.scheme(), seen.host())
    });
    door.write(&who, None, async move |tx: &mut Tx| surveys::issue(tx, *id, &origin).await).await.map(Json)
}
