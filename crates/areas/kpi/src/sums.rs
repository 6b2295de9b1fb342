//! The records of a month added up, once for everyone: enough for every score of the company, without reading each record. Where an area
//! lets the database add up, that is asked; the rest is read and added up here. Either way the sums are those of the records.

use crate::facts::{Facts, Look, Wanted, sources};
use crate::parts::Within;
use contract::kpi::schemes::{Whose, counts};
use engines::people::Staff;
use engines::{Areas, Fact, FactQuery, Sum};
use futures_util::future::{LocalBoxFuture, try_join_all};
use locale::Key;
use platform::Reply;
use scoring::{Inputs, Part};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use uuid::Uuid;

/// How a record ended: the path of its note.
pub type Outcome = Option<&'static str>;
/// Sums by outcome, in the order of the outcomes.
pub type ByOutcome = BTreeMap<Outcome, Inputs>;

/// The sums of a month by source and person.
#[derive(Debug, Default, PartialEq)]
pub struct Sums(BTreeMap<String, BTreeMap<Uuid, ByOutcome>>);

impl Sums {
    /// Asks each source that is needed exactly once; those that the database adds up at the same time.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(wanted: Wanted<'_>) -> Reply<Self> {
        let mut sums = Self::default();
        sums.ask(&wanted).await?;
        let rest = Facts::load_besides(&wanted, &Self::summed(&wanted)).await?;
        sums.add(&rest, None);
        Ok(sums)
    }

    /// The sources among those wanted that the database adds up.
    pub fn summed(wanted: &Wanted<'_>) -> HashSet<&'static str> {
        adding(wanted).map(|(source, _)| source).collect()
    }

    /// Takes in what the database adds up.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn ask(&mut self, wanted: &Wanted<'_>) -> Reply<()> {
        let query = wanted.query();
        let query = &query;
        let one = |(source, collect): (&'static str, Collect)| async move { Ok::<_, platform::Error>((source, collect(query).await?)) };
        let mut outcomes = Outcomes::default();
        for (source, found) in try_join_all(adding(wanted).map(one)).await? {
            let people = self.0.entry(source.to_owned()).or_default();
            for sum in found {
                add(people, sum.person, outcomes.of(sum.note), sum.inputs);
            }
        }
        Ok(())
    }

    /// The sums of these records.
    pub fn of(facts: &Facts) -> Self {
        let mut sums = Self::default();
        sums.add(facts, None);
        sums
    }

    /// The sums of those of these records that fall into a part of the month.
    pub fn within(facts: &Facts, within: Within) -> Self {
        let mut sums = Self::default();
        sums.add(facts, Some(within));
        sums
    }

    fn add(&mut self, facts: &Facts, within: Option<Within>) {
        let mut outcomes = Outcomes::default();
        for (source, people) in facts.by_source() {
            let sums = self.0.entry(source.to_owned()).or_default();
            for fact in people.values().flatten().filter(|fact| within.is_none_or(|within| within.contains(fact.at))) {
                add(sums, fact.person, outcomes.of(fact.note), Inputs::of(&[part(fact)]));
            }
        }
    }

    /// Every source, with the sums of each person.
    pub fn by_source(&self) -> impl Iterator<Item = (&str, &BTreeMap<Uuid, ByOutcome>)> {
        self.0.iter().map(|(source, people)| (source.as_str(), people))
    }
}

type Collect = for<'a> fn(&'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Sum>>>;

/// The sources that the database adds up, among those wanted.
fn adding(wanted: &Wanted<'_>) -> impl Iterator<Item = (&'static str, Collect)> {
    let summed: HashMap<&str, Collect> =
        wanted.areas.0.iter().flat_map(|area| area.sums()).filter_map(|def| Some((def.fact, def.collect?))).collect();
    sources(wanted.areas)
        .filter(|source| wanted.which.asks(source.key))
        .filter_map(move |source| Some((source.key, *summed.get(source.key)?)))
}

fn part(fact: &Fact) -> Part {
    Part { value: fact.value, weight: fact.weight }
}

fn add(people: &mut BTreeMap<Uuid, ByOutcome>, person: Uuid, outcome: Outcome, inputs: Inputs) {
    let sum = people.entry(person).or_default().entry(outcome).or_default();
    *sum = sum.and(inputs);
}

/// The paths of notes, each looked up once.
#[derive(Default)]
pub struct Outcomes(Vec<(Key, Outcome)>);

impl Outcomes {
    /// How a record with this note ended.
    pub fn of(&mut self, note: Key) -> Outcome {
        if let Some((_, path)) = self.0.iter().find(|(known, _)| *known == note) {
            return *path;
        }
        let path = locale::path_of(note);
        self.0.push((note, path));
        path
    }
}

/// What a source comes to in a unit, or in the whole company.
type Known<'a> = HashMap<(&'a str, Option<Uuid>), Rc<ByOutcome>>;

