//! Pay statements 薪酬 (KPI-16): what people are paid, month by month. Start at [`states`] for the way of a run, at [`slip`] for what a
//! slip is made of. Amounts are sealed at rest, and no event, log or kept answer holds one.

mod amounts;
mod commands;
mod entity;
mod files;
mod http;
mod leave_rules;
mod lines;
mod present;
mod queries;
mod slip;
mod states;
mod terms;
mod terms_http;

pub use commands::{act, open};
pub use http::{LIST, routes};
pub use lines::enter;
pub use queries::run_of;
pub use states::{diagram, matrix};
pub use terms::set;
