//! The month's scores and what each is made of (KPI-01, 02, 03, 09, 11).

mod explain;
mod month;
mod records;
mod result;

pub use explain::explain;
pub use month::{drawn, live, month, month_name, month_options, moved, switch, told};
pub use result::lead;
