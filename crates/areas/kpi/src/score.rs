//! One person's score.

use crate::facts::{Facts, Wanted, Which};
use crate::month::Month;
use crate::presence::{Attendance, Stood};
use crate::schemes::{Scheme, Schemes};
use crate::sums::{Ledger, Sums};
use chrono::{DateTime, Utc};
use contract::PersonRef;
use contract::kpi::Grade;
use contract::kpi::schemes::{Indicator, NamedFact};
use engines::calendar::local_date;
use engines::people::{Colleague, Staff};
use engines::{Areas, Fact};
use platform::db::Door;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use scoring::{Curve, Gain, Inputs, Item, Kind, Part, Period, Presence, Rule, Total};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use uuid::Uuid;

/// Who is there, by what they are measured, and for how many days: all of a month but the records.
pub struct Ground {
    pub staff: Staff,
    pub schemes: Schemes,
    pub attendance: Attendance,
}

/// Somebody who is measured in the month.
pub struct Measured<'a> {
    pub person: &'a Colleague,
    pub scheme: &'a Scheme,
    pub stood: Stood,
}

impl Ground {
    /// Of everyone; attendance only of one person, where nobody else's score is wanted.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(asked: &Asked, only: Option<Uuid>, door: &Door) -> Reply<Self> {
        Self::read(door.reader().conn(), asked.month, door.state().config.utc_offset_minutes, only).await
    }

    /// The same, within a write.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read(conn: &impl ConnectionTrait, month: Month, utc_offset_minutes: i32, only: Option<Uuid>) -> Reply<Self> {
        Ok(Self {
            staff: Staff::load(conn).await?,
            schemes: Schemes::of_month(conn, month).await?,
            attendance: Attendance::load(conn, month, utc_offset_minutes, only).await?,
        })
    }

    /// Everyone who is measured, of those wanted.
    pub fn all(&self, wanted: impl Fn(&Colleague) -> bool) -> Vec<Measured<'_>> {
        self.staff.people().iter().filter(|person| wanted(person)).filter_map(|person| self.measured(person)).collect()
    }

    /// By what a person is measured; `None` where no scheme is for any of their roles, or they were not with the company.
    pub fn measured<'a>(&'a self, person: &'a Colleague) -> Option<Measured<'a>> {
        Some(Measured { person, scheme: self.schemes.of(&person.roles)?, stood: self.attendance.of(person)? })
    }
}

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
    /// The records added up.
    pub inputs: Inputs,
    /// What counted; not there where only the sums were wanted.
    pub facts: Vec<&'a Fact>,
    /// The further facts that its formula names.
    pub others: Vec<Named<'a>>,
    /// `None` where there is nothing to measure.
    pub value: Option<Decimal>,
    pub item: Item,
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
    fn of(fact: &'a NamedFact, inputs: Inputs, facts: Vec<&'a Fact>, period: Period) -> Self {
        Self { fact, facts, value: scoring::Measure::from(fact.measure).of(&inputs, period) }
    }
}

impl<'a> Scored<'a> {
    fn of(
        indicator: &'a Indicator,
        (inputs, facts): (Inputs, Vec<&'a Fact>),
        others: Vec<Named<'a>>,
        presence: Presence,
        period: Period,
    ) -> Self {
        let rule = rule_of(indicator, &others, presence);
        let value = rule.value(&inputs, period);
        let item = rule.item(value, &inputs);
        Self { indicator, rule, inputs, facts, others, value, item }
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
pub fn rule_of(indicator: &Indicator, others: &[Named<'_>], presence: Presence) -> Rule {
    let rule = indicator.rule().scaled(presence);
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
}

/// An adjustment by people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adjusted {
    /// Added to the computed score; may be negative.
    pub points: Decimal,
    pub reason: String,
    pub by: PersonRef,
    pub at: DateTime<Utc>,
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
        let (scheme, stood) = (measured.scheme, measured.stood.clone());
        let item = |indicator: &'a Indicator| {
            let who = (measured.person.id, stood.unit_id);
            let other = |fact: &'a NamedFact| {
                let found = facts.of_source(&fact.fact, indicator.whose, who, staff);
                Named::of(fact, inputs(&found), found, period)
            };
            let own = facts.of(indicator, who.0, who.1, staff);
            Scored::of(indicator, (inputs(&own), own), indicator.facts.iter().map(other).collect(), stood.presence(), period)
        };
        let items: Vec<Scored<'a>> = scheme.form.indicators.iter().map(item).collect();
        Self::made_of(scheme, stood, items)
    }

