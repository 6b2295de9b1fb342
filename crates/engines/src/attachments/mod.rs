//! Files that people attach to records (PLT-05): whoever sees the record sees them, and nobody else. The area that has the record is
//! asked each time ([`crate::Areas::record`]); the contents lie sealed in the [`platform::vault`].

mod commands;
mod entity;
mod http;
mod incoming;
mod purge;
mod rules;

pub use commands::{attach_of_customer, counts, of_customer, seed};
pub use http::{LIST, routes};
pub use incoming::{Incoming, give_up, receive, receive_bytes};
pub use purge::purge;

/// Files attached to a customer.
pub(crate) const LINK: crate::Link = crate::Link::new(contract::SubjectKind::Attachment, "attachment").about("subject_kind", "subject_id");
