//! Guests of a campaign (CMP-07): invited, confirmed, on the waiting list, checked in at the door, followed up.

mod check_ins;
mod commands;
mod entity;
mod http;
mod policy;
mod queries;
mod rules;
mod states;
pub(crate) mod tickets;

pub(crate) use commands::secret;
pub use http::routes;
pub(crate) use http::{origin, picture};
pub(crate) use queries::{LIST, came};
pub use states::{diagram, matrix};
