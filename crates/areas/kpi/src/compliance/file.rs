//! The report as files.

use chrono::{DateTime, TimeDelta, Utc};
use contract::kpi::compliance::{Compliance, Miss, Misses, PersonMissed, RuleKept};
use locale::{Key, compliance as text};
use platform::Reply;
use platform::db::Door;
use prints::{Bar, Column, Document};
use sheets::{CsvWriter, Value, WriteProblem};

const HEADINGS: [Key; 5] = [text::RULE, text::PERSON, text::RECORD, text::AT, text::NOTE];
/// How many rules are drawn as bars.
const DRAWN: usize = 12;

/// A moment as clocks at the company show it.
fn spoken(at: DateTime<Utc>, door: &Door) -> String {
    (at + TimeDelta::minutes(door.state().config.utc_offset_minutes.into())).format("%Y-%m-%d %H:%M").to_string()
}

fn cells(miss: &Miss, door: &Door) -> [String; 5] {
    let record = &miss.record;
    [miss.label.clone(), miss.person.name.clone(), record.subject.title.clone(), spoken(record.at, door), record.note.clone()]
}

fn failed(problem: WriteProblem) -> anyhow::Error {
    anyhow::anyhow!("writing a sheet: {problem:?}")
}

pub(super) fn csv(misses: &Misses, door: &Door) -> Reply<Vec<u8>> {
    let mut csv = CsvWriter::new(Vec::new(), &HEADINGS.map(|key| key.text(door.meta.language))).map_err(failed)?;
    for miss in &misses.items {
        let cells = cells(miss, door);
        csv.row(&cells.each_ref().map(|cell| Value::from(cell.as_str()))).map_err(failed)?;
    }
    Ok(csv.finish().map_err(failed)?)
}

pub(super) fn xlsx(misses: &Misses, door: &Door) -> Reply<Vec<u8>> {
    let rows: Vec<[String; 5]> = misses.items.iter().map(|miss| cells(miss, door)).collect();
    let lines = rows.iter().map(|cells| cells.iter().map(|cell| Value::from(cell.as_str())).collect());
    let headings = HEADINGS.map(|key| key.text(door.meta.language));
    Ok(sheets::write_xlsx(text::FILE.text(door.meta.language), &headings, lines).map_err(failed)?)
}

fn label<'a>(report: &'a Compliance, rule: &'a str) -> &'a str {
    report.rules.iter().find(|one| one.rule == rule).map_or(rule, |one| one.label.as_str())
}

pub(super) fn pdf(report: &Compliance, misses: &Misses, printed_by: &str, door: &Door) -> Vec<u8> {
    let language = door.meta.language;
    let of = |key: Key| key.text(language);
    let now = spoken(door.state().clock.now(), door);
    let mut page = Document::new(of(text::TITLE), format!("{} · {}", of(text::TITLE), report.month));
    page.watermark(format!("{printed_by} {now}"));
    let missed: u32 = report.rules.iter().map(|rule| rule.missed).sum();
    page.facts(&[
        (of(text::MONTH), report.month.clone()),
        (of(text::MISSED), missed.to_string()),
        (of(text::PEOPLE), report.people.len().to_string()),
        (of(text::PRINTED), now),
    ]);
    page.heading(of(text::BY_RULE));
    let bar = |rule: &RuleKept| Bar {
        label: rule.label.clone(),
        value: f64::from(rule.missed),
        text: text::MISSED_OF.with(language, &[("n", &rule.missed.to_string()), ("of", &rule.of.to_string())]),
    };
    page.bars(&report.rules.iter().filter(|rule| rule.missed > 0).take(DRAWN).map(bar).collect::<Vec<_>>());
    let columns = [
        Column::text(of(text::RULE), 4.0),
        Column::number(of(text::OF), 1.0),
        Column::number(of(text::MISSED), 1.0),
        Column::number(of(text::PEOPLE), 1.0),
    ];
    let rule = |rule: &RuleKept| vec![rule.label.clone(), rule.of.to_string(), rule.missed.to_string(), rule.people.to_string()];
    page.table(&columns, &report.rules.iter().map(rule).collect::<Vec<_>>());
    page.heading(of(text::BY_PERSON));
    let columns = [Column::text(of(text::PERSON), 1.2), Column::number(of(text::MISSED), 0.8), Column::text(of(text::WHICH), 5.0)];
    let person = |one: &PersonMissed| {
        let rules: Vec<String> = one.rules.iter().map(|rule| format!("{} {}", label(report, &rule.rule), rule.missed)).collect();
        vec![one.person.name.clone(), one.missed.to_string(), rules.join(of(text::SEPARATOR))]
    };
    page.table(&columns, &report.people.iter().map(person).collect::<Vec<_>>());
    page.heading(of(text::RECORDS));
    let shares = [2.0, 1.0, 3.0, 1.6, 2.4];
    let columns: Vec<Column> = HEADINGS.iter().zip(shares).map(|(key, share)| Column::text(of(*key), share)).collect();
    page.table(&columns, &misses.items.iter().map(|miss| cells(miss, door).to_vec()).collect::<Vec<_>>());
    let left = misses.total.saturating_sub(u32::try_from(misses.items.len()).unwrap_or(u32::MAX));
    if left > 0 {
        page.note(&text::LEFT_OUT.with(language, &[("n", &left.to_string())]));
    }
    page.finish()
}
