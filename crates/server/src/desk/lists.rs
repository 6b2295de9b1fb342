//! What each list offers (CRM-15).

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use contract::page::ListDescription;
use engines::Areas;
use platform::auth::Signed;
use platform::db::Door;
use platform::list::ListDef;
use platform::{Error, Reply};
use utoipa_actix_web::service_config::ServiceConfig;

/// Lists that belong to no area.
const OWN: [&ListDef; 13] = [
    &engines::tasks::INBOX,
    &engines::attachments::LIST,
    &crate::comments::LIST,
    &engines::approvals::LIST,
    &engines::approvals::FLOWS,
    &engines::approvals::DELEGATIONS,
    &super::AUDIT,
    &super::JOBS,
    &crate::notifications::robots::LIST,
    &crate::notifications::channels::MESSAGES,
    &crate::webhooks::LIST,
    &crate::webhooks::DELIVERIES,
    &crate::notifications::LIST,
];

/// Registers the handler.
pub fn routes(config: &mut ServiceConfig) {
    config.service(describe);
}

/// The list with this key.
///
/// # Errors
/// `404` where there is none.
pub fn definition(areas: &Areas, key: &str) -> Reply<&'static ListDef> {
    let mut all = areas.0.iter().flat_map(|area| area.lists().iter().copied()).chain(OWN);
    all.find(|list| list.key == key).ok_or(Error::NotFound)
}

/// What a list can be filtered and sorted by (CRM-15).
#[utoipa::path(tag = "desk", operation_id = "describe_list", responses((status = 200, description = "Fields of the list", body = ListDescription)))]
#[get("/lists/{list}")]
async fn describe(_who: Signed, list: Path<String>, areas: Data<Areas>, door: Door) -> Reply<Json<ListDescription>> {
    Ok(Json(definition(&areas, &list)?.describe(door.meta.language)))
}
