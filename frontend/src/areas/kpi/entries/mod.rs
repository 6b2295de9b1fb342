//! Values of indicators that people enter, each with a reason (KPI-01).

mod evidence;
mod list;

pub use list::list;
