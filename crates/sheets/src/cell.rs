//! What was read: sheets of rows of cells.

/// A sheet with the rows that hold something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Empty for csv, which names no sheet.
    pub name: String,
    /// Top down; blank rows are left out, which the row numbers show.
    pub rows: Vec<Row>,
}

/// A row with at least one cell that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// As the spreadsheet shows it, counted from 1.
    pub number: u32,
    /// From column A up to the last one that holds something.
    pub cells: Vec<Cell>,
}

/// A cell: what kind of value it holds and its text as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub kind: Kind,
    /// Whole numbers without decimals, dates as `2022-12-31` (a time of day behind it where there is one), `TRUE` or `FALSE`;
    /// text exactly as written, spaces and line breaks included.
    pub text: String,
}

/// What kind of value a cell holds. In csv everything is text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    #[default]
    Empty,
    Text,
    Number,
    /// A number above 2^53, as `3.10101199001011E+17`: the sheet has kept only its first digits.
    ImpreciseNumber,
    Date,
    Bool,
    /// The value of a broken formula: `#N/A`.
    Error,
}

static EMPTY: Cell = Cell { kind: Kind::Empty, text: String::new() };

impl Row {
    /// The cell of a column counted from 0; an empty one where the row ends before it.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&EMPTY)
    }
}

impl Cell {
    /// A cell that holds text; an empty one for the empty text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let kind = if text.is_empty() { Kind::Empty } else { Kind::Text };
        Self { kind, text }
    }

    /// A cell of another kind.
    pub(crate) fn of(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// Whether nothing can be seen in it: spaces alone count as nothing.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}
