//! Service requests (CPL-11): question, answer, closed; goods that come back and what goes out for them. Start at `states`, at `rules` for
//! when a step is due.

mod commands;
pub(crate) mod entity;
mod facts;
mod fields;
mod http;
mod queries;
mod rules;
mod states;

pub use commands::{act, take, version};
pub use fields::LIST;
pub use http::routes;
pub use states::{diagram, matrix};

pub(crate) use commands::{hand_over, holdings};
pub(crate) use facts::answered_on_time;
pub(crate) use queries::{hits, records, seen_among, timeline, visible};
pub(crate) use states::OPEN;
