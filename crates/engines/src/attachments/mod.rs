//! Files that people attach to records (PLT-05): whoever sees the record sees them, and nobody else. The area that has the record is
//! asked each time ([`crate::Areas::record`]); the contents lie sealed in the [`platform::vault`].

mod entity;
mod http;
mod rules;

pub use http::{LIST, routes};
