//! Grading of account managers (KPI-13): rounds, marks, ranking; and all account managers with their grades.

mod candidate;
mod dialogs;
mod edit;
mod list;
mod managers;
mod show;

pub use edit::{edit, new};
pub use list::list;
pub use managers::managers;
pub use show::show;
