//! Knowledge: answers that worked, as templates (CPL-12).

mod pages;
mod suggest;

pub use pages::{edit, list, new, show};
pub use suggest::{suggestions_into, suggestions_of};
