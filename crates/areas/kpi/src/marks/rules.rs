//! Who marks whom, and what their marks come to (KPI-04). Pure.

use contract::kpi::marks::{Mark, MarkedIndicator, Rater};
use contract::kpi::schemes::{Indicator, IndicatorSource, Raters};
use engines::people::{Colleague, Staff};
use rust_decimal::Decimal;
use scoring::raters::{Group, mean, weights};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An indicator that people mark, as the scheme had it when the cycle began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    pub key: String,
    pub label: String,
    pub definition: String,
    pub raters: Raters,
}

impl Marked {
    /// Whether these raters mark it.
    pub fn is_for(&self, rater: Rater) -> bool {
        share(&self.raters, rater) > 0
    }

    /// As it is shown to who marks it.
    pub fn told(&self) -> MarkedIndicator {
        MarkedIndicator { key: self.key.clone(), label: self.label.clone(), definition: self.definition.clone() }
    }
}

/// The indicators of a scheme that people mark.
pub fn marked<'a>(indicators: impl IntoIterator<Item = &'a Indicator>) -> Vec<Marked> {
    let of = |one: &Indicator| {
        let raters = one.raters.clone().filter(|_| one.source == IndicatorSource::Scored)?;
        Some(Marked { key: one.key.clone(), label: one.name.clone(), definition: one.definition.clone(), raters })
    };
    indicators.into_iter().filter_map(of).collect()
}

/// The weight of a group of raters.
pub fn share(raters: &Raters, rater: Rater) -> u32 {
    match rater {
        Rater::Own => raters.own,
        Rater::Superior => raters.superior,
        Rater::Peer => raters.peers,
        Rater::Subordinate => raters.subordinates,
    }
}

/// Everyone who marks a person besides themselves, each as one thing only: the superior before the peers.
pub fn raters_of(person: &Colleague, staff: &Staff, marked: &[Marked], named: Option<&[Uuid]>, seed: &str) -> Vec<(Rater, Uuid)> {
    let wanted = |rater| marked.iter().any(|one| one.is_for(rater));
    let active = |id: Uuid| staff.person(id).filter(|it| it.active && it.id != person.id);
    let mut all = Vec::new();
    if wanted(Rater::Superior) {
        all.extend(person.superior.and_then(active).map(|it| (Rater::Superior, it.id)));
    }
    if wanted(Rater::Peer) {
        let peers = match named {
            Some(named) => named.iter().copied().filter_map(active).map(|it| it.id).collect(),
            None => peers_of(person, staff, marked, seed),
        };
        all.extend(peers.into_iter().filter(|id| Some(*id) != person.superior).map(|id| (Rater::Peer, id)));
    }
    if wanted(Rater::Subordinate) {
        let below = staff.people().iter().filter(|it| it.active && it.superior == Some(person.id));
        let fresh: Vec<Uuid> = below.map(|it| it.id).filter(|id| all.iter().all(|(_, known)| known != id)).collect();
        all.extend(fresh.into_iter().map(|id| (Rater::Subordinate, id)));
    }
    all
}

/// So many colleagues as are asked: of the same unit, or of the next larger one where too few are there. Who of them is the same each
/// time it is asked for, and another from cycle to cycle: nobody can guess it.
fn peers_of(person: &Colleague, staff: &Staff, marked: &[Marked], seed: &str) -> Vec<Uuid> {
    let of_peers = || marked.iter().filter(|one| one.is_for(Rater::Peer)).map(|one| &one.raters);
    let (least, asked) = (of_peers().map(|it| it.least).max().unwrap_or(0), of_peers().map(|it| it.asked).max().unwrap_or(0));
    let above = superiors(person, staff);
    let fits = |it: &&Colleague| it.active && it.id != person.id && !above.contains(&it.id) && it.superior != Some(person.id);
    let mut found: Vec<Uuid> = Vec::new();
    for unit in staff.units_from(person.unit_id) {
        found = staff.people().iter().filter(|it| staff.lies_within(it.unit_id, unit)).filter(fits).map(|it| it.id).collect();
        if found.len() >= least as usize {
            break;
        }
    }
    found.sort_by_cached_key(|id| Sha256::digest(format!("{seed} {} {id}", person.id)).to_vec());
    found.truncate(asked as usize);
    found
}

