//! Tasks with owner, giver and watchers (DAY-03). Start at `states` for their life, at `policy` for who sees and does what, at `watch` for
//! what the clock does. The inbox shows an open one through the task engine.

mod commands;
mod entity;
mod facts;
mod from_areas;
mod handing_over;
mod http;
mod panels;
mod policy;
mod queries;
mod rules;
pub mod seeding;
mod states;
mod sums;
mod watch;

pub use commands::{CANCELLED, DONE, REOPENED, REPLIED};
pub(crate) use facts::FACTS;
pub use from_areas::{Given, call_off, give};
pub(crate) use handing_over::{hand_over, holdings};
pub(crate) use http::routes;
pub(crate) use panels::panels;
pub use queries::giver;
pub(crate) use queries::{LIST, figures, records, search};
pub use states::{diagram, matrix};
pub(crate) use sums::SUMS;
pub use watch::{Watched, watch};
