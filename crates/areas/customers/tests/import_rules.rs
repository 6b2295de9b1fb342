//! The sample of a messy customer list comes out row by row as its answers say (CRM-14).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use contract::customers::{ImportField, RowOutcome, Source, Tier};
use customers::imports::rules::{
    Checked, CheckedRow, FileProblem, Identity, Layout, ParsedCustomer, Texts, check, check_row, find_duplicates,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;
use sheets::{Cell, Limits, Row, Sheet};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use validator::Validate;

static SAMPLE: LazyLock<Checked> = LazyLock::new(|| {
    let sheets = sheets::read(include_bytes!("data/customers-messy.xlsx"), &Limits::default()).unwrap();
    assert_eq!(sheets.len(), 2);
    check(&sheets).unwrap()
});

static ANSWERS: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("data/customers-messy.expected.json")).unwrap());

fn row(number: u32) -> &'static CheckedRow {
    SAMPLE.rows.iter().find(|row| row.row == number).unwrap()
}

fn customer(number: u32) -> &'static ParsedCustomer {
    row(number).importable().unwrap()
}

#[test]
fn every_row_of_the_sample_comes_to_its_answer() {
    let answers = ANSWERS["answers"].as_array().unwrap();
    assert_eq!(SAMPLE.rows.len(), answers.len());
    for (found, answer) in SAMPLE.rows.iter().zip(answers) {
        assert_eq!(u64::from(found.row), answer["sheet_row"].as_u64().unwrap());
        let customer = found.importable();
        let mobile = customer.and_then(|c| c.mobile.clone());
        let first_contact = customer.and_then(|c| c.first_contact).map(|day| day.to_string());
        assert_eq!(found.outcome.word(), answer["outcome"], "{found:?}");
        assert_eq!(mobile.as_deref(), answer["mobile"].as_str(), "{found:?}");
        assert_eq!(first_contact.as_deref(), answer["first_contact"].as_str(), "{found:?}");
    }
    let count = |outcome: RowOutcome| SAMPLE.rows.iter().filter(|row| row.outcome == outcome).count();
    for outcome in RowOutcome::ALL {
        assert_eq!(count(*outcome) as u64, ANSWERS["counts"][outcome.word()].as_u64().unwrap());
    }
}

#[test]
fn every_error_of_the_sample_names_its_cell() {
    let expected: BTreeMap<&str, (ImportField, &str, &str)> = BTreeMap::from([
        ("mobile number too short", (ImportField::Mobile, "E", "phone_too_short")),
        ("credit code check digit", (ImportField::CreditCode, "C", "credit_code_check_digit")),
        ("name missing", (ImportField::Name, "B", "name_missing")),
        ("impossible date", (ImportField::FirstContact, "M", "date_impossible")),
    ]);
    let mut errors = 0;
    for (found, answer) in SAMPLE.rows.iter().zip(ANSWERS["answers"].as_array().unwrap()) {
        if found.outcome != RowOutcome::Error {
            assert_eq!(found.problems, []);
            continue;
        }
        errors += 1;
        let (field, column, code) = expected[answer["why"].as_str().unwrap()];
        let problem = found.problems[0];
        assert_eq!(found.problems.len(), 1, "{found:?}");
        assert_eq!((problem.field, problem.column_name().as_deref(), problem.code), (field, Some(column), code), "{found:?}");
        assert_eq!(problem.cell(found.row), format!("{column}{}", found.row));
    }
    assert_eq!(errors, 254);
}

#[test]
fn every_duplicate_of_the_sample_names_the_row_that_it_repeats() {
    let mut duplicates = 0;
    for (found, answer) in SAMPLE.rows.iter().zip(ANSWERS["answers"].as_array().unwrap()) {
        let Some(first) = found.duplicate_of_row else { continue };
        duplicates += 1;
        let code = answer["why"].as_str().unwrap().trim_start_matches("of row with credit code ");
        assert!(first < found.row);
        assert_eq!(row(first).outcome, RowOutcome::Ok);
        assert_eq!(customer(first).credit_code.as_deref(), Some(code));
        assert_eq!(customer(first).identity(), Identity::CreditCode(code.to_owned()));
    }
    assert_eq!(duplicates, 103);
    assert_eq!(row(18).duplicate_of_row, Some(6));
}

