//! The side of those who answer, without an account (MKT-08). It tells the questions and nothing of the company; it keeps the answers and
//! nothing of the person. A code that works once comes in the body, so that no log has it.

use super::answering::{self, Given};
use super::entity::{Column, Entity, Model};
use super::queries::{edition, is_full};
use crate::guests::tickets;
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::campaigns::questionnaires::{AnswerTaken, AnswerWay, PublicAnswer, PublicQuestionnaire, QuestionnaireStatus};
use platform::db::{Door, Tx};
use platform::http::Body;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use utoipa_actix_web::service_config::ServiceConfig;

const REFUSED: Refusal = Refusal::new("questionnaire.refused", locale::problems::SIGN_UP_REFUSED);

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(open_public_questionnaire).service(answer_public_questionnaire);
}

/// The one behind an address, while it takes answers; whatever else the address is, there is none.
async fn published(conn: &impl ConnectionTrait, token: &str) -> Reply<Model> {
    let open = Entity::find().filter(Column::Token.eq(token)).filter(Column::Status.eq(QuestionnaireStatus::Open));
    open.one(conn).await?.ok_or(Error::NotFound)
}

/// What somebody without an account is asked; `404` before it is published and once it is closed.
#[utoipa::path(tag = "questionnaires", operation_id = "open_public_questionnaire", security(()),
    responses((status = 200, description = "The questions", body = PublicQuestionnaire)))]
#[get("/public/questionnaires/{token}")]
async fn open_public_questionnaire(token: Path<String>, door: Door) -> Reply<Json<PublicQuestionnaire>> {
    let (state, conn) = (door.state(), door.reader().conn());
    let it = published(conn, &token).await?;
    let newest = edition(conn, it.id, it.edition).await?.ok_or(Error::NotFound)?;
    let full = is_full(conn, &it).await?;
    Ok(Json(PublicQuestionnaire {
        title: it.title,
        intro: it.intro,
        anonymous: it.anonymous,
        by_code_only: it.by_code_only,
        full,
        edition: u32::try_from(newest.edition).unwrap_or(u32::MAX),
        questions: serde_json::from_str(&newest.questions)?,
        ticket: tickets::issue(&state.keys, &token, state.clock.now()),
    }))
}

/// Takes an answer without an account; the same one sent twice counts once.
#[utoipa::path(tag = "questionnaires", operation_id = "answer_public_questionnaire", request_body = PublicAnswer, security(()),
    responses((status = 200, description = "It was taken", body = AnswerTaken)))]
#[post("/public/questionnaires/{token}")]
async fn answer_public_questionnaire(token: Path<String>, body: Body<PublicAnswer>, door: Door) -> Reply<Json<AnswerTaken>> {
    let write = async move |tx: &mut Tx| {
        let it = published(tx.conn(), &token).await?;
        if !body.website.trim().is_empty() || !tickets::is_good(&tx.state().keys, &token, &body.ticket, tx.at()) {
            return Err(Error::Refused(REFUSED));
        }
        let by_code = it.by_code_only || !body.code.trim().is_empty();
        let way = if by_code { AnswerWay::Code } else { AnswerWay::Link };
        let given = Given { id: body.id, edition: body.edition, answers: &body.answers, respondent: &body.respondent, way };
        if by_code {
            answering::use_code(tx, &it, &given, &body.code).await?;
        }
        answering::keep(tx, &it, &given).await
    };
    door.write_as_system(write).await.map(Json)
}
