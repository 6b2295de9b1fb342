//! Values of indicators that people enter, with a reason (KPI-01): for what no area records. An entry is never overwritten; one that
//! puts another right names it, counts once it is approved, and both stay to be read.

mod commands;
mod entity;
mod fields;
mod http;
mod policy;
mod queries;
mod states;

pub(crate) use commands::flow;
pub use commands::{enter, on_decision};
pub use fields::LIST;
pub use http::routes;
pub(crate) use queries::{count_of, facts, records};
pub use states::{diagram, matrix};
