//! Pay (KPI-16): terms, monthly runs, slips, and one's own slips.

mod leave_rules;
mod lines;
mod own;
mod runs;
mod show;
mod slip;
mod terms;

pub use own::own;
pub use runs::list;
pub use show::show;
pub use terms::terms;
