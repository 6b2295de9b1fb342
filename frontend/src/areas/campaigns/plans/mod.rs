//! The campaign: list and board, plan, and its way from draft to summary (CMP-01, 03, 10).

mod acts;
mod edit;
mod list;
mod parts;
mod show;

pub use edit::{edit, new};
pub use list::list;
pub use show::show;
