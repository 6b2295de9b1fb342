//! A spreadsheet of guests (CMP-07): headings, then a guest a row. Pure.

use contract::campaigns::guests::NewGuest;
use contract::values::{is_printable, phone};
use sheets::{Cell, Kind, Row, Sheet};
use std::collections::HashMap;

const NAMES: [&str; 5] = ["姓名", "嘉宾姓名", "联系人", "name", "guest"];
const PHONES: [&str; 6] = ["手机号", "手机", "电话", "联系电话", "phone", "mobile"];
const COMPANIES: [&str; 5] = ["单位", "公司", "公司名称", "company", "organisation"];
/// Rows above the headings: titles and notes.
const ABOVE: usize = 10;

/// What a file holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Read {
    pub guests: Vec<(u32, NewGuest)>,
    /// Row, code, and the row that it repeats.
    pub problems: Vec<(u32, &'static str, Option<u32>)>,
}

fn column(row: &Row, known: &[&str]) -> Option<usize> {
    let heading = |cell: &Cell| cell.text.split_whitespace().collect::<String>().to_lowercase();
    row.cells.iter().position(|cell| known.contains(&heading(cell).as_str()))
}

/// Reads the first sheet that has headings.
pub(super) fn read(sheets: &[Sheet]) -> Result<Read, &'static str> {
    let headed = sheets.iter().find_map(|sheet| {
        let (at, row) = sheet.rows.iter().enumerate().take(ABOVE).find(|(_, row)| column(row, &NAMES).is_some())?;
        Some((column(row, &NAMES)?, column(row, &PHONES), column(row, &COMPANIES), sheet.rows.get(at + 1..).unwrap_or_default()))
    });
    let (name, phone_at, company, rows) = headed.ok_or("guest_import_no_headings")?;
    if rows.is_empty() {
        return Err("import_no_rows");
    }
    let mut read = Read::default();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in rows {
        let text = |column: Option<usize>| column.map(|at| row.cell(at).text.trim().to_owned()).unwrap_or_default();
        let guest = NewGuest { name: text(Some(name)), phone: text(phone_at), company: text(company) };
        let imprecise = phone_at.is_some_and(|at| row.cell(at).kind == Kind::ImpreciseNumber);
        match problem(&guest, imprecise) {
            Some(code) => read.problems.push((row.number, code, None)),
            None => match phone::parse(&guest.phone).ok().and_then(|digits| seen.insert(digits, row.number)) {
                Some(first) => read.problems.push((row.number, "duplicate_in_sheet", Some(first))),
                None => read.guests.push((row.number, guest)),
            },
        }
    }
    Ok(read)
}

fn problem(guest: &NewGuest, imprecise: bool) -> Option<&'static str> {
    if guest.name.is_empty() {
        return Some("guest_name_missing");
    }
    if guest.name.chars().count() > 60 || guest.company.chars().count() > 120 {
        return Some("text_too_long");
    }
    if is_printable(&guest.name).is_err() || is_printable(&guest.company).is_err() {
        return Some("text_unprintable");
    }
    if imprecise {
        return Some("number_imprecise");
    }
    if guest.phone.is_empty() { None } else { phone::parse(&guest.phone).err().map(|problem| problem.code()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Vec<Sheet> {
        let row = |(at, cells): (usize, &&[&str])| Row {
            number: u32::try_from(at + 1).unwrap(),
            cells: cells.iter().map(|text| Cell::text(*text)).collect(),
        };
        vec![Sheet { name: String::new(), rows: rows.iter().enumerate().map(row).collect() }]
    }

    #[test]
    fn headings_stand_in_any_order_below_a_title() {
        let read =
            read(&sheet(&[&["秋季开放日嘉宾"], &["单位", " 姓 名 ", "手机"], &["嘉业", "王建国", "138 1661 3186"], &["", "李思", ""]]))
                .unwrap();
        let guests: Vec<_> = read.guests.iter().map(|(row, one)| (*row, one.name.as_str(), one.company.as_str())).collect();
        assert_eq!(guests, [(3, "王建国", "嘉业"), (4, "李思", "")]);
        assert!(read.problems.is_empty());
    }

    #[test]
    fn each_bad_row_is_named_and_the_others_stay() {
        let read =
            read(&sheet(&[&["姓名", "电话"], &["", "13816613186"], &["王", "12"], &["李", "13816613186"], &["张", "138-1661-3186"]]))
                .unwrap();
        assert_eq!(read.guests.len(), 1);
        assert_eq!(read.problems, [(2, "guest_name_missing", None), (3, "phone_too_short", None), (5, "duplicate_in_sheet", Some(4))]);
    }

    #[test]
    fn a_file_without_names_is_refused() {
        assert_eq!(read(&sheet(&[&["电话"], &["13816613186"]])), Err("guest_import_no_headings"));
        assert_eq!(read(&sheet(&[&["姓名"]])), Err("import_no_rows"));
        assert_eq!(read(&[]), Err("guest_import_no_headings"));
    }
}
