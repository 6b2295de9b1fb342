//! What figures of a period are made of: its days, groups by words that people wrote, names of units.

use chrono::{Months, NaiveDate};
use engines::Asking;
use engines::panels::Period;
use locale::{Language, quality as text};
use platform::{Error, Reply};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use utoipa::IntoParams;
use uuid::Uuid;

/// The most days that are asked about at once.
const MOST_DAYS: i64 = 1100;

/// Which days, both counted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DaysWanted {
    /// The first day, `2026-11-01`; absent: the first of the month before last.
    #[param(min_length = 10, max_length = 10)]
    pub from: Option<String>,
    /// The last day; absent: today.
    #[param(min_length = 10, max_length = 10)]
    pub to: Option<String>,
}

/// The days that are asked about.
pub struct Days {
    pub period: Period,
}

impl Days {
    /// Reads them.
    ///
    /// # Errors
    /// `422` where they are no days, or too many.
    pub fn read(wanted: &DaysWanted, asking: &Asking<'_>) -> Reply<Self> {
        let day = |text: &Option<String>, pointer: &str, other: NaiveDate| match text {
            None => Ok(other),
            Some(text) => {
                let day = text.parse::<NaiveDate>().map_err(|_| Error::invalid(pointer, "type"))?;
                if contract::values::is_day(day) { Ok(day) } else { Err(Error::invalid(pointer, "day_implausible")) }
            }
        };
        let to = day(&wanted.to, "/to", asking.today)?;
        let first = chrono::Datelike::with_day(&to, 1).unwrap_or(to);
        let from = day(&wanted.from, "/from", first.checked_sub_months(Months::new(2)).unwrap_or(first))?;
        if to < from {
            return Err(Error::invalid("/to", "ends_before_start"));
        }
        if (to - from).num_days() > MOST_DAYS {
            return Err(Error::invalid("/to", "range"));
        }
        Ok(Self { period: Period::of(from, to, asking.state.config.utc_offset_minutes) })
    }
}

/// Records with the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub key: String,
    pub label: String,
    pub count: i64,
}

impl Group {
    /// The key as it stands in an address.
    pub fn encoded(&self) -> String {
        percent(&self.key)
    }
}

/// Groups `(key, words)` by key, the largest first; without words: not known yet.
pub fn by_text(rows: Vec<(String, String)>, language: Language) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (key, words) in rows {
        let label = if key.is_empty() { text::UNKNOWN.text(language).to_owned() } else { words };
        groups.entry(key.clone()).or_insert(Group { key, label, count: 0 }).count += 1;
    }
    let mut all: Vec<Group> = groups.into_values().collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
    all
}

/// What a unit is called; none: not known yet.
pub fn named(unit: Option<Uuid>, units: &HashMap<Uuid, String>, language: Language) -> String {
    unit.map_or_else(|| text::UNKNOWN.text(language).to_owned(), |id| units.get(&id).cloned().unwrap_or_else(|| "—".to_owned()))
}

/// Text as it stands in a query.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(byte.into());
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_words_come_with_the_largest_first_and_name_what_is_unknown() {
        let rows = [("b", "B。"), ("", ""), ("a", "A"), ("b", "B")].map(|(key, words)| (key.to_owned(), words.to_owned()));
        let groups = by_text(rows.to_vec(), Language::En);
        let told: Vec<_> = groups.iter().map(|one| (one.label.as_str(), one.count)).collect();
        assert_eq!(told, [("B。", 2), ("Not known", 1), ("A", 1)]);
    }

    #[test]
    fn words_stand_in_an_address_byte_by_byte() {
        assert_eq!(percent("因 a&b"), "%E5%9B%A0%20a%26b");
    }
}
