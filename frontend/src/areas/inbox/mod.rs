//! What waits for the person: tasks and approvals (DAY-01 to DAY-03).

mod approval;
mod list;

pub use list::task_row;

crate::pages! {
    inbox:
    List => list::list,
    Approval => approval::approval,
}
