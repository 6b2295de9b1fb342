//! Notifications (PLT-07): made by reactions in the write that causes them, or by the clock; seen live by whoever is signed in.

mod entity;
mod http;
mod live;
mod make;

pub use http::LIST;
pub use live::News;
pub use make::{TellLate, announcement_reminded, announcement_shown, announcement_withdrawn, decided, joined, task_opened};

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    http::routes(config);
    live::routes(config);
}
