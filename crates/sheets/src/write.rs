//! Writing: headings and rows as xlsx and csv that open in any spreadsheet program and harm nobody.

use crate::formula::neutralise;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::io::Write;

/// A value on its way into a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    #[default]
    Empty,
    Text(Cow<'a, str>),
    /// Text that wants attention; xlsx shows it on a coloured ground.
    Flagged(Cow<'a, str>),
    Number(Decimal),
    Date(NaiveDate),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(Decimal::from(number))
    }
}

impl From<Decimal> for Value<'_> {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<NaiveDate> for Value<'_> {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A file could not be written.
#[derive(Debug)]
pub enum WriteProblem {
    /// More rows or columns than a sheet has.
    TooLarge,
    Io(std::io::Error),
    /// Whatever else stopped the xlsx writer, in its words.
    Other(String),
}

impl std::fmt::Display for WriteProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge => f.write_str("more rows or columns than a sheet has"),
            Self::Io(error) => write!(f, "writing a sheet: {error}"),
            Self::Other(error) => write!(f, "writing a sheet: {error}"),
        }
    }
}

impl std::error::Error for WriteProblem {}

impl From<XlsxError> for WriteProblem {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::RowColumnLimitError => Self::TooLarge,
            XlsxError::IoError(error) => Self::Io(error),
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<std::io::Error> for WriteProblem {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// The digits that a spreadsheet keeps of a number; more are written as text.
const DIGITS: i128 = 1_000_000_000_000_000;
/// The most characters of a cell.
const CELL_CHARS: usize = 32_767;

/// An xlsx file of one sheet: headings in bold, frozen and with filters, the rows below them. Rows are written as they come and
/// not gathered in memory.
///
/// # Errors
/// Where there are more rows or columns than a sheet has, or the temporary file cannot be written.
pub fn write_xlsx<'a, R>(name: &str, headings: &[&str], rows: R) -> Result<Vec<u8>, WriteProblem>
where
    R: IntoIterator<Item = Vec<Value<'a>>>,
{
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(sheet_name(name))?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0_u16..).zip(headings) {
        let characters = heading.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
        sheet.set_column_width(column, f64::from(characters.clamp(8, 40) + 6))?;
    }
    let formats = Formats::new();
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, &*shown(heading), &formats.heading)?;
    }
    let mut last = 0;
    for (row, values) in (1_u32..).zip(rows) {
        for (column, value) in (0_u16..).zip(&values) {
            cell(sheet, row, column, value, &formats)?;
        }
        last = row;
    }
    if let Some(column) = headings.len().checked_sub(1).and_then(|c| u16::try_from(c).ok()) {
        sheet.autofilter(0, 0, last, column)?;
    }
    Ok(book.save_to_buffer()?)
}

struct Formats {
    heading: Format,
    flagged: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_bold().set_background_color(Color::RGB(0xEE_F2_F6)).set_align(FormatAlign::VerticalCenter),
            flagged: Format::new().set_background_color(Color::RGB(0xFD_E2_E1)),
            date: Format::new().set_num_format("yyyy-mm-dd"),
        }
    }
}

fn cell(sheet: &mut Worksheet, row: u32, column: u16, value: &Value<'_>, formats: &Formats) -> Result<(), WriteProblem> {
    match value {
        Value::Empty => {}
        Value::Text(text) => {
            sheet.write_string(row, column, &*shown(text))?;
        }
        Value::Flagged(text) => {
            sheet.write_string_with_format(row, column, &*shown(text), &formats.flagged)?;
        }
        Value::Number(number) => match number.to_f64().filter(|_| number.normalize().mantissa().abs() < DIGITS) {
            Some(float) => {
                sheet.write_number(row, column, float)?;
            }
            None => {
                sheet.write_string(row, column, number.to_string())?;
            }
        },
        Value::Date(date) => match stored(*date) {
            Some(day) => {
                sheet.write_datetime_with_format(row, column, day, &formats.date)?;
            }
            None => {
                sheet.write_string(row, column, date.to_string())?;
            }
        },
    }
    Ok(())
}

