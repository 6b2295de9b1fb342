//! Staged satisfaction (CPL-13): what is asked at a stage, the customers asked, and the cases that bad marks open. `rules` has the
//! arithmetic of marks.

mod answers;
mod commands;
mod definitions;
pub(crate) mod entity;
mod fields;
mod handing_over;
mod http;
mod public;
mod queries;
mod rules;
mod states;

pub use commands::ask;
pub use definitions::define;
pub use fields::{DEFINITIONS, LIST};
pub use states::{diagram, matrix};

pub(crate) use handing_over::{hand_over, holdings};
pub(crate) use queries::records;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    definitions::routes(config);
    http::routes(config);
    public::routes(config);
}
