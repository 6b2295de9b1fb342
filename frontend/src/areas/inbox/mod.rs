//! What waits for the person, and what they asked for: to decide, tasks, started, copied, done (DAY-02).

mod decide;
mod list;
mod requests;
mod tabs;

pub use decide::decide;
pub use list::{list, task_row};
pub use requests::{copied, done, started};
pub use tabs::first;
