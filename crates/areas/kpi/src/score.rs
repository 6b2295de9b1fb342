//! One person's score.

use crate::books::Ledgers;
use crate::facts::{Facts, Look, Wanted, Which};
use crate::ground::Measured;
use crate::left_out::Excluded;
use crate::month::Month;
use crate::presence::{Due, Stood};
use crate::schemes::Scheme;
use crate::sums::Sums;
use chrono::{DateTime, Utc};
use contract::PersonRef;
use contract::kpi::Grade;
use contract::kpi::schemes::{Indicator, NamedFact};
use engines::calendar::local_date;
use engines::people::Staff;
use engines::{Areas, Fact};
use platform::db::Door;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use scoring::{Curve, Gain, Inputs, Item, Kind, Part, Period, Rule, Total};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use uuid::Uuid;

/// The month asked for, seen from now.
pub struct Asked {
    pub month: Month,
    pub span: Range<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

impl Asked {
    /// `2026-11`, or the current month.
    ///
    /// # Errors
    /// `422` for what is no month.
    pub fn new(month: Option<&str>, door: &Door) -> Reply<Self> {
        let (now, offset) = (door.state().clock.now(), door.state().config.utc_offset_minutes);
        let month = match month {
            Some(text) => text.parse().map_err(|_| Error::invalid("/month", "month_invalid"))?,
            None => Month::of(local_date(now, offset)),
        };
        Ok(Self { month, span: month.span(offset), now })
    }

    /// The records of the month that these indicators look at.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn facts(&self, which: Which<'_>, person: Option<Uuid>, areas: &Areas, door: &Door) -> Reply<Facts> {
        Facts::load(self.wanted(which, person, areas, door)).await
    }

    /// The same records added up, for everyone: a score needs no more.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sums(&self, which: Which<'_>, areas: &Areas, door: &Door) -> Reply<Sums> {
        Sums::load(self.wanted(which, None, areas, door)).await
    }

    /// What is asked of the areas.
    pub fn wanted<'a>(&self, which: Which<'a>, person: Option<Uuid>, areas: &'a Areas, door: &'a Door) -> Wanted<'a> {
        Wanted { which, month: self.month, span: self.span.clone(), now: self.now, person, areas, state: door.state() }
    }

    /// The month runs.
    pub fn open(&self) -> bool {
        self.span.contains(&self.now)
    }

    /// How far it is.
    pub fn period(&self) -> Period {
        if self.now < self.span.end { Period::Running } else { Period::Over }
    }
}

/// An item of the scheme as it came out.
pub struct Scored<'a> {
    pub indicator: &'a Indicator,
    /// As it is for this person: with what is asked for the days they were there.
    pub rule: Rule,
    /// Those days.
    pub due: Due,
    /// It belongs to a part of the month that is over, while the month runs: nothing can be gained by it any more.
    pub closed: bool,
    /// The records added up.
    pub inputs: Inputs,
    /// What counted; not there where only the sums were wanted.
    pub facts: Vec<&'a Fact>,
    /// The further facts that its formula names.
    pub others: Vec<Named<'a>>,
    /// `None` where there is nothing to measure.
    pub value: Option<Decimal>,
    pub item: Item,
    /// Records that counted until an appeal left them out.
    pub left_out: Vec<LeftOut<'a>>,
}

/// A record that counts no longer, with the name by which a formula called its fact.
#[derive(Clone, Copy)]
pub struct LeftOut<'a> {
    pub fact: &'a Fact,
    pub named: Option<&'a str>,
}

/// A further fact of a formula as it came out.
pub struct Named<'a> {
    pub fact: &'a NamedFact,
    /// What counted; not there where only the sums were wanted.
    pub facts: Vec<&'a Fact>,
    /// `None` where there is nothing to measure: the formula takes it for zero.
    pub value: Option<Decimal>,
}

impl<'a> Named<'a> {
    pub fn of(fact: &'a NamedFact, inputs: Inputs, facts: Vec<&'a Fact>, period: Period) -> Self {
        Self { fact, facts, value: scoring::Measure::from(fact.measure).of(&inputs, period) }
    }
}

impl<'a> Scored<'a> {
    pub fn of(
        indicator: &'a Indicator,
        (inputs, facts): (Inputs, Vec<&'a Fact>),
        others: Vec<Named<'a>>,
        due: Due,
        (period, month): (Period, Period),
    ) -> Self {
        let rule = rule_of(indicator, &others, due);
        let value = rule.value(&inputs, period);
        let item = rule.item(value, &inputs);
        Self { indicator, rule, due, closed: period != month, inputs, facts, others, value, item, left_out: Vec::new() }
    }

    /// Everything that counted: its own records, then those of the further facts.
    pub fn records(&self) -> impl Iterator<Item = &'a Fact> + Clone + use<'_, 'a> {
        self.facts.iter().chain(self.others.iter().flat_map(|other| &other.facts)).copied()
    }

    /// Of a formula: each operation with its numbers.
    pub fn steps(&self) -> Vec<String> {
        let (Kind::Weighed { curve, .. } | Kind::Added { curve, .. }) = &self.rule.kind else { return Vec::new() };
        match (curve, self.value.and_then(|value| curve.given(value, &self.inputs))) {
            (Curve::Formula { formula, .. }, Some(given)) => formula.steps(&given),
            _ => Vec::new(),
        }
    }
}

