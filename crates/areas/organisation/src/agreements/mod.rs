//! The confidentiality agreement 保密协议: versions, acceptance before any customer data is seen, who has not accepted (ORG-07). The
//! gate itself is the duty that [`crate::doorkeeper`] gives and `platform::auth` enforces.

mod commands;
mod entity;
mod http;
mod queries;
pub mod seeding;
mod states;

pub(crate) use http::routes;
pub(crate) use queries::{STANDINGS, VERSIONS};
pub use states::{diagram, matrix};
