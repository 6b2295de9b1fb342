//! The organisation: units and posts, people, roles, hand-overs (ORG-01 to ORG-03, ORG-05, ORG-08).

pub mod hand_overs;
mod parts;
pub mod people;
pub mod posts;
pub mod roles;
pub mod units;
