//! A score as it was when it was published: rules of that version, values and records.

use crate::presence::Stood;
use crate::schemes::Scheme;
use crate::score::{Calibrated, LeftOut, Named, Score, Scored, inputs, rule_of};
use chrono::{DateTime, Utc};
use contract::Subject;
use contract::kpi::schemes::{Indicator, NamedFact, SchemeForm};
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
    /// The further facts of a formula, in the order of the indicator's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<StoredNamed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<StoredLeftOut>,
}

/// A record that an appeal left out.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct StoredLeftOut {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    named: Option<String>,
    fact: StoredFact,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct StoredNamed {
    value: Option<Decimal>,
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
    items: Vec<ReadItem>,
}

/// An item with its records as facts again.
struct ReadItem {
    item: StoredItem,
    facts: Vec<Fact>,
    others: Vec<Vec<Fact>>,
    left_out: Vec<Fact>,
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
            others: scored.others.iter().map(|one| StoredNamed { value: one.value, facts: one.facts.iter().map(fact).collect() }).collect(),
            left_out: scored
                .left_out
                .iter()
                .map(|one| StoredLeftOut { named: one.named.map(str::to_owned), fact: fact(&one.fact) })
                .collect(),
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
            let others = item.others.iter().map(|other| other.facts.iter().map(fact).collect()).collect();
            let left_out = item.left_out.iter().map(|one| fact(&one.fact)).collect();
            ReadItem { item, facts, others, left_out }
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
        let ReadItem { item, facts, others, left_out } = self.items.iter().find(|it| it.item.indicator == indicator.key)?;
        let stored = indicator.facts.iter().zip(&item.others).zip(others);
        let other = |((fact, stored), facts): ((&'a NamedFact, &StoredNamed), &'a Vec<Fact>)| Named {
            fact,
            facts: facts.iter().collect(),
            value: stored.value,
        };
        let others: Vec<Named<'a>> = stored.map(other).collect();
        let due = self.stood.due(indicator);
        let rule = rule_of(indicator, &others, due);
        let facts: Vec<&Fact> = facts.iter().collect();
        let inputs = inputs(&facts);
        let share = rule.item(None, &inputs).share;
        let left_out = item.left_out.iter().zip(left_out).map(|(stored, fact)| LeftOut { fact, named: stored.named.as_deref() }).collect();
        let item_then = Item { share, points: item.points };
        Some(Scored { indicator, rule, due, closed: false, inputs, facts, others, value: item.value, item: item_then, left_out })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::explain::hash;
    use crate::facts::Facts;
    use crate::score::Adjusted;
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

    /// KPI-07: the entry of a calibration stands beside the computed score, in score, grade and hash.
    #[test]
    fn an_adjustment_is_kept_beside_the_computed_score() {
        let ground = ground();
        let person = &ground.staff.people()[1];
        let mut book = Facts::default();
        book.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1)]);
        let plain = Score::of(&ground.measured(person).unwrap(), &ground.staff, &book, Period::Over);
        let (computed, before) = (plain.computed(), hash(person.id, "2026-11", Period::Over, &plain));
        let by = contract::PersonRef { id: Uuid::from_u128(9), name: "程思源".into() };
        let adjusted = Adjusted { points: Decimal::from(40), reason: "协助展会".into(), by, at: DateTime::UNIX_EPOCH, confirmed: None };
        let calibrated = Calibrated { adjusted: Some(adjusted), grade: Some(contract::kpi::Grade::Qualified), ..Calibrated::default() };
        let frozen = Frozen::read(&Frozen::store(&Score { calibrated, ..plain }).unwrap()).unwrap();
        let again = frozen.score();
        assert_eq!((again.computed(), again.score()), (computed, computed.map(|score| score + Decimal::from(40))));
        assert_eq!(again.grade(), Some(contract::kpi::Grade::Qualified).max(again.deserved()));
        assert_ne!(hash(person.id, "2026-11", Period::Over, &again), before);
    }

    proptest::proptest! {
        /// What was frozen reads the same for ever, and freezing it again writes the same text.
        #[test]
        fn frozen_results_never_change(records in proptest::collection::vec((0u32..3, 1u32..3, 0u128..50), 0..12), points in -300i64..300) {
            let ground = ground();
            let person = &ground.staff.people()[1];
            let mut book = Facts::default();
            for (source, facts) in [("follow_up.kept", &records[..records.len() / 2]), ("follow_up.made", &records[records.len() / 2..])] {
                book.add(source, facts.iter().map(|(value, weight, n)| fact(2, *n, *value, *weight)).collect());
            }
            let mut live = Score::of(&ground.measured(person).unwrap(), &ground.staff, &book, Period::Over);
            let by = contract::PersonRef { id: Uuid::from_u128(9), name: "程思源".into() };
            live.calibrated.adjusted = Some(Adjusted { points: Decimal::new(points, 1), reason: "拉齐".into(), by, at: DateTime::UNIX_EPOCH, confirmed: None });
            let text = Frozen::store(&live).unwrap();
            let frozen = Frozen::read(&text).unwrap();
            let again = frozen.score();
            proptest::prop_assert_eq!((again.score(), again.grade()), (live.score(), live.grade()));
            proptest::prop_assert_eq!(hash(person.id, "2026-11", Period::Over, &again), hash(person.id, "2026-11", Period::Over, &live));
            proptest::prop_assert_eq!(Frozen::store(&again).unwrap(), text);
        }
    }

    /// Results published before schemes were data name a built-in one.
    #[test]
    fn an_older_result_follows_the_built_in_scheme() {
        let old = r#"{"role":"sales_rep","version":1,"items":[{"indicator":"follow_up.made","value":"10","points":"50","facts":[]}]}"#;
        let frozen = Frozen::read(old).unwrap();
        assert_eq!(frozen.score().score().map(|score| score.to_string()).as_deref(), Some("50.0"));
    }
}
