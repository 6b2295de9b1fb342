//! Who has a customer: the public pool, its rules, and the card of a file that gives it to others (CRM-10).

mod holding;
mod list;
mod rules;

pub use holding::holding;
pub use list::list;
pub use rules::rules;
