//! Sign-in: password, short access token, rotating refresh token with reuse detection (ORG-06).

mod commands;
mod http;
mod me;

pub use http::routes;
