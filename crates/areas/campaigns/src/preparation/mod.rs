//! What is prepared for a campaign (CMP-04): a checklist with days counted back from the start on the working calendar. A campaign gets
//! ready only when everything that must be done is.

mod commands;
mod entity;
mod handing_over;
mod http;
mod policy;
mod queries;
mod rules;
mod states;
mod watch;

pub(crate) use commands::{act, complete, follow, is_able, lay_out, put_off, reschedule};
pub(crate) use handing_over::{hand_over, holdings};
pub use http::routes;
pub(crate) use queries::{ids, in_need_of_evidence, records};
pub use states::{diagram, matrix};
pub use watch::watch;
