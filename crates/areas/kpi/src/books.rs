//! The sums of a month for everyone, and those of each part into which it falls for people who were transferred (KPI-05).

use crate::facts::{Facts, Look, Wanted, Which, sources};
use crate::ground::Measured;
use crate::parts::Within;
use crate::score::Asked;
use crate::sums::{Ledger, Sums};
use contract::kpi::schemes::Indicator;
use engines::Areas;
use engines::people::Staff;
use platform::Reply;
use platform::db::Door;
use scoring::Inputs;
use std::collections::{BTreeSet, HashSet};

/// Added up once.
pub struct Books {
    month: Sums,
    parts: Vec<(Within, Sums)>,
}

impl Books {
    /// All that the scores of these people look at.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load<'a>(
        asked: &Asked,
        which: Which<'_>,
        people: impl Iterator<Item = &'a Measured<'a>> + Clone,
        areas: &Areas,
        door: &Door,
    ) -> Reply<Self> {
        let trial = matches!(which, Which::All);
        let month = asked.sums(which, areas, door).await?;
        let parts = people.flat_map(|one| one.parts);
        let mut spans: Vec<Within> = parts.clone().map(|part| part.within).collect::<HashSet<_>>().into_iter().collect();
        spans.sort_by_key(|within| (within.from, within.to));
        if spans.is_empty() {
            return Ok(Self { month, parts: Vec::new() });
        }
        // A scheme that is still being thought about may look at anything.
        let facts: BTreeSet<&str> = match trial {
            true => sources(areas).map(|source| source.key).collect(),
            false => parts.flat_map(|part| part.scheme.form.indicators.iter().flat_map(Indicator::all_facts)).collect(),
        };
        let wanted = asked.wanted(Which::Facts(facts.into_iter().collect()), None, areas, door);
        Ok(Self { month, parts: Sums::of_parts(wanted, spans).await? })
    }

    /// These sums.
    #[cfg(test)]
    pub fn of(facts: &Facts, spans: &[Within]) -> Self {
        Self { month: Sums::of(facts), parts: spans.iter().map(|within| (*within, Sums::within(facts, *within))).collect() }
    }

    /// To be looked up in.
    pub fn ledgers<'a>(&'a self, staff: &'a Staff) -> Ledgers<'a> {
        let parts = self.parts.iter().map(|(within, sums)| (*within, Ledger::new(sums, staff))).collect();
        Ledgers { month: Ledger::new(&self.month, staff), parts }
    }
}

impl Sums {
    /// Those of each of these parts of a month. What the database adds up is asked part by part, the rest is read once.
    async fn of_parts(wanted: Wanted<'_>, spans: Vec<Within>) -> Reply<Vec<(Within, Self)>> {
        let rest = Facts::load_besides(&wanted, &Self::summed(&wanted)).await?;
        let (mut parts, mut wanted) = (Vec::with_capacity(spans.len()), wanted);
        let month = wanted.span.clone();
        for within in spans {
            wanted.span = within.span(&month);
            let mut sums = Self::within(&rest, within);
            sums.ask(&wanted).await?;
            parts.push((within, sums));
        }
        Ok(parts)
    }
}

/// The sums by whose they are, and of when.
pub struct Ledgers<'a> {
    pub month: Ledger<'a>,
    parts: Vec<(Within, Ledger<'a>)>,
}

impl<'a> Ledgers<'a> {
    /// What counts for an item comes to.
    pub fn of(&self, look: &Look<'_>) -> Inputs {
        self.at(look.within).map(|ledger| ledger.of(look)).unwrap_or_default()
    }

    /// Those of a part.
    pub fn at(&self, within: Option<Within>) -> Option<&Ledger<'a>> {
        let Some(wanted) = within else { return Some(&self.month) };
        self.parts.iter().find(|(within, _)| *within == wanted).map(|(_, ledger)| ledger)
    }
}
