//! Knowledge (CPL-12): answers that worked, published as templates and suggested by category and words. `rules` says what fits.

mod commands;
mod entity;
mod fields;
mod http;
mod queries;
mod rules;
mod states;

pub use commands::{act, write};
pub use fields::LIST;
pub use http::routes;
pub use states::{diagram, matrix};

pub(crate) use commands::used;
pub(crate) use queries::records;