/// A day as sheets store it; they have none before 1900.
fn stored(date: NaiveDate) -> Option<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A name that every spreadsheet program accepts for a sheet.
fn sheet_name(name: &str) -> String {
    let allowed = |c: char| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let kept: String = name.chars().filter(|c| allowed(*c)).take(31).collect();
    let kept = kept.trim();
    if kept.is_empty() || kept.encode_utf16().count() > 31 || kept.eq_ignore_ascii_case("history") {
        "Sheet1".to_owned()
    } else {
        kept.to_owned()
    }
}

/// The text as it may stand in a cell: no formula, no character that XML cannot hold, not longer than a cell.
fn shown(text: &str) -> Cow<'_, str> {
    let unholdable = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let neutral = neutralise(text);
    let too_long = neutral.len() > CELL_CHARS && neutral.encode_utf16().count() > CELL_CHARS;
    if !too_long && !neutral.contains(unholdable) {
        return neutral;
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= CELL_CHARS
    };
    Cow::Owned(neutral.chars().map(|c| if unholdable(c) { '\u{FFFD}' } else { c }).take_while(fits).collect())
}

/// Writes csv line by line, so that any number of rows can be streamed: UTF-8 with its mark, by which every spreadsheet program
/// tells Chinese, commas, and CR LF.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    lines: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins with the headings.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn new(mut out: W, headings: &[&str]) -> Result<Self, WriteProblem> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let lines = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(out);
        let mut writer = Self { lines };
        writer.line(headings.iter().map(|heading| shown(heading)))?;
        Ok(writer)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Where the output cannot be written to.
    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), WriteProblem> {
        self.line(values.iter().map(|value| match value {
            Value::Empty => Cow::Borrowed(""),
            Value::Text(text) | Value::Flagged(text) => shown(text),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Date(date) => Cow::Owned(date.to_string()),
        }))
    }

    fn line<'a>(&mut self, fields: impl Iterator<Item = Cow<'a, str>>) -> Result<(), WriteProblem> {
        for field in fields {
            self.lines.write_field(field.as_bytes()).map_err(csv_problem)?;
        }
        self.lines.write_record(None::<&[u8]>).map_err(csv_problem)
    }

    /// Hands the output back with everything written.
    ///
    /// # Errors
    /// Where the output cannot be written to.
    pub fn finish(self) -> Result<W, WriteProblem> {
        self.lines.into_inner().map_err(|error| WriteProblem::Io(error.into_error()))
    }
}

fn csv_problem(error: csv::Error) -> WriteProblem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => WriteProblem::Io(error),
        other => WriteProblem::Other(format!("{other:?}")),
    }
}

/// A csv file; see [`CsvWriter`] for one that is too large to be held.
///
/// # Errors
/// None in practice: memory can always be written to.
pub fn write_csv<'a, R>(headings: &[&str], rows: R) -> Result<Vec<u8>, WriteProblem>
where
    R: IntoIterator<Item = Vec<Value<'a>>>,
{
    let mut writer = CsvWriter::new(Vec::new(), headings)?;
    for row in rows {
        writer.row(&row)?;
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_made_acceptable() {
        assert_eq!(sheet_name("客户台账"), "客户台账");
        assert_eq!(sheet_name("a/b:c*d?e[f]g\\h'"), "abcdefgh");
        for name in ["", "  ", "///", "History", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"] {
            assert_eq!(sheet_name(name), "Sheet1", "{name}");
        }
        assert_eq!(sheet_name(&"长".repeat(40)).chars().count(), 31);
    }

    #[test]
    fn what_a_cell_cannot_hold_is_replaced_visibly() {
        assert_eq!(shown("a\0b\u{1b}c\u{FFFF}d\te\nf"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te\nf");
        assert_eq!(shown(&"字".repeat(40_000)).chars().count(), CELL_CHARS);
        assert_eq!(shown(&"🎉".repeat(20_000)).chars().count(), CELL_CHARS / 2);
        assert!(matches!(shown("成都"), Cow::Borrowed(_)));
    }
}
