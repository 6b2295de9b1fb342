//! Published results of a month (KPI-08): frozen as they were worked out, open to appeal for three days, then final. Start at
//! [`states`] for what may happen, at [`frozen`] for what is kept.

mod appeals;
mod calendar;
mod commands;
pub mod entity;
mod frozen;
mod http;
mod policy;
mod queries;
mod ready;
mod states;

pub use appeals::chase;
pub(crate) use calendar::entries;
pub(crate) use commands::ANSWERING;
pub(crate) use commands::appeal_until;
pub use commands::{publish, settle};
pub use frozen::Frozen;
pub use http::routes;
pub(crate) use queries::{all_final, final_grades, finals, left_out, months_of, of_month, of_person, present, publishable};
pub(crate) use ready::{announce, follow_months};
pub use states::{diagram, matrix};
