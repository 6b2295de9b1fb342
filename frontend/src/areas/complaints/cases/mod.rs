//! The complaint: list and board, intake, and the case with its steps (CPL-01 to CPL-06, CPL-14).

mod acts;
mod clocks;
mod contacts;
mod handling;
mod investigation;
mod list;
mod new;
mod particulars;
mod parts;
mod remedies;
mod show;

pub use investigation::inquiry;
pub use list::landing;
pub use new::new;
pub use remedies::tree;
pub use show::show;
