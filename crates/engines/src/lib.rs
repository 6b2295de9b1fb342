//! Machinery that every area drives and that knows no area. What an area brings is said once, in its [`Area`].

pub mod approvals;
pub mod area;
pub mod attachments;
pub mod calendar;
pub mod links;
pub mod numbering;
pub mod panels;
pub mod people;
pub mod search;
pub mod sums;
pub mod tasks;

pub use area::{Area, Areas, Asking, Fact, FactDef, FactQuery, HAPPENED, Holding, KEPT_OR_NOT, Oddity, Passing};
pub use links::Link;
pub use sums::{Sum, SumDef};
