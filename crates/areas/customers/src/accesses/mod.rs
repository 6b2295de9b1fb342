//! Leave to read a file that is out of one's reach (CRM-06): asked for by anybody, decided by the general manager, limited by
//! customer, part of the file and time, over by itself.
//!
//! Whether a customer exists shows nowhere before the decision: what was asked for is kept in the applicant's own words, and the files
//! meant are shown to who decides.

mod commands;
mod entity;
mod fields;
mod granted;
mod http;
mod queries;
pub mod states;

pub use commands::on_decision;
pub(crate) use commands::{flow, request};
pub use fields::LIST;
pub use http::routes;
