//! What final results come to: for the pay, for promotion, for training (KPI-10).

mod rules;
mod show;

pub use show::show;
