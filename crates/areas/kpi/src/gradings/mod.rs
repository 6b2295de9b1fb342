//! Grading of account managers 级别评定 (KPI-13): rounds from the draft over exam and review to a published ranking and nine grades. Start
//! at [`states`] for the way of a round, at [`rules`] for how a candidate's total comes about.

mod commands;
mod entity;
mod fields;
mod handing_over;
mod http;
mod marks;
mod queries;
mod rules;
mod standing;
mod states;
mod watch;

pub use commands::{act, draft};
pub use fields::LIST;
pub(crate) use handing_over::pass;
pub use http::routes;
pub use marks::{examine, mark};
pub use queries::{candidate_ids, round_of};
pub(crate) use standing::staff_grades;
pub use states::{diagram, matrix};
pub use watch::watch;
