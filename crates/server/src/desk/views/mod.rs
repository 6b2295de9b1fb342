//! Views of lists that people keep (CRM-15): a name for search, filters, order and columns. They hold no record: whoever opens a
//! view asks the list, which answers what they may see.

mod commands;
mod entity;
mod http;

pub use http::routes;
