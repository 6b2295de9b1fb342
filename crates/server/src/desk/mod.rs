//! What asks every area: start page, search box, list descriptions; and the audit log.

mod audit;
mod audit_export;
mod dashboard;
mod home;
mod jobs;
mod lists;
mod views;

pub use audit::LIST as AUDIT;
pub use jobs::LIST as JOBS;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    home::routes(config);
    lists::routes(config);
    views::routes(config);
    audit::routes(config);
    audit_export::routes(config);
    dashboard::routes(config);
    jobs::routes(config);
}
