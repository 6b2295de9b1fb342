//! Leave 请假 (DAY-08, ORG-09). Start at `states` for its life, at `rules` for who approves how many days, at `watch` for what the clock
//! does. From the approval on the substitute stands in through a delegation, which begins and ends by itself.

mod calendar;
mod commands;
mod entity;
mod fields;
mod http;
mod panels;
mod queries;
mod rules;
pub mod seeding;
mod states;
mod watch;

pub(crate) use calendar::entries;
pub use commands::on_decision;
pub(crate) use fields::LIST;
pub(crate) use http::routes;
pub(crate) use panels::panels;
pub(crate) use queries::records;
pub use queries::whose;
pub(crate) use rules::flow;
pub use states::{diagram, matrix};
pub use watch::{BEGUN, ENDED, Watched, watch};
