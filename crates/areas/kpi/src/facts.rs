//! The records of a month, read once for everyone.

use crate::month::Month;
use crate::parts::Within;
use crate::sums::Outcomes;
use crate::{entries, marks};
use chrono::{DateTime, Utc};
use contract::kpi::schemes::{Indicator, IndicatorSource, Whose, counts};
use engines::people::Staff;
use engines::{Areas, Fact, FactDef, FactQuery, approvals};
use platform::Reply;
use platform::http::State;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use uuid::Uuid;

/// The facts of a month by source and person.
#[derive(Default)]
pub struct Facts(HashMap<String, BTreeMap<Uuid, Vec<Fact>>>);

/// Which facts are wanted.
pub struct Wanted<'a> {
    pub which: Which<'a>,
    pub month: Month,
    pub span: Range<DateTime<Utc>>,
    pub now: DateTime<Utc>,
    /// Only of this person, where the indicators look at nobody else.
    pub person: Option<Uuid>,
    pub areas: &'a Areas,
    pub state: &'a State,
}

/// For which indicators.
pub enum Which<'a> {
    These(Vec<&'a Indicator>),
    /// For none: these facts.
    Facts(Vec<&'a str>),
    /// Whatever there is: for a scheme that is still being thought about.
    All,
}

/// Which records count for an item of somebody's score.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub source: &'a str,
    /// Only records that end so; empty: all of them.
    pub only: &'a [String],
    pub whose: Whose,
    pub person: Uuid,
    /// Where they stood.
    pub unit: Uuid,
    /// Only those of a part of the month (KPI-05).
    pub within: Option<Within>,
}

impl Wanted<'_> {
    /// As the areas are asked.
    pub fn query(&self) -> FactQuery<'_> {
        FactQuery {
            conn: self.state.database.reader().conn(),
            state: self.state,
            from: self.span.start,
            to: self.span.end,
            now: self.now,
            person: self.person.filter(|_| self.which.alone()),
        }
    }
}

impl Which<'_> {
    pub fn asks(&self, fact: &str) -> bool {
        match self {
            Self::These(indicators) => indicators.iter().any(|one| one.all_facts().any(|asked| asked == fact)),
            Self::Facts(facts) => facts.contains(&fact),
            Self::All => true,
        }
    }

    fn asks_for_entries(&self) -> bool {
        match self {
            Self::These(indicators) => indicators.iter().any(|one| one.source == IndicatorSource::Entered),
            Self::Facts(_) => false,
            Self::All => true,
        }
    }

    fn asks_for_marks(&self) -> bool {
        match self {
            Self::These(indicators) => indicators.iter().any(|one| one.source == IndicatorSource::Scored),
            Self::Facts(_) => false,
            Self::All => true,
        }
    }

    /// Whether nobody else's records count.
    fn alone(&self) -> bool {
        match self {
            Self::These(indicators) => indicators.iter().all(|one| one.whose == Whose::Own),
            Self::Facts(_) => true,
            Self::All => false,
        }
    }
}

impl Facts {
    /// Asks each source that is needed exactly once. An indicator whose source no area brings has nothing to measure.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(wanted: Wanted<'_>) -> Reply<Self> {
        Self::load_besides(&wanted, &HashSet::new()).await
    }

    /// The same, without sources that are known otherwise.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load_besides(wanted: &Wanted<'_>, known: &HashSet<&str>) -> Reply<Self> {
        let query = wanted.query();
        let mut facts = Self::default();
        let asked = |key: &str| wanted.which.asks(key) && !known.contains(key);
        for source in sources(wanted.areas).filter(|source| asked(source.key)) {
            facts.add(source.key, (source.collect)(&query).await?);
        }
        if wanted.which.asks_for_entries() {
            for (source, fact) in entries::facts(query.conn, wanted.month, query.person).await? {
                facts.add(&source, vec![fact]);
            }
        }
        if wanted.which.asks_for_marks() {
            for (source, fact) in marks::facts(query.conn, &wanted.month.to_string(), query.person).await? {
                facts.add(&source, vec![fact]);
            }
        }
        Ok(facts)
    }

    /// Adds what a source told.
    pub fn add(&mut self, source: &str, facts: Vec<Fact>) {
        let people = self.0.entry(source.to_owned()).or_default();
        for fact in facts {
            people.entry(fact.person).or_default().push(fact);
        }
    }

    /// What counts, oldest first; the order is the same each time. The team of a part that somebody left has them in it still.
    pub fn of<'a>(&'a self, look: &Look<'_>, staff: &Staff) -> Vec<&'a Fact> {
        let Some(people) = self.0.get(look.source) else { return Vec::new() };
        let mut found: Vec<&Fact> = match look.whose {
            Whose::Own => people.get(&look.person).into_iter().flatten().collect(),
            Whose::Team => {
                let mut team = staff.within(look.unit);
                if look.within.is_some() {
                    team.insert(look.person);
                }
                people.iter().filter(|(id, _)| team.contains(id)).flat_map(|(_, facts)| facts).collect()
            }
            Whose::Everyone => people.values().flatten().collect(),
        };
        if let Some(within) = look.within {
            found.retain(|fact| within.contains(fact.at));
        }
        if !look.only.is_empty() {
            let mut outcomes = Outcomes::default();
            found.retain(|fact| counts(look.only, outcomes.of(fact.note)));
        }
        found.sort_by_key(|f| (f.at, f.subject.id, f.person, f.value, f.weight));
        found
    }

    /// Every source with the facts of each person.
    pub fn by_source(&self) -> impl Iterator<Item = (&str, &BTreeMap<Uuid, Vec<Fact>>)> {
        self.0.iter().map(|(source, people)| (source.as_str(), people))
    }
}

/// Every source that a scheme can measure.
pub fn sources(areas: &Areas) -> impl Iterator<Item = &'static FactDef> {
    areas.0.iter().flat_map(|area| area.facts()).chain(approvals::facts())
}
