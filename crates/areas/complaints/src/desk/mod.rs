//! The work places: an agent's desk and a department's board. `rules` has the order of a queue.

mod board;
mod http;
mod queue;
mod rules;

pub use http::routes;
