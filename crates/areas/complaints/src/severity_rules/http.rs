use actix_web::web::Json;
use actix_web::{get, post};
use contract::complaints::severity_rules::{SeverityRules, SeverityRulesForm};
use contract::permission::complaint::{Configure, Read};
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Once};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(write);
}

/// By which rules severity is suggested, now and at other times (CPL-01).
#[utoipa::path(tag = "complaints", operation_id = "show_severity_rules",
    responses((status = 200, description = "The rules in force and the company's versions", body = SeverityRules)))]
#[get("/severity-rules")]
async fn show(who: Can<Read>, door: Door) -> Reply<Json<SeverityRules>> {
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    super::show(door.reader().conn(), &who, today, door.meta.language).await.map(Json)
}

/// Writes rules that hold from a day on, today at the earliest; a rule that could never speak is refused. What was filed keeps its
/// severity and reason.
#[utoipa::path(tag = "complaints", operation_id = "write_severity_rules", request_body = SeverityRulesForm,
    responses((status = 200, description = "The rules as they are then", body = SeverityRules)))]
#[post("/severity-rules")]
async fn write(who: Can<Configure>, once: Once, body: Body<SeverityRulesForm>, door: Door) -> Reply<Json<SeverityRules>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| super::write(tx, &body).await).await.map(Json)
}
