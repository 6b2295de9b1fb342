//! The calibration of a period before it is published (KPI-07): scores side by side, adjusted by added entries, graded by thresholds and,
//! where the company wants it, by a distribution. The computed score is never overwritten.

mod commands;
mod entity;
mod http;
mod queries;

pub use http::routes;
pub(crate) use queries::{Sheet, count_of};
