//! The month's scores and what each is made of (KPI-01, 02, 03, 09, 11).

mod explain;
mod month;
mod records;

pub use explain::explain;
pub use month::month;
