//! Leaving: notice, hand-over of everything a person owns, signature, closed account (ORG-08).

mod calendar;
mod commands;
mod entity;
mod facts;
mod fields;
mod http;
mod lines;
mod own;
mod queries;
mod rules;
mod signing;
mod states;

pub(crate) use calendar::entries;
pub use commands::on_decision;
pub(crate) use facts::signed_on_time;
pub use fields::{LINES, LIST};
pub use http::routes;
pub(crate) use own::{hand_over, holdings};
pub(crate) use rules::flow;
pub use states::{diagram, matrix};
