//! The customer file: list, record, form (CRM-01, 02, 03, 08, 11, 12, 15).

mod contacts;
mod edit;
mod follow_up;
mod history;
mod list;
mod merge;
mod reveal;
mod seen;
mod show;
mod similar;
mod version;

pub use edit::{edit, new};
pub use history::history;
pub use list::list;
pub use merge::merge;
pub use reveal::masked_under;
pub use show::show;
