//! Who has a customer (CRM-10): assignment, the public pool 公海, sharing.
//!
//! A customer in the pool is one without an owner. So nobody has it as their own, and the unit that had it last still has it: every
//! reach condition says so by itself, because `NULL = me` holds for nobody. Who may take customers out sees of them what [`listed`]
//! reads and nothing else; sharing is part of [`crate::files`]' guard.

mod commands;
mod entity;
mod fields;
mod http;
mod listed;
mod queries;
pub mod rules;
mod settings;
mod shares;
mod watch;

pub(crate) use commands::{able, moved, pass, room_for, room_left, tell_owners};
pub(crate) use entity::share;
pub use fields::LIST;
pub use http::routes;
pub use queries::called;
pub(crate) use queries::timeline;
pub use watch::{Watched, watch};

/// Own customers go back into the pool soon.
pub const WARNED: &str = "customer.pool_warned";
/// Customers went back into the pool.
pub const POOLED: &str = "customer.pooled";
/// A customer was given to somebody, or shared with them.
pub const RECEIVED: &str = "customer.received";
