//! By what people are measured: versions of schemes, read by those they measure, edited and tried by those who may (KPI-03, KPI-12).

mod card;
mod changes;
mod edit;
mod formula;
mod in_force;
mod list;
mod named;
mod show;
mod typed;
mod what_if;

pub use card::{Typed, Wrong, card};
pub use edit::catalogue;
pub use list::list;
pub use show::{begin, show};
pub use typed::{SCORED, blank, read, typed};
