//! Announcements 公告 (DAY-12): written by those who may, for everyone, units or roles; each reader confirms. Whom they are addressed to
//! is settled when they are published ([`addressing`]); who joins a unit or a role later is added then. Whoever is not addressed
//! does not learn that there is one.

mod addressing;
mod commands;
mod entity;
mod fields;
mod http;
mod queries;
pub mod seeding;
mod states;

pub use addressing::{Announced, announced, join};
pub use commands::{REMINDED, SHOWN, WITHDRAWN, show_due};
pub(crate) use fields::{ADDRESSED, RECEIPTS, WRITTEN};
pub(crate) use http::routes;
pub(crate) use queries::entries;
pub use states::{diagram, matrix};
