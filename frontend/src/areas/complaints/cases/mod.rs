//! The complaint: list and board, intake, and the case with its steps (CPL-01 to CPL-06, CPL-14).

mod acts;
mod clocks;
mod list;
mod new;
mod parts;
mod show;

pub use list::landing;
pub use new::new;
pub use show::show;
