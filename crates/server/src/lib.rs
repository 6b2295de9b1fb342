//! Composition root: joins the areas, serves API and SPA.
//!
//! [`app::Application`] is the one way to start it, for the binary and for tests. [`areas`] is the list of areas, [`reactions`]
//! every effect of one area on another, [`openapi`] the document of the live app.

pub mod app;
pub mod areas;
mod calendar;
mod comments;
mod connections;
pub mod demo;
mod desk;
mod methods;
pub mod notifications;
pub mod openapi;
mod reactions;
mod spa;
pub mod webhooks;
pub mod work;
