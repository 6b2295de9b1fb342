//! Whatever the bytes are, reading ends in sheets or in a refusal, never in a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use proptest::prelude::*;
use sheets::{Limits, Value, neutralise, read, restore, write_csv, write_xlsx};
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

static CUSTOMERS: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../areas/customers/tests/data/customers-messy.xlsx"));

/// A small workbook with shared strings, dates and formats, as its parts.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let rows =
        (0..5).map(|n| vec![Value::from(format!("客户{n}")), Value::from(n), Value::from(chrono::NaiveDate::from_ymd_opt(2026, 1, 1))]);
    let bytes = write_xlsx("客户", &["名称", "人数", "日期"], rows).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..package.len())
        .map(|at| {
            let mut part = package.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
});

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(name.as_str(), zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What may be put in place of a few bytes of XML: numbers out of every range, broken references and structure.
const SPLINTERS: [&str; 24] = [
    "",
    "-1",
    "99999999999999999999",
    "4294967295",
    "18446744073709551615",
    "NaN",
    "1e999",
    "A1",
    "XFD1048576",
    "ZZZZZZ9",
    "\"",
    "<",
    ">",
    "</row>",
    "<c>",
    "<v>",
    "<is><t>",
    "<f t=\"shared\" si=\"9\">",
    "&#0;",
    "&amp;",
    "t=\"s\"",
    "t=\"x\"",
    "\u{0}",
    "\u{FFFF}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), head in 0..5_usize) {
        let heads: [&[u8]; 5] = [b"", b"PK\x03\x04", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xD0\xCF\x11\xE0"];
        let _ = read(&[heads[head], &bytes].concat(), &Limits::default());
    }

    #[test]
    fn random_text(text in "[,;\t\"'=\r\n a-c中\u{FEFF}]{0,300}") {
        if let Ok(sheets) = read(text.as_bytes(), &Limits::default()) {
            let lines = text.bytes().filter(|b| matches!(b, b'\n' | b'\r')).count() + 1;
            for sheet in &sheets {
                prop_assert!(sheet.rows.windows(2).all(|pair| pair[0].number < pair[1].number));
                prop_assert!(sheet.rows.iter().all(|row| row.number as usize <= lines && row.number > 0));
            }
        }
    }

    #[test]
    fn a_workbook_with_broken_parts(part in any::<prop::sample::Index>(), changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..12_usize, 0..24_usize), 1..6)) {
        let mut parts = PARTS.clone();
        let at = part.index(parts.len());
        let bytes = &mut parts[at].1;
        for (place, length, splinter) in changes {
            let start = place.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, SPLINTERS[splinter].bytes());
        }
        let _ = read(&packed(&parts), &Limits::default());
    }

    #[test]
    fn a_package_with_broken_bytes(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = packed(&PARTS);
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, &Limits::default());
    }

    #[test]
    fn whatever_is_written_can_be_read(rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,20}|[=+@'\\-\t\r\n\0]{1,3}[a-z0-9]{0,4}", 1..5), 1..8)) {
        let values = || rows.iter().map(|row| row.iter().map(|text| Value::from(text.as_str())).collect::<Vec<_>>());
        for bytes in [write_csv(&["头"], values()).unwrap(), write_xlsx("表", &["头"], values()).unwrap()] {
            let sheets = read(&bytes, &Limits::default()).unwrap();
            prop_assert_eq!(sheets[0].rows[0].cell(0).text.as_str(), "头");
        }
    }

    #[test]
    fn neutralised_text_is_no_formula_and_comes_back(text in "\\PC{0,20}|[=+@'\\-\t\r\n＝＋－＠]{1,3}[a-z0-9.]{0,4}") {
        let neutral = neutralise(&text);
        let number = neutral.parse::<f64>().is_ok();
        prop_assert!(number || !neutral.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", neutral);
        if !text.starts_with('\'') {
            prop_assert_eq!(restore(&neutral), text.as_str());
        }
    }
}

#[test]
fn a_workbook_that_promises_too_many_texts() {
    for count in ["99999999999", "999999999999999", "18446744073709551615", "+99999999999"] {
        let sst = format!(
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="{count}"><si><t>a</t></si></sst>"#
        );
        let parts: Vec<_> = PARTS
            .iter()
            .filter(|(name, _)| !name.ends_with("sharedStrings.xml"))
            .cloned()
            .chain([("xl/SharedStrings.xml".to_owned(), sst.into_bytes())])
            .collect();
        assert!(read(&packed(&parts), &Limits::default()).is_err());
    }
}

proptest! {
    // The sample is large, so fewer of these.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_sample_of_customers_with_broken_bytes(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
        let mut bytes = CUSTOMERS.to_vec();
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, &Limits::default());
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(&bytes, &Limits::default());
    }
}