/// The rule of an indicator for somebody who was there for so long, with what the further facts of its formula came to.
pub fn rule_of(indicator: &Indicator, others: &[Named<'_>], due: Due) -> Rule {
    let rule = indicator.rule().scaled(due.presence).shared(due.share);
    if others.is_empty() {
        return rule;
    }
    rule.knowing(&others.iter().map(|other| other.value).collect::<Vec<_>>())
}

/// The sums of records.
pub fn inputs(facts: &[&Fact]) -> Inputs {
    let parts: Vec<Part> = facts.iter().map(|f| Part { value: f.value, weight: f.weight }).collect();
    Inputs::of(&parts)
}

/// What a calibration made of a score; the computed one stays beside it (KPI-07).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibrated {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Adjusted>,
    /// What the distribution allows, where that is less than the score deserves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Points that the answer to an appeal added (KPI-08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Adjusted>,
    /// Records that appeals left out (KPI-09).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Excluded>,
}

/// An adjustment by people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adjusted {
    /// Added to the computed score; may be negative.
    pub points: Decimal,
    pub reason: String,
    pub by: PersonRef,
    pub at: DateTime<Utc>,
    /// Who confirmed an adjustment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<PersonRef>,
}

fn plus(score: Decimal, added: Option<&Adjusted>) -> Decimal {
    added.map_or(score, |added| scoring::rounded((score + added.points).max(Decimal::ZERO)))
}

/// A person's score and what it is made of.
pub struct Score<'a> {
    pub scheme: &'a Scheme,
    pub stood: Stood,
    pub items: Vec<Scored<'a>>,
    /// `None` where no item has anything to measure.
    pub total: Option<Total>,
    pub calibrated: Calibrated,
}

impl<'a> Score<'a> {
    /// Works a person's score out, with its records.
    pub fn of(measured: &Measured<'a>, staff: &Staff, facts: &'a Facts, period: Period) -> Self {
        Self::worked_out(measured, period, |look| {
            let found = facts.of(look, staff);
            (inputs(&found), found)
        })
    }

    /// The same score from sums alone, for lists of many people.
    pub fn of_sums(measured: &Measured<'a>, ledgers: &Ledgers<'_>, period: Period) -> Self {
        Self::worked_out(measured, period, |look| (ledgers.of(look), Vec::new()))
    }

    fn worked_out(measured: &Measured<'a>, month: Period, found: impl Fn(&Look<'_>) -> (Inputs, Vec<&'a Fact>)) -> Self {
        let (scheme, stood) = (measured.scheme, measured.stood.clone());
        let item = |indicator: &'a Indicator| {
            let standing = measured.standing(indicator);
            let period = standing.period(month);
            let source = standing.indicator.source_key();
            let look = Look {
                source: &source,
                only: &indicator.only,
                whose: indicator.whose,
                person: measured.person.id,
                unit: standing.unit,
                within: standing.part.map(|part| part.within),
            };
            let other = |fact: &'a NamedFact| {
                let (inputs, facts) = found(&Look { source: &fact.fact, only: &fact.only, ..look });
                Named::of(fact, inputs, facts, period)
            };
            let others = indicator.facts.iter().map(other).collect();
            Scored::of(indicator, found(&look), others, stood.due(indicator), (period, month))
        };
        let items: Vec<Scored<'a>> = scheme.form.indicators.iter().map(item).collect();
        Self::made_of(scheme, stood, items)
    }

    /// The score that these items come to.
    pub fn made_of(scheme: &'a Scheme, stood: Stood, items: Vec<Scored<'a>>) -> Self {
        let total = scoring::total(&items.iter().map(|i| i.item).collect::<Vec<_>>());
        Self { scheme, stood, items, total, calibrated: Calibrated::default() }
    }

    /// As worked out, one decimal: 0 to 100, and added points beyond.
    pub fn computed(&self) -> Option<Decimal> {
        self.total.map(|total| total.score)
    }

    /// With what a calibration added.
    pub fn adjusted(&self) -> Option<Decimal> {
        self.computed().map(|computed| plus(computed, self.calibrated.adjusted.as_ref()))
    }

    /// With that and what an appeal added.
    pub fn score(&self) -> Option<Decimal> {
        self.adjusted().map(|adjusted| plus(adjusted, self.calibrated.granted.as_ref()))
    }

    /// By the score alone (KPI-07).
    pub fn deserved(&self) -> Option<Grade> {
        self.score().map(|score| self.scheme.form.grades.grade(score))
    }

    /// By score and distribution.
    pub fn grade(&self) -> Option<Grade> {
        self.deserved().map(|deserved| self.calibrated.grade.map_or(deserved, |allowed| allowed.max(deserved)))
    }

    /// What would raise it, the most first (KPI-11).
    pub fn gains(&self, period: Period) -> Vec<Gain> {
        // The rules are those of this person already.
        let rules: Vec<Rule> = self.items.iter().map(|item| item.rule.clone()).collect();
        let inputs: Vec<Inputs> = self.items.iter().map(|item| item.inputs).collect();
        let now: Vec<Item> = self.items.iter().map(|item| item.item).collect();
        let gains = scoring::gains_over(&rules, &inputs, &now, period);
        gains.into_iter().filter(|gain| self.items.get(gain.item).is_some_and(|item| !item.closed)).collect()
    }

    /// The weighed item that is farthest from its target.
    pub fn weakest(&self) -> Option<&Scored<'a>> {
        let measured = self.items.iter().filter(|one| matches!(one.item.share, scoring::Share::Weight(_)));
        let short = measured.filter(|one| one.item.points.is_some_and(|points| points < Decimal::ONE_HUNDRED));
        short.min_by_key(|one| one.item.points)
    }
}

#[cfg(test)]
pub(crate) mod tests;
