//! The customer file: entry, review, change, confidential values, look-alikes (CRM-01, 03, 06, 08, 09).
//!
//! Read [`policy`] first: every way to a file goes through it.

mod blank;
mod calendar;
mod commands;
pub mod entity;
mod export;
mod fields;
mod http;
mod listed;
mod panels;
mod policy;
mod queries;
pub mod rules;
mod sealed;
pub mod tags;

pub(crate) use blank::blank;
pub(crate) use calendar::entries;
pub(crate) use commands::{ask_for_review, edit, sealed_value};
pub use fields::LIST;
pub use http::routes;
pub(crate) use listed::found;
pub(crate) use panels::panels;
pub(crate) use policy::{allowed, editable, permits, reach, readable, seen};
pub use queries::{by_phone, cities, visible_title};
pub(crate) use queries::{figure, figures, lineage, present, records, search, shown, subject, timeline};
pub(crate) use sealed::{Sealed, document, index};
