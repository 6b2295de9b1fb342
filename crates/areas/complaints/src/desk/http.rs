use super::{board, queue};
use actix_web::get;
use actix_web::web::Json;
use contract::complaints::desk::{Desk, DeskBoard};
use contract::permission::complaint::{Assign, Read};
use engines::Asking;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_desk).service(show_desk_board);
}

/// What waits for the caller at the service desk, late first: complaints, customers to be told something, questions, remedies to be signed,
/// requests, rectifications, actions.
#[utoipa::path(tag = "complaints", operation_id = "show_desk", responses((status = 200, description = "The queue", body = Desk)))]
#[get("/service-desk")]
async fn show_desk(who: Can<Read>, door: Door) -> Reply<Json<Desk>> {
    queue::desk(&Asking::new(door.state(), &who, door.meta.language)).await.map(Json)
}

/// The desk of those whom the caller assigns to: figures, and what is in whose hands.
#[utoipa::path(tag = "complaints", operation_id = "show_desk_board", responses((status = 200, description = "The board", body = DeskBoard)))]
#[get("/service-desk/board")]
async fn show_desk_board(who: Can<Assign>, door: Door) -> Reply<Json<DeskBoard>> {
    board::board(&Asking::new(door.state(), &who, door.meta.language)).await.map(Json)
}
