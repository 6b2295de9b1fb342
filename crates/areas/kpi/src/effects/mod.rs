//! What final results come to (KPI-10): coefficients for the pay, lists for promotion, training and the personnel office.

mod entity;
mod http;
mod queries;
mod rules;

pub use http::routes;
pub use queries::flagged;
pub(crate) use queries::rules_of;
