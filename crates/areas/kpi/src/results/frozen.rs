//! A score as it was when it was published: rules of that version, values and records.

use crate::schemes::{self, Scheme};
use crate::score::{Score, Scored};
use chrono::{DateTime, Utc};
use contract::Subject;
use engines::Fact;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use scoring::Item;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a score was made of, as stored.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Stored {
    role: String,
    version: i64,
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
    scheme: &'static Scheme,
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
            indicator: scored.share.indicator.key.to_owned(),
            value: scored.value,
            points: scored.item.points,
            facts: scored.facts.iter().map(fact).collect(),
        };
        let stored =
            Stored { role: score.scheme.role.to_owned(), version: score.scheme.version, items: score.items.iter().map(item).collect() };
        Ok(serde_json::to_string(&stored)?)
    }

    /// Reads a stored score.
    ///
    /// # Errors
    /// Where it is none, or its rules are no longer known: versions of a scheme are kept for as long as results follow them.
    pub fn read(text: &str) -> Reply<Self> {
        let stored: Stored = serde_json::from_str(text)?;
        let unknown = || Error::Internal(anyhow::anyhow!("no scheme {} {}", stored.role, stored.version));
        let scheme = schemes::version(&stored.role, stored.version).ok_or_else(unknown)?;
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
        Ok(Self { scheme, items: items.collect() })
    }

    /// The score as it was.
    pub fn score(&self) -> Score<'_> {
        let item = |share: &'static schemes::Share| {
            let (item, facts) = self.items.iter().find(|(item, _)| item.indicator == share.indicator.key)?;
            Some(Scored {
                share,
                facts: facts.iter().collect(),
                value: item.value,
                item: Item { weight: share.weight, points: item.points },
            })
        };
        let items: Vec<Scored<'_>> = self.scheme.shares.iter().filter_map(item).collect();
        let total = scoring::total(&items.iter().map(|i| i.item).collect::<Vec<_>>());
        Score { scheme: self.scheme, items, total }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::explain::hash;
    use crate::facts::Facts;
    use crate::score::tests::{fact, staff};
    use scoring::Period;

    #[test]
    fn a_frozen_score_reads_like_the_live_one() {
        let staff = staff();
        let person = &staff.people()[1];
        let mut book = Facts::default();
        book.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1)]);
        book.add("customer.completeness", vec![fact(2, 4, 85, 100)]);
        let live = Score::of(schemes::of(&person.roles).unwrap(), person, &staff, &book, Period::Over);
        let frozen = Frozen::read(&Frozen::store(&live).unwrap()).unwrap();
        let again = frozen.score();
        assert_eq!((again.score(), again.grade()), (live.score(), live.grade()));
        let month = "2026-11".parse().unwrap();
        assert_eq!(hash(person.id, month, Period::Over, &again), hash(person.id, month, Period::Over, &live));
        let notes = |score: &Score<'_>| score.items.iter().flat_map(|i| i.facts.iter().map(|f| f.note)).collect::<Vec<_>>();
        assert_eq!(notes(&again), notes(&live));
    }
}
