//! Spreadsheets in and out: xlsx and csv become rows of cells with their addresses, headings and rows become xlsx and csv.
//!
//! Knows spreadsheets and no business: what a column means is decided by whoever calls. Whatever the bytes, reading ends in
//! sheets or in a [`ReadProblem`] with a stable code, within the [`Limits`] of time and memory. Start at [`read`],
//! [`write_xlsx`] and [`CsvWriter`].

mod address;
mod cell;
mod formula;
mod read;
mod write;

pub use address::{address, column_name, parse_address};
pub use cell::{Cell, Kind, Row, Sheet};
pub use formula::{neutralise, restore};
pub use read::{Limits, ReadProblem, read};
pub use write::{CsvWriter, Value, WriteProblem, write_csv, write_xlsx};

/// The media type of what [`write_xlsx`] writes.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
