//! Everything that crosses the wire, shared by server, SPA, typed client and tests.
//!
//! One module per area, one file per slice. No I/O and nothing above it: it builds for the host and for `wasm32`.
//! Start at [`endpoint`] for how an operation is declared, at [`problem`] for errors, at [`page`] for lists.

#[macro_use]
pub mod vocabulary;
#[macro_use]
pub mod endpoint;
pub mod page;
#[macro_use]
pub mod permission;
pub mod problem;
pub mod values;

pub mod access;
pub mod announcements;
pub mod approvals;
pub mod assignments;
pub mod attachments;
pub mod audit;
pub mod calendar;
pub mod campaigns;
pub mod comments;
pub mod complaints;
pub mod customers;
pub mod dashboard;
pub mod duty_letters;
pub mod hand_overs;
pub mod home;
pub mod jobs;
pub mod kpi;
pub mod leaves;
pub mod notifications;
pub mod organisation;
pub mod people;
pub mod posts;
pub mod results;
pub mod robots;
pub mod roles;
pub mod tasks;
pub mod timeline;
pub mod units;
pub mod views;
pub mod webhooks;
pub mod workload;

pub use values::{Masked, Money, PersonRef, Subject, SubjectKind};
