//! Sign-in: password, short access token, rotating refresh token with reuse detection (ORG-06).

mod commands;
mod device;
mod http;
mod me;
mod own;

pub(crate) use commands::{LOCKED, begin, count_failure, end_all};
pub use http::routes;
pub(crate) use http::{fresh_me, refresh_cookie};
pub(crate) use own::open_sessions;
