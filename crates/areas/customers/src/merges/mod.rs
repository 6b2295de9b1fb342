//! Two files of one customer become one, for thirty days reversibly (CRM-09).
//!
//! The duplicate's row stays with `merged_into` set: outside every reach, found by nothing. Whoever asks for it and may see the file
//! that was kept is led there. What pointed to it points to the other; which rows those were is written down, to undo it.

mod commands;
mod entity;
mod http;
mod queries;
pub mod rules;

pub use http::routes;
pub(crate) use queries::{came_after, survivor};

use contract::SubjectKind;
use engines::Link;

/// What points to a customer in this area.
pub const LINKS: &[Link] = &[
    Link::new(SubjectKind::Contact, "contact"),
    Link::new(SubjectKind::FollowUp, "follow_up"),
    Link::new(SubjectKind::CustomerShare, "customer_share").unique_with("person_id"),
    Link::new(SubjectKind::CustomerPool, "customer_move").log(),
    Link::new(SubjectKind::Customer, "customer_reading").log(),
];
