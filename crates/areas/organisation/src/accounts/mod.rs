//! Other people's accounts and what the company demands of sign-ins: the administrator's side (ORG-06).

mod demands;
mod entity;
mod http;
mod queries;

pub(crate) use demands::demands_factor;
pub use demands::ensure as ensure_rules;
pub(crate) use http::routes;
pub(crate) use queries::LIST;
