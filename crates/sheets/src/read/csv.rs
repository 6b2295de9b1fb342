//! csv with the separator that its lines agree on.

use super::{Gatherer, Limits, ReadProblem};
use crate::cell::{Cell, Row, Sheet};
use crate::formula::restore;

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The one sheet of a csv text.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Sheet, ReadProblem> {
    let (separator, text) = announced(text).unwrap_or_else(|| (guess(text), text));
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(1 << 16)
        .from_reader(text.as_bytes());
    let mut gatherer = Gatherer::new(limits);
    let mut sheet = Sheet::default();
    let mut record = ::csv::StringRecord::new();
    let mut number = 0;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !reader.read_record(&mut record).map_err(|_| ReadProblem::Damaged)? {
            return Ok(sheet);
        }
        number += 1 + blank_lines(text, start);
        let mut row = Row { number, cells: Vec::new() };
        for (column, field) in record.iter().enumerate() {
            let cell = Cell::text(restore(unwrapped(field)));
            if !cell.text.is_empty() {
                gatherer.put(&mut row, column, cell)?;
            }
        }
        if row.cells.iter().any(|cell| !cell.is_blank()) {
            gatherer.admit_row(sheet.rows.len())?;
            sheet.rows.push(row);
        }
    }
}

/// Lines without anything that the reader passes over from here to the next record.
fn blank_lines(text: &str, start: usize) -> u32 {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    // A line that ends in CR LF: the reader stopped between the two.
    let halved = start > 0 && text.as_bytes().get(start - 1) == Some(&b'\r');
    let mut rest = if halved { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
    let mut lines = 0;
    while let Some(next) = [&b"\r\n"[..], b"\n", b"\r"].iter().find_map(|end| rest.strip_prefix(*end)) {
        rest = next;
        lines += 1;
    }
    lines
}

/// `sep=;` in the first line, by which spreadsheet programs tell each other the separator; they do not show that line.
fn announced(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let separator = first.trim_end_matches('\r').strip_prefix("sep=")?.as_bytes();
    match separator {
        [one] if SEPARATORS.contains(one) => Some((*one, rest)),
        _ => None,
    }
}

/// The separator that splits most lines of the beginning into the same number of cells, more than one.
fn guess(text: &str) -> u8 {
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
        let widths: Vec<usize> = reader.byte_records().take(30).map_while(Result::ok).map(|record| record.len()).collect();
        let score = widths.iter().filter(|w| **w > 1).map(|width| (widths.iter().filter(|w| *w == width).count(), *width)).max();
        // The number of cells of agreeing lines; where two separators agree as often, the one that makes more cells.
        let score = score.map_or(0, |(lines, width)| lines * width);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// `="0123"` is how other systems keep a spreadsheet program from taking a text for a number.
fn unwrapped(field: &str) -> &str {
    let inner = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let sheet = read(text, &Limits::default()).unwrap();
        sheet.rows.into_iter().map(|row| (row.number, row.cells.into_iter().map(|cell| cell.text).collect())).collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn comma_semicolon_and_tab_separate() {
        for separator in [",", ";", "\t"] {
            let text = ["名称", "电话\n甲", "1\n乙", "2\n"].join(separator);
            assert_eq!(rows(&text), [row(1, &["名称", "电话"]), row(2, &["甲", "1"]), row(3, &["乙", "2"])]);
        }
    }

    #[test]
    fn a_separator_inside_of_texts_does_not_mislead() {
        assert_eq!(
            rows("名称;营业额\n甲;1,234\n乙;5,678\n"),
            [row(1, &["名称", "营业额"]), row(2, &["甲", "1,234"]), row(3, &["乙", "5,678"])]
        );
        assert_eq!(
            rows("名称,需求\n甲,a;b;c\n乙,\"x,y\"\n"),
            [row(1, &["名称", "需求"]), row(2, &["甲", "a;b;c"]), row(3, &["乙", "x,y"])]
        );
        assert_eq!(rows("sep=;\n甲;1,2\n"), [row(1, &["甲", "1,2"])]);
        assert_eq!(rows("名称\n甲\n"), [row(1, &["名称"]), row(2, &["甲"])]);
    }

    #[test]
    fn rows_are_numbered_as_the_spreadsheet_shows_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["标题", "", "", "a,b", "", "c,d", ",", " , ", "e,f"].join(end);
            assert_eq!(rows(&text), [row(1, &["标题"]), row(4, &["a", "b"]), row(6, &["c", "d"]), row(9, &["e", "f"])], "{end:?}");
            assert_eq!(rows(&format!("{end}{end}a,b{end}")), [row(3, &["a", "b"])], "{end:?}");
        }
    }

    #[test]
    fn a_line_break_inside_of_a_cell_is_no_row() {
        for end in ["\n", "\r\n"] {
            let text = ["a,\"x", "y\"", "", "b,z"].join(end);
            assert_eq!(rows(&text), [row(1, &["a", &format!("x{end}y")]), row(3, &["b", "z"])], "{end:?}");
        }
    }

    #[test]
    fn quotes_and_protected_texts_are_unwrapped() {
        assert_eq!(rows("a,\"说\"\"好\"\"\",=\"0123\"\n"), [row(1, &["a", "说\"好\"", "0123"])]);
        assert_eq!(rows("a,\"=\"\"0123\"\"\"\n"), [row(1, &["a", "0123"])]);
        assert_eq!(rows("a,'@b,'c\n"), [row(1, &["a", "@b", "'c"])]);
        assert_eq!(rows("a,\"never closed\nb"), [row(1, &["a", "never closed\nb"])]);
    }

    #[test]
    fn limits_hold() {
        let limits = Limits { rows: 2, columns: 3, cells: 5, text_bytes: 20, ..Limits::default() };
        assert_eq!(read("a\nb\nc\n", &limits), Err(ReadProblem::TooManyRows { rows: 2 }));
        assert_eq!(read("a,b,c,d\n", &limits), Err(ReadProblem::TooManyColumns { columns: 3 }));
        assert_eq!(read("a,b,c\na,b,c\n", &limits), Err(ReadProblem::TooManyCells { cells: 5 }));
        assert_eq!(read("123456789012345678901\n", &limits), Err(ReadProblem::TooMuchText));
        assert_eq!(read(&"字".repeat(40_000), &Limits::default()), Err(ReadProblem::TooMuchText));
        assert!(read(&"字".repeat(32_767), &Limits::default()).is_ok());
    }
}
