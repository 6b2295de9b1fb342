//! What is written can be read again, in both formats, and what others wrote is read as they meant it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sheets::{Kind, Limits, ReadProblem, Sheet, Value, read, write_csv, write_xlsx};
use std::io::{Cursor, Write};

const HEADINGS: [&str; 4] = ["公司名称", "手机", "金额", "日期"];

fn rows() -> Vec<Vec<Value<'static>>> {
    let day = NaiveDate::from_ymd_opt(2022, 12, 31).unwrap();
    vec![
        vec!["@北京佳和".into(), "13816613186".into(), Decimal::new(-1250, 2).into(), day.into()],
        vec!["=HYPERLINK(\"http://x\",\"点我\")".into(), "+86 138".into(), 350_i64.into(), Value::Empty],
        vec![Value::Empty, Value::Flagged("错\n行".into()), Value::Empty, Value::Empty],
        vec!["_x0041_ \u{1}<b>&\"'".into(), Value::Empty, Decimal::new(i64::MAX, 0).into(), NaiveDate::from_ymd_opt(1850, 1, 1).into()],
    ]
}

fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

#[test]
fn xlsx_keeps_texts_kinds_and_rows() {
    let bytes = write_xlsx("客户", &HEADINGS, rows()).unwrap();
    let sheets = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0].name, "客户");
    assert_eq!(
        texts(&sheets[0]),
        [
            vec!["公司名称", "手机", "金额", "日期"],
            vec!["@北京佳和", "13816613186", "-12.5", "2022-12-31"],
            vec!["=HYPERLINK(\"http://x\",\"点我\")", "+86 138", "350"],
            vec!["", "错\n行"],
            vec!["_x0041_ \u{FFFD}<b>&\"'", "", "9223372036854775807", "1850-01-01"],
        ]
    );
    let kinds: Vec<Kind> = sheets[0].rows[1].cells.iter().map(|cell| cell.kind).collect();
    assert_eq!(kinds, [Kind::Text, Kind::Text, Kind::Number, Kind::Date]);
    assert_eq!(sheets[0].rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
}

#[test]
fn csv_keeps_texts_and_opens_as_chinese() {
    let bytes = write_csv(&HEADINGS, rows()).unwrap();
    assert!(bytes.starts_with("\u{FEFF}公司名称,手机,金额,日期\r\n'@北京佳和,13816613186,-12.50,2022-12-31\r\n".as_bytes()));
    let sheets = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(texts(&sheets[0])[2], ["=HYPERLINK(\"http://x\",\"点我\")", "+86 138", "350"]);
    assert_eq!(texts(&sheets[0])[3], ["", "错\n行"]);
}

#[test]
fn no_cell_of_an_export_begins_a_formula() {
    let evil = ["=1", "+1", "-1+1", "@x", "\t=1", "\r=1", "＝1"];
    let csv = write_csv(&evil, evil.iter().map(|text| vec![Value::from(*text)])).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&csv[3..]);
    for record in reader.records() {
        assert!(record.unwrap().iter().all(|field| field.starts_with('\'')));
    }
}

#[test]
fn an_export_without_rows_is_a_sheet_of_headings() {
    for bytes in [write_xlsx("", &HEADINGS, []).unwrap(), write_csv(&HEADINGS, []).unwrap()] {
        let sheets = read(&bytes, &Limits::default()).unwrap();
        assert_eq!(texts(&sheets[0]), [HEADINGS.to_vec()]);
    }
    assert_eq!(read(&write_xlsx("", &[], []).unwrap(), &Limits::default()), Err(ReadProblem::Empty));
}

#[test]
fn too_many_columns_cannot_be_written() {
    let wide: Vec<Value<'_>> = (0..20_000).map(|_| Value::from("x")).collect();
    assert!(write_xlsx("x", &["a"], [wide]).is_err());
}

