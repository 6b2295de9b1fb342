//! Spreadsheets of customers on their way in (CRM-14): upload, look, correct, enter.

mod list;
mod new;
mod row;
mod rows;
mod show;

pub use list::list;
pub use new::new;
pub use show::show;
