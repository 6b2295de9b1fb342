//! A case is one complaint on its way from intake to the customer's answer. Start at `states` for what may follow what, at `rules`
//! for due times and severity, at `policy` for who sees and does what.

pub(crate) mod answering;
pub(crate) mod answers;
pub(crate) mod calendar;
mod clocks;
pub(crate) mod commands;
pub(crate) mod contacts;
pub(crate) mod entity;
mod fields;
pub(crate) mod filing;
pub(crate) mod handing_over;
mod handling;
mod http;
mod merging;
pub(crate) mod panels;
mod particulars;
mod pauses;
pub(crate) mod policy;
mod queries;
mod recomputing;
mod rules;
mod sealed;
mod states;
mod waiting;
mod watch;

pub(crate) use clocks::{NEVER, standing};
pub use commands::{act, on_decision, version};
pub use fields::LIST;
pub use filing::file;
pub(crate) use filing::unknown;
pub(crate) use filing::{Intake, enter};
pub use http::routes;
pub(crate) use policy::visible as visible_to;
pub(crate) use policy::{may_investigate, may_judge};
pub(crate) use queries::visible as seen;
pub(crate) use queries::{running_due, seen_among, steps_of, subject_seen, subjects_seen};
pub use rules::flow;
#[cfg(test)]
pub(crate) use rules::tests::case as case_of_tests;
pub(crate) use states::NOT_NOW;
pub(crate) use states::OPEN;
pub use states::{diagram, matrix};
pub(crate) use waiting::excerpt;
pub use watch::{Watched, watch};
