//! Versions of a plan, side by side (CMP-02).

mod show;

pub use show::show;
