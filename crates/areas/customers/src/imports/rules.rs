//! What a spreadsheet of customers means, as pure functions: no database, no clock, no request.
//!
//! [`check`] finds the headings, maps the columns and checks every row; [`check_row`] checks one row again after it was corrected;
//! [`find_duplicates`] tells which rows repeat an earlier one. Texts of the problem codes are in the locale module
//! `import_problems`.

mod headings;
mod identity;
mod row;
mod words;

pub use headings::{Column, Layout};
pub use identity::{Identity, find_duplicates, name_key};
pub use row::{CheckedRow, ParsedCustomer, RowProblem, check_row};

use contract::customers::ImportField;
use sheets::Sheet;
use std::collections::BTreeMap;

/// The texts of a row as read, by field; what is blank is left out.
pub type Texts = BTreeMap<ImportField, String>;

/// Why no customers can be read from a file that is a good spreadsheet otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// No row names columns that we know.
    NoHeadings,
    /// Headings were found, but none for the customer's name.
    NoNameColumn,
    /// Headings without a row below.
    NoRows,
}

impl FileProblem {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoHeadings => "import_no_headings",
            Self::NoNameColumn => "import_no_name_column",
            Self::NoRows => "import_no_rows",
        }
    }
}

/// What was made of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub layout: Layout,
    /// The rows of customers, top down; titles, blank lines, totals and notes are left out.
    pub rows: Vec<CheckedRow>,
}

/// The customers of the first sheet that has headings; other sheets, such as notes on how to fill in, are left out.
///
/// # Errors
/// Where no sheet has headings with a column of names, or no rows below them.
pub fn check(sheets: &[Sheet]) -> Result<Checked, FileProblem> {
    let mut problem = FileProblem::NoHeadings;
    for sheet in sheets {
        match check_sheet(sheet) {
            Ok(checked) => return Ok(checked),
            // The problem that came closest to an answer is the one to tell.
            Err(FileProblem::NoHeadings) => {}
            Err(other) if problem == FileProblem::NoHeadings => problem = other,
            Err(_) => {}
        }
    }
    Err(problem)
}

fn check_sheet(sheet: &Sheet) -> Result<Checked, FileProblem> {
    let layout = Layout::find(sheet).ok_or(FileProblem::NoHeadings)?;
    if layout.column(ImportField::Name).is_none() {
        return Err(FileProblem::NoNameColumn);
    }
    let below = sheet.rows.iter().filter(|row| row.number > layout.heading_row);
    let mut rows: Vec<CheckedRow> = below.filter_map(|row| layout.texts(row).map(|texts| check_row(&layout, row.number, texts))).collect();
    if rows.is_empty() {
        return Err(FileProblem::NoRows);
    }
    find_duplicates(&mut rows);
    Ok(Checked { layout, rows })
}