/// A workbook with one sheet of the given `sheetData`.
fn workbook(sheet_data: &str) -> Vec<u8> {
    let parts = [
        ("_rels/.rels", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
        ("xl/workbook.xml", r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="客户" sheetId="1" r:id="r1"/><sheet name="藏" sheetId="2" state="hidden" r:id="r1"/></sheets></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned()),
        ("xl/styles.xml", r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_data}</sheetData></worksheet>"#)),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn only_row(cells: &str) -> Vec<(Kind, String)> {
    let sheets = read(&workbook(&format!("<row r=\"1\">{cells}</row>")), &Limits::default()).unwrap();
    assert_eq!(sheets.len(), 1, "hidden sheets are left out");
    sheets[0].rows[0].cells.iter().map(|cell| (cell.kind, cell.text.clone())).collect()
}

#[test]
fn every_kind_of_cell_is_read_as_it_is_shown() {
    let cells = [
        (r#"<c r="A1"><v>13816613186</v></c>"#, Kind::Number, "13816613186"),
        (r#"<c r="A1"><v>350.0</v></c>"#, Kind::Number, "350"),
        (r#"<c r="A1"><v>0.30000000000000004</v></c>"#, Kind::Number, "0.3"),
        (r#"<c r="A1"><v>3.10101199001011E+17</v></c>"#, Kind::ImpreciseNumber, "3.10101199001011E+17"),
        (r#"<c r="A1" s="1"><v>44926</v></c>"#, Kind::Date, "2022-12-31"),
        (r#"<c r="A1" s="3"><v>44926.5</v></c>"#, Kind::Date, "2022-12-31 12:00:00"),
        (r#"<c r="A1" s="4"><v>0.5</v></c>"#, Kind::Text, "12:00:00"),
        (r#"<c r="A1" s="2"><v>1.5</v></c>"#, Kind::Text, "36:00:00"),
        (r#"<c r="A1" s="1"><v>-5</v></c>"#, Kind::Number, "-5"),
        (r#"<c r="A1" s="1"><v>99999999</v></c>"#, Kind::Number, "99999999"),
        (r#"<c r="A1" t="d"><v>2022-12-31T00:00:00</v></c>"#, Kind::Date, "2022-12-31"),
        (r#"<c r="A1" t="b"><v>1</v></c>"#, Kind::Bool, "TRUE"),
        (r#"<c r="A1" t="e"><v>#N/A</v></c>"#, Kind::Error, "#N/A"),
        (r#"<c r="A1" t="str"><f>A2&amp;"x"</f><v>甲x</v></c>"#, Kind::Text, "甲x"),
        (r#"<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲&#10;乙 </t></is></c>"#, Kind::Text, " 甲\n乙 "),
        (r#"<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>"#, Kind::Text, "甲乙"),
    ];
    for (xml, kind, text) in cells {
        assert_eq!(only_row(xml), [(kind, text.to_owned())], "{xml}");
    }
}

#[test]
fn rows_and_cells_stand_where_their_addresses_say() {
    let sheets = read(
        &workbook(r#"<row r="7"><c r="C7"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c><c r="B3"><v></v></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>  </t></is></c></row>"#),
        &Limits::default(),
    )
    .unwrap();
    let found: Vec<(u32, usize)> = sheets[0].rows.iter().map(|row| (row.number, row.cells.len())).collect();
    assert_eq!(found, [(3, 1), (7, 3)]);
    assert_eq!(sheets[0].rows[1].cell(2).text, "1");
    assert!(sheets[0].rows[1].cell(99).is_blank());
}

#[test]
fn a_cell_at_the_end_of_the_world_costs_nothing() {
    let far = workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>"#);
    assert_eq!(read(&far, &Limits::default()).unwrap()[0].rows[1].number, 1_048_576);
    let wide = workbook(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#);
    assert_eq!(read(&wide, &Limits::default()), Err(ReadProblem::TooManyColumns { columns: 200 }));
    for address in ["A4294967296", "ZZZZZZZZ1", "A0", "1", "A", ""] {
        let odd = workbook(&format!(r#"<row r="1"><c r="{address}"><v>1</v></c></row>"#));
        assert!(read(&odd, &Limits::default()).is_ok_and(|sheets| sheets[0].rows.len() < 2) || read(&odd, &Limits::default()).is_err());
    }
}

#[test]
fn limits_hold_for_xlsx() {
    let cells = |n: usize| (1..=n).map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#)).collect::<String>();
    let limits = Limits { rows: 5, cells: 4, ..Limits::default() };
    assert_eq!(read(&workbook(&cells(5)), &limits), Err(ReadProblem::TooManyCells { cells: 4 }));
    let limits = Limits { rows: 5, ..Limits::default() };
    assert_eq!(read(&workbook(&cells(6)), &limits), Err(ReadProblem::TooManyRows { rows: 5 }));
    let empty = r#"<row r="1">"#.to_owned() + &r#"<c r="A1"/>"#.repeat(100) + "</row>";
    let limits = Limits { cells: 10, ..Limits::default() };
    assert_eq!(read(&workbook(&empty), &limits), Err(ReadProblem::TooManyCells { cells: 10 }));
    let limits = Limits { sheets: 0, ..Limits::default() };
    assert_eq!(read(&workbook(&cells(1)), &limits), Err(ReadProblem::TooManySheets { sheets: 0 }));
}
