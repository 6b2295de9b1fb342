//! Notifications (PLT-07): made by reactions in the write that causes them, or by the clock; seen live by whoever is signed in, and
//! sent the ways that each person chose ([`channels`]).

pub mod channels;
mod entity;
mod http;
mod live;
mod make;
pub mod robots;
mod rules;
mod settings;

pub use http::LIST;
pub use live::News;
pub use make::{
    TellLate, announcement_reminded, announcement_shown, announcement_withdrawn, assignment_moved, comment_withdrawn, copied,
    customer_moved, decided, delegated, flagged, joined, letter, marks_missing, mentioned, reminded, task_opened, voided,
};

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    http::routes(config);
    live::routes(config);
    settings::routes(config);
    robots::routes(config);
    channels::routes(config);
}
