//! Acts on many customers at once (CRM-15): a plan tells what would be touched and what is left out, each with the reason; done, it
//! can be taken back within a day. Each customer is judged by the right that one of its own would need.

mod commands;
mod entity;
mod http;
mod queries;
pub mod rules;
mod undo;

pub use http::routes;
