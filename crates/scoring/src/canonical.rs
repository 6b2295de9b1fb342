//! The text that a result is hashed by: the same for the same rules and records, different for any other.

use crate::{Curve, Direction, Explained, ExplainedItem, ItemKind, Measure, Rule};
use chrono::SecondsFormat;
use rust_decimal::Decimal;

impl Explained {
    /// Everything that went into the score and what came out, one fact a line, numbers without trailing zeros.
    ///
    /// Neither the order of the items nor that of the records changes it. It is meant for SHA-256 (KPI-08): what is hashed can be
    /// read.
    pub fn canonical_text(&self) -> String {
        let mut text = String::new();
        line(&mut text, &["score", "1"]);
        line(&mut text, &["scheme", &self.scheme, &self.scheme_version.to_string()]);
        let mut items: Vec<&ExplainedItem> = self.items.iter().collect();
        items.sort_by(|a, b| a.indicator.key.cmp(&b.indicator.key));
        for item in items {
            write_item(&mut text, item);
        }
        line(&mut text, &["total", &maybe(self.total), self.grade.map_or("", |grade| grade.word())]);
        text
    }
}

fn write_item(text: &mut String, item: &ExplainedItem) {
    let kind = match item.kind {
        ItemKind::Weighted => "weighted",
        ItemKind::Added => "added",
    };
    let measure = match item.indicator.measure {
        Measure::Ratio => "ratio",
        Measure::Mean => "mean",
        Measure::Sum => "sum",
        Measure::Count => "count",
    };
    line(text, &["item", &item.indicator.key, kind, &number(item.weight), measure]);
    write_rule(text, &item.indicator.rule);
    for record in &item.measured.records {
        let at = record.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        line(text, &["record", &record.id, &at, &number(record.value), &number(record.weight)]);
    }
    line(text, &["value", &maybe(item.measured.value), &maybe(item.points), &maybe(item.contribution)]);
}

fn write_rule(text: &mut String, rule: &Rule) {
    let cap = number(rule.cap);
    match &rule.curve {
        Curve::Linear { floor, target, ceiling } => {
            line(text, &["linear", &number(*floor), &number(*target), &maybe(*ceiling), &cap]);
        }
        Curve::Steps { direction, steps } => {
            let direction = match direction {
                Direction::HigherIsBetter => "higher",
                Direction::LowerIsBetter => "lower",
            };
            line(text, &["steps", direction, &cap]);
            for step in steps {
                line(text, &["step", &number(step.bound), &number(step.points)]);
            }
        }
        Curve::Deduction { start, each } => line(text, &["deduction", &number(*start), &number(*each), &cap]),
    }
}

/// One line of fields. What divides fields and lines is escaped, so that no text can pass for two.
fn line(text: &mut String, fields: &[&str]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            text.push('\t');
        }
        for c in field.chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                '\t' => text.push_str("\\t"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                c => text.push(c),
            }
        }
    }
    text.push('\n');
}

fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

fn maybe(value: Option<Decimal>) -> String {
    value.map(number).unwrap_or_default()
}
