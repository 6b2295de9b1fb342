//! Roles as the company edits them (ORG-05). The built-in ones are in [`crate::roles`]; what counts is what is stored.

mod commands;
mod http;
mod queries;

pub use http::routes;
pub(crate) use queries::{grants, name, stays_administrated};
