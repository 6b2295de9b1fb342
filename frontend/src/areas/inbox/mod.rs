//! What waits for the person, and what they asked for: to decide, tasks, started, copied, done (DAY-02).

mod decide;
mod list;
mod requests;
mod tabs;

pub use list::task_row;

crate::pages! {
    inbox:
    First => tabs::first,
    Decide => decide::decide,
    Tasks => list::list,
    Started => requests::started,
    Copied => requests::copied,
    Done => requests::done,
}
