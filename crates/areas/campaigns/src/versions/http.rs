use super::all;
use crate::queries::visible;
use actix_web::get;
use actix_web::web::{Json, Path};
use contract::campaigns::versions::CampaignVersions;
use contract::permission::campaign;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_campaign_versions);
}

/// The plan as it is now and as it was each time it was submitted, the newest first, with what changed from one to the next (CMP-02, CMP-03).
#[utoipa::path(tag = "campaigns", operation_id = "list_campaign_versions",
    responses((status = 200, description = "The versions", body = CampaignVersions)))]
#[get("/campaigns/{id}/versions")]
async fn list_campaign_versions(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Json<CampaignVersions>> {
    let conn = door.reader().conn();
    let campaign = visible(conn, &who, *id).await?;
    all(conn, &campaign).await.map(Json)
}
