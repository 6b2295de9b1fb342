//! What complaints of a period come to (CPL-10), and the report that GB/T 19012 asks for. `rules` has the arithmetic; `material` reads
//! the cases once for all figures.

mod http;
mod material;
mod panels;
mod report;
mod rules;
mod sheet;

pub use http::routes;
