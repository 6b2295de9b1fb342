//! Statements taken and departments asked in a case (CPL-03). Who is asked sees the question, and nothing else of the case.

mod commands;
mod entity;
mod handing_over;
mod http;
mod queries;

pub(crate) use handing_over::{hand_over, holdings, release};
pub(crate) use http::routes;
pub(crate) use queries::open_of;
