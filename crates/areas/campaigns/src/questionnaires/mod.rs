//! Questionnaires (MKT-08), of a campaign (CMP-09) or on their own. Start at `states` for their life, at `answering` for how an answer is
//! taken without a trace of who gave it, at `tabulation` for the figures.

mod answering;
mod commands;
mod entity;
mod export;
mod feedback;
mod handing_over;
mod http;
mod public;
mod queries;
mod states;
mod tabulation;
mod veil;

pub use commands::seed;
pub(crate) use feedback::feedback;
pub(crate) use handing_over::{hand_over, holdings};
pub use queries::LIST;
pub(crate) use queries::records;
pub use states::{diagram, matrix};

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    http::routes(config);
    public::routes(config);
}
