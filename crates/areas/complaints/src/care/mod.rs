//! What customers do without an account (CPL-01, CPL-06): file, follow by number and code, answer by their page or by a link that
//! works once. Nothing here tells who exists: a wrong number and a wrong code get the same answer.

mod codes;
mod commands;
mod entity;
mod http;
mod present;
mod rules;
pub mod seeding;
mod surveys;
mod uploads;

pub(crate) use codes::{make as make_code, page};
pub(crate) use http::routes;
pub(crate) use present::may_write;
pub(crate) use uploads::attach;
