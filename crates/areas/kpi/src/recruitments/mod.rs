//! Recruitment of account managers 竞聘 (KPI-14): paper and interview make a ranking; the recruited can be graded after a year, or at once.

mod commands;
mod entity;
mod http;
mod queries;
mod rules;
mod states;

pub use http::{LIST, routes};
pub(crate) use queries::eligibility;
pub use states::{diagram, matrix};
