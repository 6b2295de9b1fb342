use actix_web::{get, put};
use contract::complaints::settings::{ComplaintSettings, ComplaintSettingsForm};
use contract::permission::complaint::{Configure, Read};
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(edit);
}

/// How long each step of a complaint may take, and what the customer is told first.
#[utoipa::path(tag = "complaints", operation_id = "show_complaint_settings",
    responses((status = 200, description = "What the company says about complaints", body = ComplaintSettings)))]
#[get("/complaint-settings")]
async fn show(who: Can<Read>, door: Door) -> Reply<Versioned<ComplaintSettings>> {
    super::show(door.reader().conn(), &who).await.map(Versioned)
}

/// Changes terms and texts: they count for what begins from now on (CPL-02).
#[utoipa::path(tag = "complaints", operation_id = "edit_complaint_settings", request_body = ComplaintSettingsForm,
    responses((status = 200, description = "What the company says from now on", body = ComplaintSettings)))]
#[put("/complaint-settings")]
async fn edit(who: Can<Configure>, seen: Expected, body: Body<ComplaintSettingsForm>, door: Door) -> Reply<Versioned<ComplaintSettings>> {
    door.write(&who, None, async move |tx: &mut Tx| super::edit(tx, seen.0, &body).await).await.map(Versioned)
}
