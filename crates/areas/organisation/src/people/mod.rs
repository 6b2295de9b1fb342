//! People: the staff list, cards with post history, transfers, roles (ORG-03, ORG-05).

pub(crate) mod commands;
mod fields;
mod http;
mod queries;
mod rights;
mod rules;
mod states;

pub use fields::LIST;
pub use http::routes;
pub(crate) use rules::LAST_ADMINISTRATOR;
pub(crate) use states::FLOW;
pub use states::{diagram, matrix};
