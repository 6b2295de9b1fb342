//! The dated rule book of grading, recruitment and graded pay (KPI-13 to KPI-15): versions in force from a month on.

mod entity;
mod http;
mod queries;

pub use http::routes;
pub(crate) use queries::book_of;
