//! Posts and their descriptions (ORG-02).

mod commands;
pub(crate) mod entity;
mod http;
mod paper;
mod queries;
mod rules;

pub(crate) use commands::add;
pub use http::routes;
pub(crate) use queries::open_post;
