//! xlsx, cell by cell: a dense table of a sheet that names cells A1 and XFD1048576 would fill the memory.

use super::{Gatherer, Limits, ReadProblem, number};
use crate::cell::{Cell, Kind, Row, Sheet};
use crate::formula::restore;
use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The sheets of a package that was checked.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, ReadProblem> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| problem(&e))?;
    let visible = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = book.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    if names.len() > limits.sheets {
        return Err(ReadProblem::TooManySheets { sheets: limits.sheets });
    }
    let mut gatherer = Gatherer::new(limits);
    names.into_iter().map(|name| sheet(&mut book, name, &mut gatherer)).collect()
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String, gatherer: &mut Gatherer<'_>) -> Result<Sheet, ReadProblem> {
    let mut reader = match book.worksheet_cells_reader(&name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Sheet { name, rows: Vec::new() }),
        Err(e) => return Err(problem(&e)),
    };
    // Rows of a file made by hand may stand in any order, or twice.
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    while let Some(found) = reader.next_cell().map_err(|e| problem(&e))? {
        gatherer.visit()?;
        let (row, column) = found.get_position();
        let cell = cell(found.get_value());
        if cell.kind == Kind::Empty {
            continue;
        }
        let number = row.checked_add(1).ok_or(ReadProblem::Damaged)?;
        let column = usize::try_from(column).map_err(|_| ReadProblem::Damaged)?;
        if !rows.contains_key(&number) {
            gatherer.admit_row(rows.len())?;
        }
        let row = rows.entry(number).or_insert_with(|| Row { number, cells: Vec::new() });
        gatherer.put(row, column, cell)?;
    }
    let rows = rows.into_values().filter(|row| row.cells.iter().any(|cell| !cell.is_blank())).collect();
    Ok(Sheet { name, rows })
}

fn problem(error: &XlsxError) -> ReadProblem {
    match error {
        XlsxError::Password => ReadProblem::OldOrEncrypted,
        _ => ReadProblem::Damaged,
    }
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::Int(n) => Cell::of(Kind::Number, n.to_string()),
        DataRef::Float(n) => number::cell(*n),
        DataRef::Bool(b) => Cell::of(Kind::Bool, if *b { "TRUE" } else { "FALSE" }),
        DataRef::String(text) => Cell::text(restore(text)),
        DataRef::SharedString(text) => Cell::text(restore(text)),
        DataRef::DateTime(at) => date(at),
        DataRef::DateTimeIso(text) => Cell::of(Kind::Date, text.replacen('T', " ", 1).trim_end_matches(" 00:00:00")),
        DataRef::DurationIso(text) => Cell::text(text.as_str()),
        // Written out by way of the owned type, which alone can be printed.
        DataRef::Error(error) => Cell::of(Kind::Error, Data::Error(error.clone()).to_string()),
    }
}

/// A stored date; a number outside the calendar of spreadsheets stays a number.
fn date(at: &ExcelDateTime) -> Cell {
    const LAST: f64 = 2_958_466.0;
    let days = at.as_f64();
    if !(0.0..LAST).contains(&days) {
        return number::cell(days);
    }
    if at.is_duration() {
        // Below the last day there are fewer than 2^53 seconds.
        let seconds = (days * 86_400.0).round() as u64;
        return Cell::of(Kind::Text, format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if days < 1.0 {
        return Cell::of(Kind::Text, time);
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    Cell::of(Kind::Date, if days.fract() == 0.0 { day } else { format!("{day} {time}") })
}
