//! People: the staff list, cards with post history, transfers, roles (ORG-03, ORG-05).

pub mod certificates;
pub(crate) mod commands;
mod fields;
mod http;
mod panels;
mod queries;
mod rights;
pub(crate) mod role_terms;
mod rules;
mod states;

pub use commands::on_leave;
pub use fields::LIST;
pub use http::routes;
pub(crate) use panels::panels;
pub(crate) use rules::LAST_ADMINISTRATOR;
pub(crate) use states::FLOW;
pub use states::{diagram, matrix};
