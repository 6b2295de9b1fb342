//! Materials of a campaign (CMP-05): needed, ordered, received, checked, used, returned to stock.

mod commands;
mod entity;
mod http;
mod queries;
mod rules;

pub use http::routes;
pub(crate) use queries::records;
