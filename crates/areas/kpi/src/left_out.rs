//! Records that an upheld appeal left out of a score (KPI-09). They leave the result that was appealed against, and the team and company
//! indicators of everybody else in the same period: what was found not to count for somebody does not count for their superior either.

use crate::score::{LeftOut, Named, Score, Scored, inputs};
use chrono::{DateTime, Utc};
use contract::PersonRef;
use contract::kpi::parts;
use contract::kpi::schemes::{Indicator, IndicatorSource, Whose};
use engines::Fact;
use scoring::Period;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record that no longer counts for a source, for the person for whom it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    pub source: String,
    pub record: Uuid,
    pub person: Uuid,
    /// Which of its entries, where the record counted more than once; absent: each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_at: Option<DateTime<Utc>>,
}

impl Gone {
    /// Whether it is this entry.
    pub fn is(&self, fact: &Fact) -> bool {
        self.person == fact.person && is_meant(fact, (self.record, self.entry_at))
    }
}

/// The same with why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Excluded {
    #[serde(flatten)]
    pub gone: Gone,
    /// Whose appeal it was.
    pub of: Uuid,
    pub reason: String,
    pub by: PersonRef,
    pub at: DateTime<Utc>,
}

/// The source that an item looks at; of a part of a month it is that of the whole.
fn source_of(indicator: &Indicator, in_parts: bool) -> String {
    match (indicator.source, parts::split(&indicator.key)) {
        (IndicatorSource::Entered | IndicatorSource::Scored, Some((key, _))) if in_parts => {
            Indicator { key: key.to_owned(), ..indicator.clone() }.source_key()
        }
        _ => indicator.source_key(),
    }
}

/// Whether an entry is that of a record, and of a moment where one is named.
pub fn is_meant(fact: &Fact, (record, at): (Uuid, Option<DateTime<Utc>>)) -> bool {
    fact.subject.id == record && at.is_none_or(|at| fact.at == at)
}

/// Under which sources a record, or one entry of it, counts for an item, and for whom. The moment of an entry is kept only where it tells
/// entries apart: that of a lone one may move with its record.
pub fn gone(score: &Score<'_>, indicator: &str, (record, at): (Uuid, Option<DateTime<Utc>>)) -> Vec<Gone> {
    let mut found: Vec<Gone> = Vec::new();
    for item in score.items.iter().filter(|item| item.indicator.key == indicator) {
        let own = item.facts.iter().map(|fact| (source_of(item.indicator, !score.stood.parts.is_empty()), *fact));
        let others = item.others.iter().flat_map(|other| other.facts.iter().map(|fact| (other.fact.fact.clone(), *fact)));
        let entries: Vec<(String, &Fact)> = own.chain(others).filter(|(_, fact)| fact.subject.id == record).collect();
        for (source, fact) in entries.iter().filter(|(_, fact)| is_meant(fact, (record, at))) {
            let same = |(other, entry): &&(String, &Fact)| other == source && entry.person == fact.person;
            let entry_at = at.filter(|at| entries.iter().filter(same).any(|(_, entry)| entry.at != *at));
            let one = Gone { source: source.clone(), record, person: fact.person, entry_at };
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}

impl<'a> Score<'a> {
    /// The score of a person without these records, as far as they count in it; what a calibration and an appeal added stays.
    #[must_use]
    pub fn without(self, person: Uuid, all: &[Excluded], month: Period) -> Self {
        if all.is_empty() {
            return self;
        }
        let in_parts = !self.stood.parts.is_empty();
        let mut applied: Vec<Excluded> = Vec::new();
        let mut strike = |item: &Indicator, source: &str, fact: &Fact| {
            let hit =
                all.iter().find(|one| one.gone.source == source && one.gone.is(fact) && (one.of == person || item.whose != Whose::Own));
            if let Some(one) = hit.filter(|one| !applied.contains(one)) {
                applied.push(one.clone());
            }
            hit.is_some()
        };
        let item = |scored: Scored<'a>| {
            let source = source_of(scored.indicator, in_parts);
            let mut left_out = Vec::new();
            let mut kept = |source: &str, named: Option<&'a str>, facts: Vec<&'a Fact>| {
                let (gone, kept): (Vec<_>, Vec<_>) = facts.into_iter().partition(|fact| strike(scored.indicator, source, fact));
                left_out.extend(gone.into_iter().map(|fact| LeftOut { fact, named }));
                kept
            };
            let facts = kept(&source, None, scored.facts);
            let period = if scored.closed { Period::Over } else { month };
            let other = |other: Named<'a>| {
                let facts = kept(&other.fact.fact, Some(&other.fact.name), other.facts);
                Named::of(other.fact, inputs(&facts), facts, period)
            };
            let others = scored.others.into_iter().map(other).collect();
            let again = Scored::of(scored.indicator, (inputs(&facts), facts), others, scored.due, (period, month));
            Scored { left_out, ..again }
        };
        let items = self.items.into_iter().map(item).collect();
        let calibrated = crate::score::Calibrated { without: applied, ..self.calibrated };
        Score { calibrated, ..Score::made_of(self.scheme, self.stood, items) }
    }
}

#[cfg(test)]
mod tests;
