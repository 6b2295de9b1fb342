//! Service accounts and API keys: programs that call the API under a name of their own, with rights of their own (ORG-06).

mod commands;
mod entity;
mod gate;
mod http;
mod queries;
mod rules;

pub(crate) use commands::{hand_over, holdings};
pub(crate) use gate::actor;
pub(crate) use http::routes;
pub(crate) use queries::{LIST, people_only};
