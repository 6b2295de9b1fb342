use actix_web::get;
use actix_web::web::{Json, Path};
use contract::complaints::remedy::RemedyVersion;
use contract::permission::complaint::Read;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list);
}

/// Every remedy that was proposed in a case, the newest first: to be compared (CPL-04).
#[utoipa::path(tag = "complaints", operation_id = "list_remedies",
    responses((status = 200, description = "The versions", body = Vec<RemedyVersion>)))]
#[get("/complaints/{id}/remedies")]
async fn list(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Json<Vec<RemedyVersion>>> {
    let conn = door.reader().conn();
    let case = crate::cases::seen(conn, *id, &who).await?;
    super::queries::versions(conn, case.id).await.map(Json)
}
