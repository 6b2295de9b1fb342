//! What customers do without an account (CPL-01, CPL-06): file, follow by number and code, answer by their page or by a link that
//! works once. Nothing here tells who exists: a wrong number and a wrong code get the same answer.

mod codes;
mod commands;
mod entity;
mod http;
mod present;
mod rules;
mod surveys;

pub(crate) use http::routes;