/// The superior and theirs, up to the top.
fn superiors(person: &Colleague, staff: &Staff) -> BTreeSet<Uuid> {
    let mut above = BTreeSet::new();
    let mut next = person.superior;
    while let Some(id) = next.filter(|id| above.insert(*id)) {
        next = staff.person(id).and_then(|it| it.superior);
    }
    above
}

/// What a group gave for an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub rater: Rater,
    /// How many marks.
    pub count: u32,
    /// Their mean; `None` where there are too few.
    pub mean: Option<Decimal>,
    /// Of the weights, with what comes from the missing.
    pub weight: Decimal,
    /// The highest and the lowest were dropped.
    pub dropped: bool,
    /// It carries the weight of others who are missing.
    pub carries: bool,
}

/// What every group that has a weight gave for an indicator: marks by rater.
pub fn given(one: &Marked, marks: &[(Rater, Decimal)]) -> Vec<Given> {
    let raters: Vec<Rater> = Rater::ALL.iter().copied().filter(|rater| one.is_for(*rater)).collect();
    let group = |rater: &Rater| {
        let theirs: Vec<Decimal> = marks.iter().filter(|(by, _)| by == rater).map(|(_, mark)| *mark).collect();
        let enough = !rater.is_hidden() || theirs.len() >= one.raters.least as usize;
        let trimmed = rater.is_hidden() && one.raters.trimmed;
        let told = mean(&theirs, trimmed).filter(|_| enough);
        (theirs.len(), Group { weight: share(&one.raters, *rater).into(), mark: told }, trimmed && theirs.len() >= 3)
    };
    let groups: Vec<(usize, Group, bool)> = raters.iter().map(group).collect();
    let plain: Vec<Group> = groups.iter().map(|(_, group, _)| *group).collect();
    let superior = raters.iter().position(|rater| *rater == Rater::Superior).unwrap_or(usize::MAX);
    let weights = weights(&plain, superior, one.raters.missing.into());
    let told = |((rater, (count, group, dropped)), weight): ((Rater, (usize, Group, bool)), Decimal)| Given {
        rater,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        mean: group.mark,
        carries: group.mark.is_some() && weight > group.weight,
        weight,
        dropped,
    };
    raters.into_iter().zip(groups).zip(weights).map(told).collect()
}