#[test]
fn the_values_of_the_sample_are_understood() {
    let unit = |number: u32| customer(number).turnover;
    assert_eq!(unit(3), Some(Decimal::from(81_580_000)), "8158 in a column of 万元");
    assert_eq!(unit(13), Some(Decimal::from(326_200_000)), "32,620");
    assert_eq!(unit(28), Some(Decimal::from(849_000_000)), "8.49亿");
    assert_eq!(customer(22).name, "@北京佳和同心医疗器械有限公司");
    assert_eq!(row(2004).parsed.as_ref().unwrap().name, "东莞锦程科技有限公司");
    assert_eq!(customer(2003).credit_code.as_deref(), Some("915101071G5RMN29WC"));
    assert_eq!(customer(11).address, "四川省成都市武侯区远景路847号 （搬迁中，需再确认）");
    assert_eq!(customer(98).mobile.as_deref(), Some("13981007715"), "a number cell");
    assert_eq!(customer(9).tier, Some(Tier::B), "b");
    assert_eq!(customer(80).tier, Some(Tier::A), "Ａ");
    assert_eq!(customer(3).source, Some(Source::Phone));
    assert_eq!((customer(3).employees, customer(3).city.as_str()), (Some(350), "成都"));
    assert_eq!(customer(3).landline.as_deref(), Some("065594212661"));
    for row in SAMPLE.rows.iter().filter_map(CheckedRow::importable) {
        let complete = row.tier.is_some()
            && row.source.is_some()
            && row.source != Some(Source::Other)
            && row.turnover.is_some()
            && !row.city.is_empty();
        assert!(complete, "{row:?}");
    }
}

#[test]
fn a_customer_of_the_sample_passes_the_form_that_is_typed_in() {
    for row in SAMPLE.rows.iter().filter_map(CheckedRow::importable) {
        assert!(row.customer_form().validate().is_ok(), "{row:?}");
        assert!(row.contact_form().unwrap().validate().is_ok(), "{row:?}");
    }
    let form = customer(3).customer_form();
    assert_eq!((form.name.as_str(), form.phone.as_deref(), form.tier), ("成都嘉业文化传播有限公司", Some("065594212661"), Tier::A));
    let contact = customer(3).contact_form().unwrap();
    assert_eq!((contact.name.as_str(), contact.phone.as_deref()), ("马磊", Some("13816613186")));
}

#[test]
fn a_corrected_row_is_checked_again_by_itself() {
    let wrong = row(4);
    let layout = Layout::from_contract(&SAMPLE.layout.to_contract());
    let mut values = wrong.values.clone();
    values.insert(ImportField::Mobile, " 186 9351 8100".to_owned());
    let right = check_row(&layout, wrong.row, values);
    assert_eq!(right.outcome, RowOutcome::Ok);
    assert_eq!(right.parsed.as_ref().unwrap().mobile.as_deref(), Some("18693518100"));
    assert_eq!(right.parsed.as_ref().unwrap().turnover, Some(Decimal::from(474_430_000)), "the unit of the column is remembered");

    let mut rows = SAMPLE.rows.clone();
    let place = rows.iter().position(|row| row.row == 4).unwrap();
    rows[place] = right;
    find_duplicates(&mut rows);
    assert_eq!(rows.iter().filter(|row| row.outcome == RowOutcome::Ok).count(), 1644);

    let mut values = rows[place].values.clone();
    values.insert(ImportField::CreditCode, "91310115TH3BJ1XG6C".to_owned());
    rows[place] = check_row(&layout, 4, values);
    find_duplicates(&mut rows);
    assert_eq!((rows[place].outcome, rows[place].duplicate_of_row), (RowOutcome::Duplicate, Some(3)));
}

