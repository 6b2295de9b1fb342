//! Files that people attach to records (PLT-05): whoever sees the record sees them, and nobody else. The area that has the record is
//! asked each time ([`crate::Areas::record`]); the contents lie sealed in the [`platform::vault`].

mod commands;
mod entity;
mod http;
mod purge;
mod rules;

pub use commands::{counts, seed};
pub use http::{LIST, routes};
pub use purge::purge;

/// Files attached to a customer.
pub(crate) const LINK: crate::Link = crate::Link::new(contract::SubjectKind::Attachment, "attachment").about("subject_kind", "subject_id");