/// What does not fit: each indicator of these raters has one mark, and nothing else has.
pub fn misfit(indicators: &[Marked], rater: Rater, marks: &[Mark]) -> Option<&'static str> {
    let asked: BTreeSet<&str> = indicators.iter().filter(|one| one.is_for(rater)).map(|one| one.key.as_str()).collect();
    let given: BTreeSet<&str> = marks.iter().map(|mark| mark.indicator.as_str()).collect();
    if given.len() != marks.len() || !given.is_subset(&asked) {
        return Some("word_unknown");
    }
    (given.len() < asked.len()).then_some("required")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked_by(raters: Raters) -> Marked {
        Marked { key: "teamwork".into(), label: "沟通协作".into(), definition: String::new(), raters }
    }

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// People 2 to 5 in team 11, 6 in team 12, all under 1 who leads department 10.
    fn staff() -> Staff {
        let person = |id: u128, unit: u128, superior: Option<u128>| Colleague {
            id: Uuid::from_u128(id),
            name: format!("同事{id}"),
            unit_id: Uuid::from_u128(unit),
            post: "销售代表".into(),
            superior: superior.map(Uuid::from_u128),
            active: id != 5,
            roles: Vec::new(),
        };
        let people = vec![
            person(1, 10, None),
            person(2, 11, Some(1)),
            person(3, 11, Some(1)),
            person(4, 11, Some(1)),
            person(5, 11, Some(1)),
            person(6, 12, Some(1)),
        ];
        let units = [(10, None), (11, Some(10)), (12, Some(10))];
        Staff::new(people, units.map(|(id, above): (u128, Option<u128>)| (Uuid::from_u128(id), above.map(Uuid::from_u128))))
    }

    fn told(person: usize, raters: Raters, named: Option<&[Uuid]>, seed: &str) -> Vec<(Rater, u128)> {
        let staff = staff();
        let all = raters_of(&staff.people()[person - 1], &staff, &[marked_by(raters)], named, seed);
        all.into_iter().map(|(rater, id)| (rater, id.as_u128())).collect()
    }

    fn peers(told: &[(Rater, u128)]) -> BTreeSet<u128> {
        told.iter().filter(|(rater, _)| *rater == Rater::Peer).map(|(_, id)| *id).collect()
    }

    #[test]
    fn kpi_04_peers_come_from_the_unit_or_from_the_next_larger_one() {
        let two = Raters { least: 2, asked: 5, ..Raters::default() };
        let of_team = told(2, two.clone(), None, "2026-11");
        assert_eq!(of_team[0], (Rater::Superior, 1));
        assert_eq!(peers(&of_team), BTreeSet::from([3, 4]), "who left and the superior are no peers");
        assert_eq!(peers(&told(2, Raters::default(), None, "2026-11")), BTreeSet::from([3, 4, 6]), "three are needed");
        let some = Raters { least: 2, asked: 2, ..Raters::default() };
        let (a, again) = (told(6, some.clone(), None, "a"), told(6, some.clone(), None, "a"));
        assert_eq!(a, again, "the same each time");
        let others: BTreeSet<BTreeSet<u128>> = (0..20).map(|n| peers(&told(6, some.clone(), None, &n.to_string()))).collect();
        assert!(others.len() > 1, "another choice in another cycle");
    }

    #[test]
    fn kpi_04_named_peers_come_instead_and_nobody_marks_twice() {
        let named = [6, 1, 2].map(Uuid::from_u128);
        let all = told(2, Raters::default(), Some(&named), "x");
        assert_eq!(all, [(Rater::Superior, 1), (Rater::Peer, 6)], "the superior marks as such, the person not as a peer");
        let leads = Raters { peers: 0, superior: 0, own: 50, subordinates: 50, ..Raters::default() };
        assert_eq!(told(1, leads, None, "x").len(), 4, "those who report to them");
    }

    /// Self 95, superior 80, peers 92, 85, 60, 88, 100: without the highest and the lowest 88.3.
    #[test]
    fn kpi_04_groups_come_together_by_the_rule() {
        let trimmed = marked_by(Raters { trimmed: true, ..Raters::default() });
        let mut marks = vec![(Rater::Own, d("95")), (Rater::Superior, d("80"))];
        marks.extend(["92", "85", "60", "88", "100"].map(|mark| (Rater::Peer, d(mark))));
        let all = given(&trimmed, &marks);
        let told: Vec<_> = all.iter().map(|one| (one.rater, one.count, one.mean, one.weight, one.dropped)).collect();
        assert_eq!(
            told,
            [
                (Rater::Own, 1, Some(d("95.0")), d("10"), false),
                (Rater::Superior, 1, Some(d("80.0")), d("40"), false),
                (Rater::Peer, 5, Some(d("88.3")), d("50"), true),
            ]
        );
        // Two peers are one too few: their half goes to the superior.
        let few = given(&trimmed, &marks[..4]);
        assert_eq!((few[1].weight, few[1].carries, few[2].mean, few[2].weight), (d("90"), true, None, d("0")));
    }

    #[test]
    fn each_indicator_has_one_mark() {
        let both = [
            marked_by(Raters::default()),
            Marked { key: "attitude".into(), ..marked_by(Raters { peers: 0, superior: 90, ..Raters::default() }) },
        ];
        let mark = |key: &str| Mark { indicator: key.into(), mark: d("80") };
        assert_eq!(misfit(&both, Rater::Peer, &[mark("teamwork")]), None);
        assert_eq!(misfit(&both, Rater::Peer, &[mark("teamwork"), mark("attitude")]), Some("word_unknown"), "not for peers");
        assert_eq!(misfit(&both, Rater::Superior, &[mark("teamwork")]), Some("required"));
        assert_eq!(misfit(&both, Rater::Superior, &[mark("teamwork"), mark("teamwork")]), Some("word_unknown"), "twice");
    }
}