fn sheet(rows: &[&[&str]]) -> Sheet {
    let row = |(at, cells): (usize, &&[&str])| Row { number: at as u32 + 1, cells: cells.iter().map(|text| Cell::text(*text)).collect() };
    Sheet { name: String::new(), rows: rows.iter().enumerate().map(row).collect() }
}

#[test]
fn a_name_tells_a_duplicate_only_where_neither_has_a_code() {
    let checked = check(&[sheet(&[
        &["公司名称", "统一社会信用代码"],
        &["甲有限公司", ""],
        &["甲（有限公司）", "无"],
        &["甲有限责任公司", "91350100M000100Y43"],
        &["乙有限公司", "91350100m000100y43 "],
        &["甲有限公司", "91310115TH3BJ1XG6C"],
        &["甲有限公司成都分公司", ""],
        &["", "91350100M000100Y43"],
    ])])
    .unwrap();
    let found: Vec<(RowOutcome, Option<u32>)> = checked.rows.iter().map(|row| (row.outcome, row.duplicate_of_row)).collect();
    use RowOutcome::{Duplicate, Error, Ok};
    assert_eq!(found, [(Ok, None), (Duplicate, Some(2)), (Ok, None), (Duplicate, Some(4)), (Ok, None), (Ok, None), (Error, None)]);
}

