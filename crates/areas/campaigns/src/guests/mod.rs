//! Guests of a campaign (CMP-07): invited, confirmed, on the waiting list, checked in at the door, followed up.

mod attendees;
mod check_ins;
mod commands;
mod entity;
mod http;
mod importing;
mod news;
mod policy;
mod queries;
mod rules;
mod sheet;
mod states;
pub(crate) mod tickets;
mod timeline;
mod walk_ins;

pub(crate) use attendees::{Attendee, attendees, touches};
pub(crate) use commands::secret;
pub use http::routes;
pub(crate) use http::{origin, picture};
pub(crate) use news::must_hear;
pub(crate) use queries::{LIST, came};
pub use states::{diagram, matrix};
pub(crate) use timeline::timeline;
pub use walk_ins::{WALKED_IN, WalkedIn, became, walked_in};
