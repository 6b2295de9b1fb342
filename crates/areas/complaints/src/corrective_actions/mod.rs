//! Corrective and preventive actions (CPL-08): the root cause, what is done about it, whether it helped; a cause that comes back opens
//! the action anew. Start at `states`; `repeats` finds what came back.

mod commands;
pub(crate) mod entity;
mod facts;
mod fields;
mod http;
mod queries;
mod repeats;
mod states;

pub use commands::{act, open, version};
pub use fields::LIST;
pub use http::routes;
pub use repeats::on_remedy;
pub use states::{diagram, matrix};

pub(crate) use commands::{checker, hand_over, holdings};
pub(crate) use facts::effective_on_time;
pub(crate) use queries::{about_nonconformity, records, states_of, visible};
pub(crate) use repeats::cause_found;
