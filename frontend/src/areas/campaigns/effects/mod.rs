//! The effect of the campaigns of a year (CMP-13).

mod show;

pub use show::show;
