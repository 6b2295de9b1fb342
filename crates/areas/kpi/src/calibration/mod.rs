//! The calibration of a period before it is published (KPI-07): scores side by side, adjusted by added entries that a second
//! person confirms, graded by thresholds and,
//! where the company wants it, by a distribution. The computed score is never overwritten.

mod commands;
mod entity;
mod http;
mod queries;
mod states;

pub(crate) use commands::lapse;
pub use http::routes;
pub(crate) use queries::{Sheet, count_of, waiting};
pub use states::{diagram, matrix};