/// Whose sums: a person's, those of a unit with everything below it, the whole company's. The latter are added up once.
pub struct Ledger<'a> {
    sums: &'a Sums,
    staff: &'a Staff,
    teams: RefCell<HashMap<Uuid, Rc<HashSet<Uuid>>>>,
    known: RefCell<Known<'a>>,
}

impl<'a> Ledger<'a> {
    /// Over the sums of a month.
    pub fn new(sums: &'a Sums, staff: &'a Staff) -> Self {
        Self { sums, staff, teams: RefCell::default(), known: RefCell::default() }
    }

    /// Every source.
    pub fn sources(&self) -> impl Iterator<Item = &'a str> {
        self.sums.0.keys().map(String::as_str)
    }

    /// What a person's records of a source come to.
    pub fn own(&self, source: &str, person: Uuid) -> Option<&'a ByOutcome> {
        self.sums.0.get(source)?.get(&person)
    }

    /// What those of a unit, or of everyone, come to.
    pub fn of_unit(&self, source: &str, unit: Option<Uuid>) -> Rc<ByOutcome> {
        let Some((source, people)) = self.sums.0.get_key_value(source) else { return Rc::default() };
        if let Some(known) = self.known.borrow().get(&(source.as_str(), unit)) {
            return known.clone();
        }
        let team = unit.map(|unit| self.teams.borrow_mut().entry(unit).or_insert_with(|| Rc::new(self.staff.within(unit))).clone());
        let mut whole = ByOutcome::new();
        for (_, sums) in people.iter().filter(|(person, _)| team.as_ref().is_none_or(|team| team.contains(person))) {
            for (outcome, inputs) in sums {
                let sum = whole.entry(*outcome).or_default();
                *sum = sum.and(*inputs);
            }
        }
        let whole = Rc::new(whole);
        self.known.borrow_mut().insert((source.as_str(), unit), whole.clone());
        whole
    }

    /// What counts for an item comes to, as [`Facts::of`] has it.
    pub fn of(&self, look: &Look<'_>) -> Inputs {
        let counted = |sums: &ByOutcome| {
            let fits = sums.iter().filter(|(outcome, _)| counts(look.only, **outcome));
            fits.fold(Inputs::default(), |all, (_, inputs)| all.and(*inputs))
        };
        let own = || self.own(look.source, look.person).map(counted).unwrap_or_default();
        match look.whose {
            Whose::Own => own(),
            Whose::Team => {
                let team = counted(&self.of_unit(look.source, Some(look.unit)));
                let still = look.within.is_some() && !self.is_in(look.unit, look.person);
                if still { team.and(own()) } else { team }
            }
            Whose::Everyone => counted(&self.of_unit(look.source, None)),
        }
    }

    /// Whether somebody belongs to a unit or one below it now.
    pub fn is_in(&self, unit: Uuid, person: Uuid) -> bool {
        self.staff.person(person).is_some_and(|person| self.staff.lies_within(person.unit_id, unit))
    }
}

/// How the records of a source can end.
pub fn outcomes_of(areas: &Areas, fact: &str) -> Vec<Key> {
    let known = areas.0.iter().flat_map(|area| area.sums()).find(|def| def.fact == fact);
    known.map(|def| (def.outcomes)()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::tests::{fact, staff};
    use proptest::prelude::*;

    fn some_facts() -> impl Strategy<Value = Vec<Fact>> {
        let one = (1u128..=3, 1u128..100, 0u32..5, 1u32..5, any::<bool>());
        let one = one.prop_map(|(person, number, value, weight, late)| {
            let note = if late { locale::complaints::NOTE_LATE } else { locale::complaints::NOTE_ON_TIME };
            Fact { note, ..fact(person, number, value, weight) }
        });
        proptest::collection::vec(one, 0..40)
    }

    proptest! {
        /// The sums of records are what the records come to, in whatever order, whosever they are and whichever count.
        #[test]
        fn sums_are_those_of_the_records(all in some_facts(), turn in 0usize..40, whose in 0usize..3, only: bool) {
            let mut facts = Facts::default();
            facts.add("follow_up.made", all.clone());
            let mut turned = all.clone();
            turned.rotate_left(turn.min(all.len()));
            let mut others = Facts::default();
            others.add("follow_up.made", turned);
            prop_assert_eq!(Sums::of(&facts), Sums::of(&others));
            let staff = staff();
            let mut indicator = crate::schemes::forms().find(|form| form.role == "sales_rep").unwrap().indicators[1].clone();
            indicator.whose = Whose::ALL[whose];
            if only {
                indicator.only = vec![locale::path_of(locale::complaints::NOTE_LATE).unwrap().to_owned()];
            }
            let sums = Sums::of(&facts);
            let ledger = Ledger::new(&sums, &staff);
            for person in staff.people() {
                let look = Look {
                    source: "follow_up.made",
                    only: &indicator.only,
                    whose: indicator.whose,
                    person: person.id,
                    unit: person.unit_id,
                    within: None,
                };
                prop_assert_eq!(ledger.of(&look), crate::score::inputs(&facts.of(&look, &staff)));
            }
        }
    }
}
