//! Templates of checklists, by form of campaign (CMP-04).

mod edit;
mod list;

pub use edit::{edit, new};
pub use list::list;
