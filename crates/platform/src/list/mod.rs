//! Lists: one declared table of fields drives filter, sort, search, description and export. See `docs/API-DESIGN.md`.

mod cursor;
mod fields;
mod page;
mod parse;

pub use fields::{Field, ListDef};
pub use page::{Edge, page, page_of, total};
pub use parse::{List, Params, Parsed};
