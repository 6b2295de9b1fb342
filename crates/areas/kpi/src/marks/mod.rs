//! Marks that people give (KPI-04): their self-reviews, and what superiors, peers and subordinates mark. Start at [`rules`] for who marks
//! whom and what marks come to. Who marked as a peer or subordinate is told to nobody: see [`unsealing`] for the way of two people to it.

mod commands;
mod entity;
mod facts;
mod handing_over;
mod http;
mod queries;
pub(crate) mod rules;
mod states;
mod unsealing;

pub use commands::seeding;
pub(crate) use commands::{begin, collect};
pub(crate) use facts::facts;
pub(crate) use handing_over::{owed_in, pass};
pub use http::routes;
pub(crate) use queries::{count, missing, of_cycle};
pub use states::{diagram, matrix};
