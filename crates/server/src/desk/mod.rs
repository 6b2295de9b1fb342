//! What asks every area: start page, search box, list descriptions; and the audit log.

mod audit;
mod home;

pub use audit::LIST as AUDIT;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    home::routes(config);
    audit::routes(config);
}
