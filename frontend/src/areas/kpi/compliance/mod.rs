//! How the rules of the house were kept in a month.

mod show;

pub use show::show;
