//! Passwords: the policy, changing one's own, and temporary ones (ORG-06).

mod commands;
mod http;
mod rules;

pub(crate) use http::{again, routes};
pub(crate) use rules::weakness;
