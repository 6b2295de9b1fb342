//! The pending version beside an approved file (CRM-03), the history of its fields, and the file as it was on a day (CRM-04).
//!
//! History is the audit log: what stands there is told in the reader's words, and walked back to a day.

mod entity;
mod history;
mod http;
mod past;
mod proposals;
pub mod rules;

pub(crate) use entity::Model as Proposed;
pub use history::LIST;
pub(crate) use history::{Telling, told};
pub use http::routes;
pub(crate) use proposals::{decide, drop_open, open, present, propose};
