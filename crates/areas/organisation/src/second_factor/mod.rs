//! The second factor: codes of an authenticator app, recovery codes, and whom the company demands it of (ORG-06).

mod commands;
mod entity;
mod http;
mod rules;
mod words;

pub(crate) use commands::{Check, check, reset};
pub(crate) use http::routes;
