//! Nonconformities (CPL-07): registered, put right on the spot or on demand, accepted after a check. Start at `states`.

mod commands;
pub(crate) mod entity;
mod fields;
mod http;
mod queries;
mod states;
mod statistics;

pub use commands::{act, register, version};
pub(crate) use commands::{hand_over, holdings};
pub use fields::LIST;
pub use http::routes;
pub(crate) use queries::{found, records, states_of};
pub use states::{diagram, matrix};
