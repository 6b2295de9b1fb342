//! What a campaign costs: the balance, what is committed and paid, and one expense with its receipts (CMP-06).

mod budget;
mod expense;

pub use budget::budget;
pub use expense::expense;
