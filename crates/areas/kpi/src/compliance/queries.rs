use crate::explain::{Reader, open_among, record};
use crate::facts::{Which, sources};
use crate::http::sees;
use crate::score::Asked;
use contract::PersonRef;
use contract::kpi::compliance::{Compliance, Miss, Misses, PersonMissed, RuleKept, RuleMissed};
use contract::kpi::schemes::Measure;
use engines::people::{Colleague, Staff};
use engines::{Areas, Asking, Fact, FactDef};
use platform::db::Door;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use scoring::Inputs;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many records are listed at once.
pub(super) const MOST: usize = 500;

/// The facts that are rules: those of which can be told what was missed.
fn rules(areas: &Areas) -> Vec<&'static FactDef> {
    sources(areas).filter(|fact| fact.measures.contains(&Measure::Missed)).collect()
}

/// Rules and people of a month, of everyone whom the asker sees.
pub(super) async fn compliance(asked: &Asked, asking: &Asking<'_>, areas: &Areas, door: &Door) -> Reply<Compliance> {
    let staff = Staff::load(asking.conn).await?;
    let seen: HashMap<Uuid, &Colleague> = staff.people().iter().filter(|p| sees(asking.actor, p)).map(|p| (p.id, p)).collect();
    let known = rules(areas);
    let sums = asked.sums(Which::Facts(known.iter().map(|rule| rule.key).collect()), areas, door).await?;
    let by_source: HashMap<&str, _> = sums.by_source().collect();
    let (mut told, mut people) = (Vec::new(), BTreeMap::<Uuid, Vec<RuleMissed>>::new());
    for rule in known {
        let (mut of, mut missed, mut by) = (0, 0, 0);
        let sums = by_source.get(rule.key).into_iter().flat_map(|people| people.iter());
        for (person, sums) in sums.filter(|(person, _)| seen.contains_key(person)) {
            let sum = sums.values().fold(Inputs::default(), |all, one| all.and(*one));
            let short = missed_of(&sum);
            (of, missed, by) = (of + sum.count, missed + short, by + u32::from(short > 0));
            if short > 0 {
                people.entry(*person).or_default().push(RuleMissed { rule: rule.key.to_owned(), of: sum.count, missed: short });
            }
        }
        if of > 0 {
            told.push(RuleKept {
                rule: rule.key.to_owned(),
                label: rule.label.text(asking.language).to_owned(),
                definition: rule.definition.text(asking.language).to_owned(),
                unit: rule.unit.text(asking.language).to_owned(),
                of,
                missed,
                people: by,
            });
        }
    }
    told.sort_by_key(|rule| Reverse(rule.missed));
    let person = |(id, mut rules): (Uuid, Vec<RuleMissed>)| {
        let colleague = seen.get(&id)?;
        rules.sort_by_key(|rule| Reverse(rule.missed));
        let missed = rules.iter().map(|rule| rule.missed).sum();
        Some(PersonMissed { person: PersonRef { id, name: colleague.name.clone() }, post: colleague.post.clone(), missed, rules })
    };
    let mut people: Vec<PersonMissed> = people.into_iter().filter_map(person).collect();
    people.sort_by(|a, b| b.missed.cmp(&a.missed).then_with(|| a.person.name.cmp(&b.person.name)));
    Ok(Compliance { month: asked.month.to_string(), open: asked.open(), rules: told, people })
}

/// Records that are kept or not weigh one each: what is missing are those that were not kept.
fn missed_of(sum: &Inputs) -> u32 {
    (sum.weight - sum.value).max(Decimal::ZERO).ceil().to_u32().unwrap_or(u32::MAX)
}

/// Of which rule and whom.
pub(super) struct Of<'a> {
    pub rule: Option<&'a str>,
    pub person: Option<Uuid>,
}

/// The records that were not kept, the latest first; at most `most` of them.
pub(super) async fn misses(asked: &Asked, of: Of<'_>, most: usize, asking: &Asking<'_>, areas: &Areas, door: &Door) -> Reply<Misses> {
    let staff = Staff::load(asking.conn).await?;
    let seen: HashMap<Uuid, &Colleague> = staff.people().iter().filter(|p| sees(asking.actor, p)).map(|p| (p.id, p)).collect();
    if of.person.is_some_and(|person| !seen.contains_key(&person)) {
        return Err(Error::invalid("/person", "person_unknown"));
    }
    let mut known = rules(areas);
    if let Some(only) = of.rule {
        known.retain(|rule| rule.key == only);
        if known.is_empty() {
            return Err(Error::invalid("/rule", "word_unknown"));
        }
    }
    let facts = asked.facts(Which::Facts(known.iter().map(|rule| rule.key).collect()), of.person, areas, door).await?;
    let labels: HashMap<&str, locale::Key> = known.iter().map(|rule| (rule.key, rule.label)).collect();
    let mut found: Vec<(&str, &Fact)> = Vec::new();
    for (source, people) in facts.by_source() {
        let people = people.iter().filter(|(person, _)| seen.contains_key(person));
        found.extend(people.flat_map(|(_, facts)| facts).filter(|fact| fact.value < fact.weight).map(|fact| (source, fact)));
    }
    found.sort_by_key(|(source, fact)| (Reverse(fact.at), *source, fact.person, fact.subject.id));
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    found.truncate(most);
    let open = open_among(asking, areas, found.iter().map(|(_, fact)| *fact)).await?;
    let reader = Reader { actor: asking.actor, staff: &staff, language: asking.language, known: open, areas };
    let miss = |(source, fact): &(&str, &Fact)| {
        let person = seen.get(&fact.person)?;
        Some(Miss {
            rule: (*source).to_owned(),
            label: labels.get(source)?.text(asking.language).to_owned(),
            person: PersonRef { id: person.id, name: person.name.clone() },
            record: record(fact, &reader),
        })
    };
    Ok(Misses { month: asked.month.to_string(), items: found.iter().filter_map(miss).collect(), total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use scoring::whole;

    #[test]
    fn what_was_not_kept_is_what_is_missing() {
        let sum = |count: u32, value: u32| Inputs { count, value: whole(value), weight: whole(count), most: Decimal::ONE };
        assert_eq!((missed_of(&sum(10, 8)), missed_of(&sum(3, 3)), missed_of(&Inputs::default())), (2, 0, 0));
    }
}
