//! Complaints by e-mail (CPL-01): a mail becomes a case once; an answer finds its case; what programs write is left alone.

mod apology;
mod commands;
mod entity;
mod http;
mod letter;

pub use apology::{Apology, apologised, apology};
pub(crate) use http::routes;
