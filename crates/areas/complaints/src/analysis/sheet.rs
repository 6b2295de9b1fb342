//! The report on paper and as a spreadsheet.

use contract::Money;
use contract::complaints::analysis::{AnalysisFigure, ComplaintReport, FigureUnit, ReportLine};
use locale::{Key, Language, quality as text};
use prints::{Bar, Column, Document};
use rust_decimal::Decimal;
use sheets::Value;

/// A figure as it is read: with its unit.
fn read(figure: &AnalysisFigure) -> String {
    match (figure.value, figure.unit) {
        (None, _) => "—".to_owned(),
        (Some(value), FigureUnit::Percent) => format!("{value}%"),
        (Some(amount), FigureUnit::Yuan) => Money { amount, currency: "CNY".to_owned() }.to_string(),
        (Some(value), FigureUnit::Marks) => format!("{value} / 5"),
        (Some(value), FigureUnit::Cases | FigureUnit::Hours) => value.to_string(),
    }
}

/// The tables of the report in their order.
fn tables(report: &ComplaintReport) -> [(Key, &[ReportLine]); 5] {
    [
        (text::BY_SEVERITY, &report.severities),
        (text::BY_CATEGORY, &report.categories),
        (text::BY_CHANNEL, &report.channels),
        (text::BY_CAUSE, &report.causes),
        (text::BY_MARK, &report.marks),
    ]
}

fn rate(value: Option<Decimal>) -> String {
    value.map_or_else(|| "—".to_owned(), |rate| format!("{rate}%"))
}

/// The report as a document to sign; `who` stands on every page.
pub(super) fn pdf(report: &ComplaintReport, language: Language, who: &str) -> Vec<u8> {
    let say = |key: Key| key.text(language);
    let mut page = Document::new(say(text::REPORT_TITLE), format!("{} – {}", report.from, report.to));
    page.watermark(who);
    page.heading(say(text::SECTION_VOLUMES));
    let facts: Vec<(&str, String)> = report.figures.iter().map(|figure| (figure.label.as_str(), read(figure))).collect();
    page.facts(&facts);
    for (title, lines) in tables(report) {
        if lines.is_empty() {
            continue;
        }
        page.heading(say(title));
        let bar = |line: &ReportLine| Bar {
            label: line.label.clone(),
            value: f64::from(u32::try_from(line.count).unwrap_or(u32::MAX)),
            text: format!("{} · {}%", line.count, line.share),
        };
        page.bars(&lines.iter().map(bar).collect::<Vec<_>>());
    }
    page.heading(say(text::SECTION_TIMES));
    let columns = [
        Column::text(say(text::STEP), 3.0),
        Column::number(say(text::DONE_STEPS), 1.0),
        Column::number(say(text::KEPT), 1.0),
        Column::number(say(text::RATE), 1.0),
    ];
    let rows: Vec<Vec<String>> =
        report.clocks.iter().map(|one| vec![one.step.clone(), one.due.to_string(), one.kept.to_string(), rate(one.rate)]).collect();
    page.table(&columns, &rows);
    let columns = [
        Column::text(say(text::STATUS), 3.0),
        Column::number(say(text::TIMES), 1.0),
        Column::number(say(text::MEAN_HOURS), 1.0),
        Column::number(say(text::LONGEST_HOURS), 1.0),
    ];
    let state = |path: &'static str| locale::find(path).map_or("", |key| key.text(language)).to_owned();
    let rows: Vec<Vec<String>> = report
        .states
        .iter()
        .map(|one| vec![state(one.state.text_path()), one.times.to_string(), one.mean_hours.to_string(), one.longest_hours.to_string()])
        .collect();
    page.table(&columns, &rows);
    page.heading(say(text::SECTION_ACTIONS));
    let facts: Vec<(&str, String)> = report.actions.iter().map(|line| (line.label.as_str(), line.count.to_string())).collect();
    page.facts(&facts);
    page.heading(say(text::SECTION_IMPROVE));
    if report.opportunities.is_empty() {
        page.paragraph(say(text::NO_IMPROVEMENT));
    }
    for (at, told) in report.opportunities.iter().enumerate() {
        page.paragraph(&format!("{}. {told}", at + 1));
    }
    page.signatures(&[say(text::SIGN_MANAGER), say(text::SIGN_DIRECTOR)]);
    page.finish()
}

/// The report as rows: part, line, count, share or value.
pub(super) fn xlsx(report: &ComplaintReport, language: Language) -> Result<Vec<u8>, sheets::WriteProblem> {
    let say = |key: Key| key.text(language);
    let headings = [say(text::PART), say(text::LINE), say(text::COUNT), say(text::SHARE), say(text::MEAN_HOURS)];
    let mut rows: Vec<Vec<Value<'_>>> = Vec::new();
    for figure in &report.figures {
        rows.push(vec![say(text::SECTION_VOLUMES).into(), figure.label.as_str().into(), figure.value.into(), Value::Empty, Value::Empty]);
    }
    for (title, lines) in tables(report).into_iter().chain([(text::SECTION_ACTIONS, report.actions.as_slice())]) {
        for line in lines {
            rows.push(vec![say(title).into(), line.label.as_str().into(), line.count.into(), line.share.into(), Value::Empty]);
        }
    }
    for clock in &report.clocks {
        rows.push(vec![say(text::SECTION_TIMES).into(), clock.step.as_str().into(), clock.kept.into(), clock.rate.into(), Value::Empty]);
    }
    for one in &report.states {
        let state = locale::find(one.state.text_path()).map_or("", |key| key.text(language));
        rows.push(vec![say(text::SECTION_TIMES).into(), state.into(), one.times.into(), Value::Empty, one.mean_hours.into()]);
    }
    for told in &report.opportunities {
        rows.push(vec![say(text::SECTION_IMPROVE).into(), told.as_str().into(), Value::Empty, Value::Empty, Value::Empty]);
    }
    sheets::write_xlsx(say(text::REPORT_TITLE), &headings, rows)
}