    /// The same score from sums alone, for lists of many people.
    pub fn of_sums(measured: &Measured<'a>, ledger: &Ledger<'_>, period: Period) -> Self {
        let (scheme, stood) = (measured.scheme, measured.stood.clone());
        let item = |indicator: &'a Indicator| {
            let who = (measured.person.id, stood.unit_id);
            let other =
                |fact: &'a NamedFact| Named::of(fact, ledger.of_source(&fact.fact, indicator.whose, who, |_| true), Vec::new(), period);
            let own = ledger.of(indicator, who.0, who.1);
            Scored::of(indicator, (own, Vec::new()), indicator.facts.iter().map(other).collect(), stood.presence(), period)
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
    pub fn score(&self) -> Option<Decimal> {
        let computed = self.computed()?;
        Some(match &self.calibrated.adjusted {
            Some(adjusted) => scoring::rounded((computed + adjusted.points).max(Decimal::ZERO)),
            None => computed,
        })
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
        let rules: Vec<Rule> = self.items.iter().map(|item| item.rule.clone()).collect();
        let inputs: Vec<Inputs> = self.items.iter().map(|item| item.inputs).collect();
        // The rules are those of this person already.
        scoring::gains(&rules, &inputs, period, Presence::FULL)
    }

    /// The weighed item that is farthest from its target.
    pub fn weakest(&self) -> Option<&Scored<'a>> {
        let measured = self.items.iter().filter(|one| matches!(one.item.share, scoring::Share::Weight(_)));
        let short = measured.filter(|one| one.item.points.is_some_and(|points| points < Decimal::ONE_HUNDRED));
        short.min_by_key(|one| one.item.points)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::presence::tests::always;
    use crate::schemes::forms;
    use contract::values::{Subject, SubjectKind};

    /// Person 1 leads unit 10; person 2 is in unit 11 below it, person 3 elsewhere.
    pub(crate) fn staff() -> Staff {
        let person = |id: u128, unit: u128, role: &str| Colleague {
            id: Uuid::from_u128(id),
            name: format!("同事{id}"),
            unit_id: Uuid::from_u128(unit),
            post: role.to_owned(),
            superior: None,
            active: true,
            roles: vec![role.to_owned()],
        };
        let units = [(10, None), (11, Some(10)), (12, None)];
        let units = units.map(|(id, above): (u128, Option<u128>)| (Uuid::from_u128(id), above.map(Uuid::from_u128)));
        Staff::new(vec![person(1, 10, "sales_manager"), person(2, 11, "sales_rep"), person(3, 12, "sales_rep")], units)
    }

    /// The built-in schemes, and everybody there all the time.
    pub(crate) fn ground() -> Ground {
        let schemes = forms().map(|form| Scheme { number: 1, form }).collect();
        Ground { staff: staff(), schemes: Schemes::new(schemes), attendance: always("2026-11") }
    }

    pub(crate) fn fact(person: u128, number: u128, value: u32, weight: u32) -> Fact {
        Fact {
            person: Uuid::from_u128(person),
            subject: Subject { kind: SubjectKind::Customer, id: Uuid::from_u128(number), title: format!("KH-{number} 启明家居") },
            at: DateTime::UNIX_EPOCH,
            value: value.into(),
            weight: weight.into(),
            note: locale::approvals::NOTE_DECIDED_ON_TIME,
        }
    }

    fn score(person: usize, facts: &Facts, period: Period) -> (Option<String>, Option<Grade>) {
        let ground = ground();
        let measured = ground.measured(&ground.staff.people()[person - 1]).unwrap();
        let score = Score::of(&measured, &ground.staff, facts, period);
        (score.score().map(|s| s.to_string()), score.grade())
    }

    #[test]
    fn a_rep_is_measured_by_their_own_records_and_a_manager_by_the_teams() {
        let mut facts = Facts::default();
        facts.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1), fact(3, 3, 0, 1)]);
        facts.add("customer.completeness", vec![fact(2, 4, 90, 100), fact(3, 5, 10, 100)]);
        // 20.0 + 22.5 of 65; of the team only person 2: 30.0 + 36.0.
        assert_eq!(score(2, &facts, Period::Running), (Some("65.4".into()), Some(Grade::Qualified)));
        assert_eq!(score(1, &facts, Period::Running), (Some("66.0".into()), Some(Grade::Qualified)));
        // 0.0 + 2.5 of 65.
        assert_eq!(score(3, &facts, Period::Running), (Some("3.8".into()), Some(Grade::Unqualified)));
    }

    #[test]
    fn a_month_without_records_has_no_score_until_it_is_over() {
        assert_eq!(score(2, &Facts::default(), Period::Running), (None, None));
        assert_eq!(score(2, &Facts::default(), Period::Over), (Some("0.0".into()), Some(Grade::Unqualified)), "no follow-up made");
        assert_eq!(score(1, &Facts::default(), Period::Over), (None, None), "only ratios");
    }

    #[test]
    fn the_highest_post_decides() {
        let ground = ground();
        let roles = |list: &[&str]| list.iter().map(|r| (*r).to_owned()).collect::<Vec<_>>();
        let role = |list: &[&str]| ground.schemes.of(&roles(list)).map(|scheme| scheme.form.role.clone());
        assert_eq!(role(&["sales_rep", "sales_supervisor"]).as_deref(), Some("sales_supervisor"));
        assert_eq!(role(&["hr"]), None);
    }

    #[test]
    fn kpi_11_the_weakest_item_is_told_and_what_would_raise_the_score_most() {
        let mut facts = Facts::default();
        facts.add("follow_up.kept", vec![fact(2, 1, 1, 1), fact(2, 2, 0, 1)]);
        facts.add("follow_up.made", vec![fact(2, 1, 1, 1), fact(2, 2, 1, 1)]);
        let ground = ground();
        let measured = ground.measured(&ground.staff.people()[1]).unwrap();
        let score = Score::of(&measured, &ground.staff, &facts, Period::Running);
        assert_eq!(score.weakest().map(|one| one.indicator.key.as_str()), Some("follow_up.made"));
        // 20.0 + 2.0 of 60 = 36.7. All kept: 42 of 60 = 70.0; all made: 40 of 60 = 66.7; a full file in: 47 of 85 = 55.3.
        let gains = score.gains(Period::Running);
        let told: Vec<_> = gains.iter().map(|gain| (score.items[gain.item].indicator.key.as_str(), gain.at_target.to_string())).collect();
        assert_eq!(told[0], ("follow_up.kept", "33.3".to_owned()));
        assert_eq!(told[1], ("follow_up.made", "30.0".to_owned()));
        assert_eq!(told[2], ("customer.completeness", "18.6".to_owned()));
    }
}
