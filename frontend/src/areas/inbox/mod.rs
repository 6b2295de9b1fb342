//! What waits for the person: tasks and approvals (DAY-01 to DAY-03).

mod approval;
mod list;

pub use approval::approval;
pub use list::{list, task_row};
