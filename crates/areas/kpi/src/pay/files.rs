//! A run as a spreadsheet, a slip as a print.

use contract::kpi::pay::{PayDays, PayPartKind, PaySlip, PaySlips};
use locale::{Language, pay as text};
use platform::Reply;
use rust_decimal::Decimal;
use sheets::Value;

fn word(path: &str, language: Language) -> &'static str {
    locale::find(path).map_or("", |key| key.text(language))
}

/// All slips of a run, a column for each part.
pub(super) fn workbook(month: &str, slips: &PaySlips, language: Language) -> Reply<Vec<u8>> {
    let parts = PayPartKind::ALL.iter().map(|kind| word(kind.text_path(), language));
    let headings: Vec<&str> = [text::PERSON, text::POST, text::GRADE, text::COEFFICIENT, text::PAID_DAYS, text::WORKING_DAYS]
        .map(|key| key.text(language))
        .into_iter()
        .chain(parts)
        .chain([text::TOTAL.text(language)])
        .collect();
    let line = |one: &PaySlip| -> Vec<Value<'static>> {
        let sum = |kind: &PayPartKind| one.parts.iter().filter(|part| part.kind == *kind).map(|part| part.amount.amount).sum::<Decimal>();
        let grade = one.grade.map(|grade| word(grade.text_path(), language)).unwrap_or_default();
        let days = |of: fn(PayDays) -> Decimal| one.days.map_or_else(|| Value::from(""), |days| of(days).into());
        let head: [Value<'static>; 6] = [
            one.person.name.clone().into(),
            one.post.clone().into(),
            grade.into(),
            one.coefficient.into(),
            days(|days| days.counted()),
            days(|days| days.of.into()),
        ];
        head.into_iter().chain(PayPartKind::ALL.iter().map(|kind| sum(kind).into())).chain([one.total.amount.into()]).collect()
    };
    let rows: Vec<Vec<Value<'static>>> = slips.items.iter().map(line).collect();
    Ok(sheets::write_xlsx(month, &headings, rows).map_err(|e| anyhow::anyhow!("writing a sheet: {e}"))?)
}

/// One slip on paper.
pub(super) fn print(one: &PaySlip, reader: &str, language: Language) -> Vec<u8> {
    let title = text::SLIP_OF.with(language, &[("month", &one.month), ("name", &one.person.name)]);
    let mut page = prints::Document::new(title, text::CONFIDENTIAL.text(language));
    page.watermark(reader);
    let none = "—".to_owned();
    let worded = |path: Option<&'static str>| path.map_or_else(|| none.clone(), |path| word(path, language).to_owned());
    page.facts(&[
        (text::PERSON.text(language), one.person.name.clone()),
        (text::MONTH.text(language), one.month.clone()),
        (text::POST.text(language), one.post.clone()),
        (text::EMPLOYMENT.text(language), worded(one.employment.map(|word| word.text_path()))),
        (text::GRADE.text(language), worded(one.grade.map(|word| word.text_path()))),
        (text::RESULT.text(language), worded(one.result.map(|word| word.text_path()))),
        (text::COEFFICIENT.text(language), one.coefficient.to_string()),
        (text::PAID_DAYS.text(language), one.days.map_or_else(|| none.clone(), |days| format!("{} / {}", days.counted(), days.of))),
    ]);
    let columns = [
        prints::Column::text(text::PART.text(language), 2.0),
        prints::Column::text(text::NOTE.text(language), 5.0),
        prints::Column::number(text::AMOUNT.text(language), 2.0),
    ];
    let mut rows: Vec<Vec<String>> = one
        .parts
        .iter()
        .map(|part| vec![word(part.kind.text_path(), language).to_owned(), part.note.clone(), part.amount.amount.to_string()])
        .collect();
    rows.push(vec![text::TOTAL.text(language).to_owned(), String::new(), one.total.amount.to_string()]);
    page.table(&columns, &rows);
    page.note(text::SLIP_RULE.text(language));
    page.finish()
}
