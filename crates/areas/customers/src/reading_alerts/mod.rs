//! Unusual reading of customer files (CRM-07): many within a short time, at night, before leaving. The director is told and writes down
//! what it was; nobody sees or reviews what was found about themselves.

mod commands;
mod entity;
mod fields;
mod http;
mod queries;
mod rules;
mod watch;

pub use fields::LIST;
pub use http::routes;
pub use watch::watch;
