//! Service requests: questions, orders, logistics, returns and exchanges (CPL-11).

mod acts;
mod list;
mod new;
mod show;

pub use list::list;
pub use new::new;
pub use show::show;
