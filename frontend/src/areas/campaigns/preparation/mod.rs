//! What is prepared for a campaign: the checklist with its days, and one thing of it (CMP-04).

mod chart;
mod form;
mod item;
mod list;

pub use item::item;
pub use list::list;
