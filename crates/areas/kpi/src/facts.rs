//! The records of a month, read once for everyone.

use crate::month::Month;
use crate::sums::Outcomes;
use crate::{entries, marks};
use chrono::{DateTime, Utc};
use contract::kpi::schemes::{Indicator, IndicatorSource, Whose};
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

    /// What counts for the indicator of a person who stood in this unit, oldest first; the order is the same each time.
    pub fn of<'a>(&'a self, indicator: &Indicator, person: Uuid, unit: Uuid, staff: &Staff) -> Vec<&'a Fact> {
        let mut found = self.of_source(&indicator.source_key(), indicator.whose, (person, unit), staff);
        if !indicator.only.is_empty() {
            let mut outcomes = Outcomes::default();
            found.retain(|fact| indicator.counts(outcomes.of(fact.note)));
        }
        found
    }

    /// The same of any source; of a further fact that a formula names, all records count.
    pub fn of_source<'a>(&'a self, source: &str, whose: Whose, (person, unit): (Uuid, Uuid), staff: &Staff) -> Vec<&'a Fact> {
        let Some(people) = self.0.get(source) else { return Vec::new() };
        let mut found: Vec<&Fact> = match whose {
            Whose::Own => people.get(&person).into_iter().flatten().collect(),
            Whose::Team => {
                let team = staff.within(unit);
                people.iter().filter(|(id, _)| team.contains(id)).flat_map(|(_, facts)| facts).collect()
            }
            Whose::Everyone => people.values().flatten().collect(),
        };
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
