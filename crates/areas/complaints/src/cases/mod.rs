//! A case is one complaint on its way from intake to the customer's answer. Start at `states` for what may follow what, at `rules`
//! for due times and severity, at `policy` for who sees and does what.

pub(crate) mod answers;
pub(crate) mod calendar;
mod clocks;
mod commands;
pub(crate) mod entity;
mod fields;
mod filing;
pub(crate) mod handing_over;
mod http;
pub(crate) mod panels;
mod pauses;
mod policy;
mod queries;
mod rules;
mod states;
mod waiting;
mod watch;

pub(crate) use clocks::NEVER;
pub use commands::{act, on_decision, version};
pub use fields::LIST;
pub use filing::file;
pub(crate) use filing::file_as;
pub use http::routes;
pub(crate) use policy::visible as visible_to;
pub(crate) use queries::{running_due, seen_among, subject_seen, subjects_seen};
pub use rules::flow;
pub(crate) use states::OPEN;
pub use states::{diagram, matrix};
pub(crate) use waiting::excerpt;
pub use watch::{Watched, watch};
