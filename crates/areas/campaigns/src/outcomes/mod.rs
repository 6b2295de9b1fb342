//! What came of a campaign (CMP-10): figures from the records, the contracts that count for it (CMP-11), the frozen summary, and what was learned
//! for the next of its form.

mod archive;
mod commands;
mod entity;
mod figures;
mod http;
mod queries;
mod rules;

pub(crate) use archive::{freeze, frozen};
pub(crate) use figures::{Proven, gain, proven};
pub use http::routes;
pub(crate) use queries::{records, timeline};
pub(crate) use rules::Touch;
