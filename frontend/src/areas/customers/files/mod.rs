//! The customer file: list, record, form (CRM-01, 02, 03, 08, 11, 12, 15).

mod contacts;
mod follow_up;
mod list;
mod reveal;
mod show;

pub use list::list;
pub use show::show;
