//! Appraisal cycles (KPI-05, KPI-06): records that the clock opens, reminds of, closes and moves on. Start at [`rules`] for the days, at
//! [`states`] for what may happen, at [`clock`] for what happens by itself.

mod clock;
mod commands;
mod entity;
mod fields;
mod http;
mod queries;
mod rules;
mod settings;
mod states;

pub use clock::run;
pub use commands::{REMINDED, published, seeding};
pub use entity::{Column, Entity, Model};
pub use fields::LIST;
pub use http::routes;
pub(crate) use queries::{by_period, found, lets_publish};
pub(crate) use settings::rules_of;
pub(crate) use states::NOT_NOW;
pub use states::{diagram, matrix};
