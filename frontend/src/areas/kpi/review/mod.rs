//! A person's review beside their score: what they wrote, what others marked, and the way of two people to who marked (KPI-04).

mod sheet;
mod unsealing;

pub use sheet::review;
pub use unsealing::unsealing;
