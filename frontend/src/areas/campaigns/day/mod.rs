//! The day of a campaign (CMP-08): run sheet, roster, incidents; made for a phone in one hand.

mod incidents;
mod item;
mod photos;
mod roster;
mod show;

pub use show::show;
