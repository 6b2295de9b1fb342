//! How the rules of the house were kept in a month (规则执行月报): which was missed, by whom, how often. Every fact that a record keeps or
//! not is a rule, so an area states its rules where it states what scores are worked out from, and nowhere else.

mod file;
mod http;
mod queries;

pub use http::routes;
