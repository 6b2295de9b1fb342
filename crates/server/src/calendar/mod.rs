//! The calendar (DAY-11): what every area has in some days, as a page of the browser application and as a feed for calendar programs.

mod entity;
mod feed;
mod http;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    http::routes(config);
    feed::routes(config);
}
