//! What a campaign costs (CMP-06): nothing is committed before the campaign is approved, and an over-run beyond what the company allows is
//! approved on its own.

mod commands;
mod entity;
mod handing_over;
mod http;
pub(crate) mod policy;
mod queries;
mod rules;
mod states;

pub(crate) use commands::{follow, on_decision, release};
pub(crate) use handing_over::{hand_over, holdings};
pub use http::routes;
pub(crate) use queries::{paid, records};
pub(crate) use rules::flow;
pub use states::{diagram, matrix};
