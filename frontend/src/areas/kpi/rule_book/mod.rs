//! The rule book of grading, recruitment and graded pay: in force, its versions, and another from a month on (KPI-13 to KPI-15).

mod edit;
mod fields;
mod show;

pub use show::show;
