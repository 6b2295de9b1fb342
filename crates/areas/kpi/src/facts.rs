//! The records of a month, read once for everyone.

use crate::schemes::{Indicator, Scheme, Whose};
use chrono::{DateTime, Utc};
use engines::people::{Colleague, Staff};
use engines::{Areas, Fact, FactDef, FactQuery, approvals};
use platform::Reply;
use platform::http::State;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use uuid::Uuid;

/// The facts of a month by key and person.
#[derive(Default)]
pub struct Facts(HashMap<&'static str, BTreeMap<Uuid, Vec<Fact>>>);

/// Which facts are wanted.
pub struct Wanted<'a> {
    pub schemes: Vec<&'static Scheme>,
    pub span: Range<DateTime<Utc>>,
    pub now: DateTime<Utc>,
    /// Only of this person, where their scheme looks at nobody else.
    pub person: Option<Uuid>,
    pub areas: &'a Areas,
    pub state: &'a State,
}

impl Facts {
    /// Asks each source that a scheme needs exactly once. An indicator whose source no area brings has nothing to measure.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(wanted: Wanted<'_>) -> Reply<Self> {
        let shares = || wanted.schemes.iter().flat_map(|scheme| scheme.shares);
        let alone = shares().all(|share| share.indicator.whose == Whose::Own);
        let query = FactQuery {
            conn: wanted.state.database.reader().conn(),
            state: wanted.state,
            from: wanted.span.start,
            to: wanted.span.end,
            now: wanted.now,
            person: wanted.person.filter(|_| alone),
        };
        let mut facts = Self::default();
        for source in sources(wanted.areas).filter(|source| shares().any(|share| share.indicator.fact == source.key)) {
            facts.add(source.key, (source.collect)(&query).await?);
        }
        Ok(facts)
    }

    /// Adds what a source told.
    pub fn add(&mut self, key: &'static str, facts: Vec<Fact>) {
        let people = self.0.entry(key).or_default();
        for fact in facts {
            people.entry(fact.person).or_default().push(fact);
        }
    }

    /// What counts for a person's indicator, oldest first; the order is the same each time.
    pub fn of<'a>(&'a self, indicator: &Indicator, person: &Colleague, staff: &Staff) -> Vec<&'a Fact> {
        let Some(people) = self.0.get(indicator.fact) else { return Vec::new() };
        let mut found: Vec<&Fact> = match indicator.whose {
            Whose::Own => people.get(&person.id).into_iter().flatten().collect(),
            Whose::Team => {
                let team = staff.within(person.unit_id);
                people.iter().filter(|(id, _)| team.contains(id)).flat_map(|(_, facts)| facts).collect()
            }
            Whose::Everyone => people.values().flatten().collect(),
        };
        found.sort_by_key(|f| (f.at, f.subject.id, f.person, f.value, f.weight));
        found
    }
}

fn sources(areas: &Areas) -> impl Iterator<Item = &'static FactDef> {
    areas.0.iter().flat_map(|area| area.facts()).chain(approvals::facts())
}
