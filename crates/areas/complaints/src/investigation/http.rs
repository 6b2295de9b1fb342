use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::complaints::inquiries::{Inquiry, InquiryAnswer, Investigation, NewInquiry, NewStatement, WitnessStatement};
use contract::permission::complaint::{Investigate, Read};
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(take).service(ask).service(show_inquiry).service(answer);
}

/// The statements and inquiries of a case (CPL-03).
#[utoipa::path(tag = "complaints", operation_id = "show_investigation",
    responses((status = 200, description = "What the investigation has so far", body = Investigation)))]
#[get("/complaints/{id}/investigation")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Json<Investigation>> {
    queries::investigation(door.reader().conn(), *id, &who, door.state().clock.now()).await.map(Json)
}

/// Keeps what somebody said; it is never changed.
#[utoipa::path(tag = "complaints", operation_id = "take_statement", request_body = NewStatement,
    responses((status = 201, description = "The statement", body = WitnessStatement)))]
#[post("/complaints/{id}/statements")]
async fn take(who: Can<Investigate>, id: Path<Uuid>, once: Once, body: Body<NewStatement>, door: Door) -> Reply<Created<WitnessStatement>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| commands::take(tx, *id, &body).await).await.map(Created)
}

/// Asks somebody to answer for their department; they see the question and nothing else of the case.
#[utoipa::path(tag = "complaints", operation_id = "ask_department", request_body = NewInquiry,
    responses((status = 201, description = "The question", body = Inquiry)))]
#[post("/complaints/{id}/inquiries")]
async fn ask(who: Can<Investigate>, id: Path<Uuid>, once: Once, body: Body<NewInquiry>, door: Door) -> Reply<Created<Inquiry>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| commands::ask(tx, *id, &body).await).await.map(Created)
}

/// A question, for who is asked and for those who see the case.
#[utoipa::path(tag = "complaints", operation_id = "show_inquiry",
    responses((status = 200, description = "The question", body = Inquiry)))]
#[get("/complaint-inquiries/{id}")]
async fn show_inquiry(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Inquiry>> {
    let conn = door.reader().conn();
    let asked = queries::found(conn, *id, &who).await?;
    queries::shown(conn, &who, asked, door.state().clock.now()).await.map(Versioned)
}

/// Answers as who was asked; the investigator may write down what they were told.
#[utoipa::path(tag = "complaints", operation_id = "answer_inquiry", request_body = InquiryAnswer,
    responses((status = 201, description = "The question with its answer", body = Inquiry)))]
#[post("/complaint-inquiries/{id}/answers")]
async fn answer(who: Signed, id: Path<Uuid>, once: Once, body: Body<InquiryAnswer>, door: Door) -> Reply<Created<Inquiry>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| commands::answer(tx, *id, &body).await).await.map(Created)
}
