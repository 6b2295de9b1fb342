//! The tree of units (ORG-01).

mod commands;
mod http;
mod queries;
mod rules;

pub(crate) use commands::set_head;
pub use http::routes;
pub(crate) use queries::{OrgNames, open_unit};
