//! Reading: which kind of file it is, and what no file may exceed.

mod csv;
mod encoding;
mod number;
mod package;
mod xlsx;

use crate::cell::{Cell, Row, Sheet};

/// What a file may hold at most; whatever exceeds it is refused before it costs memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file.
    pub bytes: usize,
    /// Size of everything in an xlsx file when unpacked.
    pub unpacked_bytes: u64,
    /// Rows that hold something, in one sheet.
    pub rows: usize,
    pub columns: usize,
    /// Cells in all sheets; the empty ones before the last of a row take their place, too.
    pub cells: usize,
    /// Visible sheets.
    pub sheets: usize,
    /// Size of all texts together.
    pub text_bytes: usize,
}

impl Default for Limits {
    /// Enough for 100 000 customers (CRM-14).
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            unpacked_bytes: 256 << 20,
            rows: 110_000,
            columns: 200,
            cells: 4_000_000,
            sheets: 32,
            text_bytes: 128 << 20,
        }
    }
}

/// The most characters that a spreadsheet program keeps in a cell.
pub(crate) const CELL_CHARS: usize = 32_767;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    Empty,
    /// Neither xlsx nor text: a picture, a PDF, a web page named `.xls`.
    NotASpreadsheet,
    /// The binary format before 2007, or an xlsx file with a password.
    OldOrEncrypted,
    Damaged,
    /// Text in an encoding that is not understood.
    Encoding,
    TooLarge {
        bytes: usize,
    },
    /// It unpacks to more than it may: a zip bomb, mostly.
    UnpacksTooLarge {
        bytes: u64,
    },
    TooManyRows {
        rows: usize,
    },
    TooManyColumns {
        columns: usize,
    },
    TooManyCells {
        cells: usize,
    },
    TooManySheets {
        sheets: usize,
    },
    /// One cell, or all together, hold more text than any sheet needs.
    TooMuchText,
}

impl ReadProblem {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "sheet_empty",
            Self::NotASpreadsheet => "sheet_not_a_spreadsheet",
            Self::OldOrEncrypted => "sheet_old_or_encrypted",
            Self::Damaged => "sheet_damaged",
            Self::Encoding => "sheet_encoding_unknown",
            Self::TooLarge { .. } => "sheet_too_large",
            Self::UnpacksTooLarge { .. } => "sheet_unpacks_too_large",
            Self::TooManyRows { .. } => "sheet_too_many_rows",
            Self::TooManyColumns { .. } => "sheet_too_many_columns",
            Self::TooManyCells { .. } => "sheet_too_many_cells",
            Self::TooManySheets { .. } => "sheet_too_many_sheets",
            Self::TooMuchText => "sheet_too_much_text",
        }
    }

    /// The limit that was exceeded, where the problem is one.
    pub fn limit(self) -> Option<u64> {
        match self {
            Self::TooLarge { bytes } => u64::try_from(bytes).ok(),
            Self::UnpacksTooLarge { bytes } => Some(bytes),
            Self::TooManyRows { rows: n }
            | Self::TooManyColumns { columns: n }
            | Self::TooManyCells { cells: n }
            | Self::TooManySheets { sheets: n } => u64::try_from(n).ok(),
            Self::Empty | Self::NotASpreadsheet | Self::OldOrEncrypted | Self::Damaged | Self::Encoding | Self::TooMuchText => None,
        }
    }
}

impl std::fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ReadProblem {}

/// The visible sheets of an xlsx or csv file, whichever the bytes are; the file's name does not matter.
///
/// # Errors
/// Where the bytes are no spreadsheet, are damaged or exceed a limit.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, ReadProblem> {
    if bytes.len() > limits.bytes {
        return Err(ReadProblem::TooLarge { bytes: limits.bytes });
    }
    let sheets = if bytes.starts_with(b"PK") {
        package::check(bytes, limits)?;
        // The parser is other people's code and the bytes are anybody's: a panic there is a damaged file, not a crash here.
        std::panic::catch_unwind(|| xlsx::read(bytes, limits)).unwrap_or(Err(ReadProblem::Damaged))?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadProblem::OldOrEncrypted);
    } else {
        vec![csv::read(&encoding::decode(bytes)?, limits)?]
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(ReadProblem::Empty) } else { Ok(sheets) }
}

/// Takes in the cells of a file and holds them to the limits.
struct Gatherer<'a> {
    limits: &'a Limits,
    cells: usize,
    text_bytes: usize,
    visits: usize,
}

impl<'a> Gatherer<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: 0, text_bytes: 0, visits: 0 }
    }

    /// Counts a cell of the file, be it empty: a sheet of nothing but empty cells costs time, too.
    fn visit(&mut self) -> Result<(), ReadProblem> {
        self.visits += 1;
        if self.visits > self.limits.cells.saturating_mul(4) { Err(ReadProblem::TooManyCells { cells: self.limits.cells }) } else { Ok(()) }
    }

    /// Whether another row may follow.
    fn admit_row(&self, rows: usize) -> Result<(), ReadProblem> {
        if rows >= self.limits.rows { Err(ReadProblem::TooManyRows { rows: self.limits.rows }) } else { Ok(()) }
    }

    /// Puts a cell in its place; the columns before it that were passed over become empty.
    fn put(&mut self, row: &mut Row, column: usize, cell: Cell) -> Result<(), ReadProblem> {
        if column >= self.limits.columns {
            return Err(ReadProblem::TooManyColumns { columns: self.limits.columns });
        }
        self.cells += (column + 1).saturating_sub(row.cells.len());
        if self.cells > self.limits.cells {
            return Err(ReadProblem::TooManyCells { cells: self.limits.cells });
        }
        let bytes = cell.text.len();
        self.text_bytes = self.text_bytes.saturating_add(bytes);
        // Bytes first: counting characters is only worth it where there could be too many.
        if self.text_bytes > self.limits.text_bytes || (bytes > CELL_CHARS && cell.text.chars().count() > CELL_CHARS) {
            return Err(ReadProblem::TooMuchText);
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::default());
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_spreadsheet_is_told_from_what_is_damaged() {
        let limits = Limits::default();
        let refused = |bytes: &[u8]| read(bytes, &limits).err();
        assert_eq!(refused(b""), Some(ReadProblem::Empty));
        assert_eq!(refused(b"\n\n  \n"), Some(ReadProblem::Empty));
        assert_eq!(refused(b"\xEF\xBB\xBF"), Some(ReadProblem::Empty));
        assert_eq!(refused(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3"), Some(ReadProblem::NotASpreadsheet));
        assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(ReadProblem::NotASpreadsheet));
        assert_eq!(refused(b"<html><table><tr><td>1"), Some(ReadProblem::NotASpreadsheet));
        assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), Some(ReadProblem::OldOrEncrypted));
        assert_eq!(refused(b"PK\x03\x04 and so on"), Some(ReadProblem::Damaged));
    }

    #[test]
    fn a_file_that_is_too_large_is_not_even_looked_at() {
        let limits = Limits { bytes: 10, ..Limits::default() };
        assert_eq!(read(b"12345678901", &limits), Err(ReadProblem::TooLarge { bytes: 10 }));
        assert_eq!(ReadProblem::TooLarge { bytes: 10 }.limit(), Some(10));
    }
}
