//! A score as it was when it was published: rules of that version, values and records.

use crate::presence::Stood;
use crate::schemes::Scheme;
use crate::score::{Calibrated, Score, Scored, inputs};
use chrono::{DateTime, Utc};
use contract::Subject;
use contract::kpi::schemes::{Indicator, SchemeForm};
use engines::Fact;
use platform::Reply;
use rust_decimal::Decimal;
use scoring::Item;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a score was made of, as stored.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Stored {
    role: String,
    version: i64,
    /// Absent in results older than schemes as data: they follow the built-in version 1.
    #[serde(default)]
    scheme: Option<SchemeForm>,
    #[serde(default)]
    stood: Option<Stood>,
    #[serde(default)]
    calibrated: Calibrated,
    items: Vec<StoredItem>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct StoredItem {
    indicator: String,
    value: Option<Decimal>,
    points: Option<Decimal>,
    facts: Vec<StoredFact>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct StoredFact {
    person: Uuid,
    subject: Subject,
    at: DateTime<Utc>,
    value: Decimal,
    weight: Decimal,
    /// The path of its text.
    note: String,
}

/// A stored score, read again; [`Frozen::score`] tells it like a live one.
pub struct Frozen {
    scheme: Scheme,
    stood: Stood,
    calibrated: Calibrated,
    items: Vec<(StoredItem, Vec<Fact>)>,
}

impl Frozen {
    /// A score as JSON.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn store(score: &Score<'_>) -> Reply<String> {
        let fact = |fact: &&Fact| StoredFact {
            person: fact.person,
            subject: fact.subject.clone(),
            at: fact.at,
            value: fact.value,
            weight: fact.weight,
            note: locale::path_of(fact.note).unwrap_or_default().to_owned(),
        };
        let item = |scored: &Scored<'_>| StoredItem {
            indicator: scored.indicator.key.clone(),
            value: scored.value,
            points: scored.item.points,
            facts: scored.facts.iter().map(fact).collect(),
        };
        let stored = Stored {
            role: score.scheme.form.role.clone(),
            version: score.scheme.number,
            scheme: Some(score.scheme.form.clone()),
            stood: Some(score.stood.clone()),
            calibrated: score.calibrated.clone(),
            items: score.items.iter().map(item).collect(),
        };
        Ok(serde_json::to_string(&stored)?)
    }

    /// Reads a stored score.
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(text: &str) -> Reply<Self> {
        let stored: Stored = serde_json::from_str(text)?;
        let scheme = match stored.scheme {
            Some(form) => Scheme { number: stored.version, form },
            None => Scheme::built_in(&stored.role)?,
        };
        let fact = |fact: &StoredFact| Fact {
            person: fact.person,
            subject: fact.subject.clone(),
            at: fact.at,
            value: fact.value,
            weight: fact.weight,
            note: locale::find(&fact.note).unwrap_or(locale::kpi::NOTE_UNKNOWN),
        };
        let items = stored.items.into_iter().map(|item| {
            let facts = item.facts.iter().map(fact).collect();
            (item, facts)
        });
        let stood = stored.stood.unwrap_or_else(Stood::unknown);
        Ok(Self { scheme, stood, calibrated: stored.calibrated, items: items.collect() })
    }

    /// The score as it was.
    pub fn score(&self) -> Score<'_> {
        let item = |indicator| self.item(indicator);
        let items = self.scheme.form.indicators.iter().filter_map(item).collect();
        Score { calibrated: self.calibrated.clone(), ..Score::made_of(&self.scheme, self.stood.clone(), items) }
    }

    fn item<'a>(&'a self, indicator: &'a Indicator) -> Option<Scored<'a>> {
        let (item, facts) = self.items.iter().find(|(item, _)| item.indicator == indicator.key)?;
        let rule = indicator.rule().scaled(self.stood.presence());
        let facts: Vec<&Fact> = facts.iter().collect();
        let inputs = inputs(&facts);
        let share = rule.item(None, &inputs).share;
        Some(Scored { indicator, rule, inputs, facts, value: item.value, item: Item { share, points: item.points } })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::explain::hash;
    use crate::facts::Facts;
    use crate::score::tests::{fact, ground};
    use scoring::Period;

    #[test]
    fn a_frozen_score_reads_like_the_live_one() {
        let ground = ground();
        let person = &ground.staff.people()[1];
        let mut book = Facts::default();
        book.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1)]);
        book.add("customer.completeness", vec![fact(2, 4, 85, 100)]);
        let live = Score::of(&ground.measured(person).unwrap(), &ground.staff, &book, Period::Over);
        let frozen = Frozen::read(&Frozen::store(&live).unwrap()).unwrap();
        let again = frozen.score();
        assert_eq!((again.score(), again.grade()), (live.score(), live.grade()));
        assert_eq!(hash(person.id, "2026-11", Period::Over, &again), hash(person.id, "2026-11", Period::Over, &live));
        let notes = |score: &Score<'_>| score.items.iter().flat_map(|i| i.facts.iter().map(|f| f.note)).collect::<Vec<_>>();
        assert_eq!(notes(&again), notes(&live));
    }

    /// Results published before schemes were data name a built-in one.
    #[test]
    fn an_older_result_follows_the_built_in_scheme() {
        let old = r#"{"role":"sales_rep","version":1,"items":[{"indicator":"follow_up.made","value":"10","points":"50","facts":[]}]}"#;
        let frozen = Frozen::read(old).unwrap();
        assert_eq!(frozen.score().score().map(|score| score.to_string()).as_deref(), Some("50.0"));
    }
}
