//! The databases: one history of tables on SQLite and PostgreSQL, one door to a write, a read-only way to everything else.

mod connect;
mod door;
mod tx;
mod writer;

pub use connect::{Database, Reader, is_postgres};
pub use door::Door;
pub use tx::{Tracked, Tx};
