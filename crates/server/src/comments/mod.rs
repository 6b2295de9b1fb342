//! Comments on records, with mentions (DAY-03). They stand here and not in an engine: who may see a record is a question to its area
//! and to the rights of each person mentioned.

mod commands;
mod entity;
mod http;
mod readers;
mod rules;

pub use commands::{ADDED, EDITED, WITHDRAWN, record, seed};
pub use http::{LIST, routes};
