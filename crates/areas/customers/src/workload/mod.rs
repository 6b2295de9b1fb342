//! Customers per account manager against the norm (ORG-10).

mod http;
mod rules;

pub use http::routes;
