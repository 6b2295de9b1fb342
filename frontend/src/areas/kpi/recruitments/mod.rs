//! Recruitment of account managers (KPI-14).

mod dialogs;
mod list;
mod show;

pub use list::{list, new};
pub use show::show;