#[test]
fn a_row_names_all_its_problems_at_once_in_the_order_of_the_columns() {
    let checked = check(&[sheet(&[
        &["级别", "公司名称", "统一社会信用代码", "手机", "座机", "人数", "营业额", "首次接触日期", "地址"],
        &["E", "", "1.23E+17", "021-53922648", "1.38E+10", "约10", "-5", "2026年13月40日", "#REF!"],
        &["", "#N/A", "I", "1.38167E+10", "x", "1.5", "1e9", "下周", &"长".repeat(301)],
        &["无", "甲", "-", "—", "/", "1,200人", "无", "", "甲\u{202E}乙"],
    ])])
    .unwrap();
    let codes = |row: usize| {
        checked.rows[row].problems.iter().map(|problem| (problem.cell(checked.rows[row].row), problem.code)).collect::<Vec<_>>()
    };
    let expected = |pairs: &[(&str, &'static str)]| pairs.iter().map(|(cell, code)| ((*cell).to_owned(), *code)).collect::<Vec<_>>();
    assert_eq!(
        codes(0),
        expected(&[
            ("A2", "tier_unknown"),
            ("B2", "name_missing"),
            ("C2", "number_imprecise"),
            ("D2", "phone_not_mobile"),
            ("E2", "number_imprecise"),
            ("F2", "employees_invalid"),
            ("G2", "amount_negative"),
            ("H2", "date_impossible"),
            ("I2", "cell_error"),
        ])
    );
    assert_eq!(
        codes(1),
        expected(&[
            ("B3", "cell_error"),
            ("C3", "credit_code_length"),
            ("D3", "number_imprecise"),
            ("E3", "phone_invalid"),
            ("F3", "employees_invalid"),
            ("G3", "amount_invalid"),
            ("H3", "date_unreadable"),
            ("I3", "text_too_long"),
        ])
    );
    assert_eq!(codes(2), expected(&[("I4", "text_unprintable")]));
}

#[test]
fn a_problem_of_a_field_without_a_column_names_the_row() {
    let layout = Layout::from_contract(&check(&[sheet(&[&["公司名称"], &["甲"]])]).unwrap().layout.to_contract());
    let values = Texts::from([(ImportField::Name, "甲".to_owned()), (ImportField::Mobile, "1".to_owned())]);
    let row = check_row(&layout, 2, values);
    assert_eq!((row.problems[0].column, row.problems[0].cell(2)), (None, "2".to_owned()));
}

#[test]
fn files_without_customers_say_why() {
    let notes = sheet(&[&["填表说明"], &["级别：A 重点 B 重要 C 一般 D 潜在"]]);
    assert_eq!(check(&[]), Err(FileProblem::NoHeadings));
    assert_eq!(check(std::slice::from_ref(&notes)), Err(FileProblem::NoHeadings));
    assert_eq!(check(&[sheet(&[&["手机", "行业"], &["13816613186", "制造"]])]), Err(FileProblem::NoNameColumn));
    assert_eq!(check(&[sheet(&[&["公司名称", "手机"]]), notes.clone()]), Err(FileProblem::NoRows));
    let good = sheet(&[&["公司名称", "手机"], &["甲", ""]]);
    assert_eq!(check(&[notes, good]).unwrap().rows.len(), 1);
    let codes = [FileProblem::NoHeadings, FileProblem::NoNameColumn, FileProblem::NoRows].map(FileProblem::code);
    assert_eq!(codes, ["import_no_headings", "import_no_name_column", "import_no_rows"]);
}

#[test]
fn one_column_of_phones_serves_customer_and_contact() {
    let checked =
        check(&[sheet(&[&["公司名称", "联系人", "联系电话"], &["甲", "马磊", "138 1661 3186"], &["乙", "", "021-53922648"]])]).unwrap();
    let (first, second) = (checked.rows[0].importable().unwrap(), checked.rows[1].importable().unwrap());
    assert_eq!(first.customer_form().phone.as_deref(), Some("13816613186"));
    assert_eq!(first.contact_form().unwrap().phone.as_deref(), Some("13816613186"));
    assert_eq!(second.customer_form().phone.as_deref(), Some("02153922648"));
    assert_eq!(second.contact_form(), None);
}

#[test]
fn every_code_has_its_text() {
    let codes = [
        "name_missing",
        "credit_code_length",
        "credit_code_character",
        "credit_code_check_digit",
        "phone_too_short",
        "phone_too_long",
        "phone_invalid",
        "phone_not_mobile",
        "date_unreadable",
        "date_impossible",
        "amount_invalid",
        "amount_too_large",
        "amount_negative",
        "employees_invalid",
        "tier_unknown",
        "number_imprecise",
        "cell_error",
        "text_too_long",
        "text_unprintable",
        "import_no_headings",
        "import_no_name_column",
        "import_no_rows",
        "duplicate_in_sheet",
        "duplicate_on_file",
        "sheet_empty",
        "sheet_not_a_spreadsheet",
        "sheet_old_or_encrypted",
        "sheet_damaged",
        "sheet_encoding_unknown",
        "sheet_too_large",
        "sheet_unpacks_too_large",
        "sheet_too_many_rows",
        "sheet_too_many_columns",
        "sheet_too_many_cells",
        "sheet_too_many_sheets",
        "sheet_too_much_text",
    ];
    for code in codes {
        assert!(locale::find(&format!("import_problems.{code}")).is_some(), "{code}");
    }
}

proptest! {
    #[test]
    fn whatever_the_cells_hold_every_row_gets_an_outcome(cells in proptest::collection::vec(proptest::collection::vec("\\PC{0,12}|[0-9０-９,.\\-/年月日亿万+E ]{0,14}|\\s{0,3}", 12), 1..6)) {
        let headings = ["公司名称", "统一社会信用代码", "联系人", "手机", "座机", "行业", "人数", "营业额（万元）", "地址", "来源", "级别", "首次接触日期"];
        let mut rows = vec![Row { number: 1, cells: headings.iter().map(|text| Cell::text(*text)).collect() }];
        rows.extend(cells.iter().zip(2..).map(|(row, number)| Row { number, cells: row.iter().map(|text| Cell::text(text.as_str())).collect() }));
        if let Ok(checked) = check(&[Sheet { name: String::new(), rows }]) {
            for row in &checked.rows {
                prop_assert_eq!(row.parsed.is_none(), !row.problems.is_empty());
                prop_assert_eq!(row.outcome == RowOutcome::Error, row.parsed.is_none());
                let again = check_row(&checked.layout, row.row, row.values.clone());
                prop_assert_eq!(&again.problems, &row.problems);
                prop_assert_eq!(&again.parsed, &row.parsed);
                if let Some(customer) = &row.parsed {
                    prop_assert!(customer.customer_form().validate().is_ok(), "{:?}", customer);
                }
            }
        }
    }
}
