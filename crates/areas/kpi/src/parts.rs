//! The parts of a month in which somebody moved to another unit or got other roles (KPI-05): each is measured by its scheme and its records,
//! and they weigh by the days worked in them. Where neither makes a difference there are none.

use crate::presence::{Attendance, Spell, Stood, StoodPart};
use crate::schemes::{Scheme, Schemes};
use chrono::{DateTime, Utc};
use contract::kpi::parts::composed;
use contract::kpi::schemes::Whose;
use engines::people::Colleague;
use std::ops::Range;
use uuid::Uuid;

/// Which records fall into a part: those of its days. The first part of a month has all before it too, the last all after it, so that every
/// record of the month falls into exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Within {
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

impl Within {
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }

    /// Its moments within those of the month.
    pub fn span(&self, month: &Range<DateTime<Utc>>) -> Range<DateTime<Utc>> {
        self.from.unwrap_or(month.start)..self.to.unwrap_or(month.end)
    }
}

/// A part as it is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub scheme: Scheme,
    pub unit_id: Uuid,
    pub within: Within,
    /// No more records will come.
    pub over: bool,
}

/// How somebody is measured in a month in which they moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub scheme: Scheme,
    pub stood: Stood,
    /// Empty where it turned out that all of it is measured alike.
    pub parts: Vec<Stretch>,
}

/// Days that are measured alike, or not at all.
struct Alike<'a> {
    spell: Spell,
    scheme: Option<&'a Scheme>,
}

impl Alike<'_> {
    fn joins(&self, other: &Self) -> bool {
        let role = |one: &Self| one.scheme.map(|scheme| scheme.form.role.clone());
        role(self) == role(other) && (self.spell.unit_id == other.spell.unit_id || !self.scheme.is_some_and(looks_at_team))
    }
}

fn looks_at_team(scheme: &Scheme) -> bool {
    scheme.form.indicators.iter().any(|one| one.whose == Whose::Team)
}

impl Moved {
    /// `None` where nothing changed that makes a difference; `Some(None)` where they worked in no part that is measured.
    pub fn of(person: &Colleague, attendance: &Attendance, schemes: &Schemes, now: DateTime<Utc>) -> Option<Option<Self>> {
        let spells = attendance.spells(person);
        if spells.len() < 2 {
            return None;
        }
        let stood = attendance.of(person)?;
        let alike = together(spells, schemes);
        if let [one] = alike.as_slice() {
            return of_one(one, stood, schemes.of(attendance.roles_of(person)));
        }
        let (first, last) = (0, alike.len() - 1);
        let mut parts = Vec::new();
        let mut told = Vec::new();
        for (at, one) in alike.iter().enumerate() {
            let Some(scheme) = one.scheme else { continue };
            let days = attendance.moments(one.spell.from, one.spell.to);
            let within = Within { from: (at != first).then_some(days.start), to: (at != last).then_some(days.end) };
            parts.push(Stretch { scheme: scheme.clone(), unit_id: one.spell.unit_id, within, over: days.end <= now });
            told.push(StoodPart {
                from: one.spell.from,
                to: one.spell.to,
                worked: one.spell.worked,
                post: one.spell.post.clone(),
                role: scheme.form.role.clone(),
                scheme: scheme.form.name.clone(),
                number: scheme.number,
            });
        }
        let forms: Vec<_> = parts.iter().zip(&told).map(|(part, told)| (&part.scheme.form, told.worked)).collect();
        let Some(form) = composed(&forms) else { return Some(None) };
        let number = told.last().map_or(1, |last| last.number);
        let worked = told.iter().map(|part| part.worked).sum();
        let (post, unit_id) = alike
            .iter()
            .rev()
            .find(|one| one.scheme.is_some())
            .map_or_else(|| (stood.post.clone(), stood.unit_id), |one| (one.spell.post.clone(), one.spell.unit_id));
        let stood = Stood { worked, post, unit_id, parts: told, ..stood };
        Some(Some(Self { scheme: Scheme { number, form }, stood, parts }))
    }
}

/// All days that were worked are measured alike: as those at the end of the month, unless none of those was worked.
fn of_one(one: &Alike<'_>, stood: Stood, at_end: Option<&Scheme>) -> Option<Option<Moved>> {
    let role = |scheme: Option<&Scheme>| scheme.map(|scheme| scheme.form.role.clone());
    let same_unit = one.spell.unit_id == stood.unit_id || !one.scheme.is_some_and(looks_at_team);
    if role(one.scheme) == role(at_end) && same_unit {
        return None;
    }
    let Some(scheme) = one.scheme else { return Some(None) };
    let stood = Stood { post: one.spell.post.clone(), unit_id: one.spell.unit_id, ..stood };
    Some(Some(Moved { scheme: scheme.clone(), stood, parts: Vec::new() }))
}

/// Neighbours that are measured alike become one; days on which nobody worked go with those before them, or after.
fn together<'a>(spells: Vec<Spell>, schemes: &'a Schemes) -> Vec<Alike<'a>> {
    let mut all: Vec<Alike<'a>> = Vec::new();
    let mut waiting = None;
    for mut spell in spells {
        if spell.worked == 0 {
            match all.last_mut() {
                Some(before) => before.spell.to = spell.to,
                None => waiting = waiting.or(Some(spell.from)),
            }
            continue;
        }
        spell.from = waiting.take().unwrap_or(spell.from);
        let next = Alike { scheme: schemes.of(&spell.roles), spell };
        match all.last_mut().filter(|before| before.joins(&next)) {
            Some(before) => {
                let worked = before.spell.worked + next.spell.worked;
                before.spell = Spell { from: before.spell.from, worked, ..next.spell };
            }
            None => all.push(next),
        }
    }
    all
}

#[cfg(test)]
mod tests;
