//! Spreadsheets of customers on their way in (CRM-14): upload, preview, correction, entry.
//!
//! [`rules`] says what a sheet means; the rest keeps an import and its rows until they are entered or given up.

mod commands;
mod entering;
mod entity;
mod entry;
mod http;
mod judging;
mod queries;
pub mod rules;
mod undoing;

pub(crate) use entity::import;
pub use http::routes;
pub use queries::{LIST, ROWS};
