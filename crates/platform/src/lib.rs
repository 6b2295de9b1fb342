//! What every area stands on: HTTP, SQL, clocks, actors. It knows no business word.
//!
//! A request makes three hops: extractors ([`auth::Can`], [`http::Body`], [`http::Expected`], [`http::Once`]) → handler → command
//! (through [`db::Door`], the one door to a write) or query (through [`db::Reader`]).

pub mod audit;
pub mod auth;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod flow;
pub mod http;
pub mod jobs;
pub mod limits;
pub mod list;
pub mod outbox;
pub mod seal;
pub mod telemetry;
pub mod vault;

pub use error::{Error, Refusal, Reply, Violation};
