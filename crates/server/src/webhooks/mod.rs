//! Web hooks and the change feed (PLT-02), by Standard Webhooks 1.0.
//!
//! An event is stored in the write that causes it. [`relay`] reads it afterwards and queues a delivery for each web hook that wants
//! it; [`deliver`] sends, as a job with its own pauses. What is sent is thin: which event, which record. [`target`] keeps
//! deliveries out of the company's own network.

mod commands;
mod deliver;
mod entity;
mod feed;
mod http;
mod relay;
mod signing;
mod states;
mod target;

pub(crate) use commands::{hand_over, holdings};
pub use deliver::{Deliver, Sender};
pub(crate) use deliver::{Outcome, pause};
pub use http::{DELIVERIES, LIST};
pub use relay::{Relay, relay};
pub use states::{diagram, matrix};
pub(crate) use target::judge;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    http::routes(config);
    feed::routes(config);
}
