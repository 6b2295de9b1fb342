//! The day of a campaign (CMP-08): run sheet, roster, safety check, incidents.

mod commands;
mod entity;
mod handing_over;
mod http;
mod policy;
mod queries;
mod rules;
pub(crate) mod seeding;
mod states;

pub(crate) use commands::{is_safe, shift};
pub(crate) use handing_over::{hand_over, holdings};
pub use http::routes;
pub(crate) use queries::{incident_records, item_records};
pub use states::{diagram, matrix};
