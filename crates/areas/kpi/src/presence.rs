//! Who belonged to the company in a month, for how many of its working days, and in which post (KPI-05). Days of approved leave count like
//! days before the first one: nobody is asked for work on them.

use crate::month::Month;
use chrono::{DateTime, NaiveDate, Utc};
use contract::kpi::parts;
use contract::kpi::schemes::{Indicator, IndicatorSource};
use engines::calendar::{WorkingDays, end_of_day, local_date, start_of_day};
use engines::people::{Absences, Colleague, Tenure, Tenures};
use platform::Reply;
use scoring::Presence;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use uuid::Uuid;

/// Everyone's time with the company, seen from one month.
pub struct Attendance {
    first: NaiveDate,
    last: NaiveDate,
    utc_offset_minutes: i32,
    days: WorkingDays,
    tenures: Tenures,
    absences: Absences,
}

/// Where somebody stood in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// Working days that they belonged to the company and were not on leave.
    pub worked: u32,
    /// Working days of the month.
    pub of: u32,
    /// Working days of leave among those that they belonged to the company.
    #[serde(default)]
    pub away: u32,
    /// The post at its end, by the history.
    pub post: String,
    /// The unit at its end, by the history.
    pub unit_id: Uuid,
    /// The post is another one than today's.
    pub moved_since: bool,
    /// The history of the roles does not reach the month: they were changed after it, and the scheme follows the first that are known.
    pub roles_changed_since: bool,
    /// The parts of the month, where unit or roles changed so that it matters (KPI-05); the days worked are those of all parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<StoodPart>,
}

/// A part of a month, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoodPart {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub worked: u32,
    pub post: String,
    /// Whose scheme it is, what the company calls it, and its version.
    pub role: String,
    pub scheme: String,
    pub number: i64,
}

/// Days of a month in which somebody held one post and the same roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spell {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Working days that they were there.
    pub worked: u32,
    pub post: String,
    pub unit_id: Uuid,
    pub roles: Vec<String>,
}

/// What an item of a score may ask of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The days of its part, or of the month.
    pub presence: Presence,
    /// The days of its part among those of all parts.
    pub share: Presence,
}

impl Stood {
    /// Of results older than this: all of the month, in a post that nobody wrote down.
    pub fn unknown() -> Self {
        Self {
            worked: 1,
            of: 1,
            away: 0,
            post: String::new(),
            unit_id: Uuid::nil(),
            moved_since: false,
            roles_changed_since: false,
            parts: Vec::new(),
        }
    }

    /// The part that an indicator of the scheme belongs to.
    pub fn part_of(&self, indicator: &Indicator) -> Option<(usize, &StoodPart)> {
        let (_, number) = parts::split(&indicator.key)?;
        Some((number, self.parts.get(number - 1)?))
    }

    /// What an indicator may ask of them: of its part, where it counts the records of that; else of the month.
    pub fn due(&self, indicator: &Indicator) -> Due {
        match self.part_of(indicator).filter(|_| indicator.source == IndicatorSource::Facts) {
            Some((_, part)) => {
                Due { presence: Presence { worked: part.worked, of: self.of }, share: Presence { worked: part.worked, of: self.worked } }
            }
            None => Due { presence: self.presence(), share: Presence::FULL },
        }
    }

    /// What may be asked of them.
    pub fn presence(&self) -> Presence {
        Presence { worked: self.worked, of: self.of }
    }
}

impl Attendance {
    /// Of everyone, or of one person.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait, month: Month, utc_offset_minutes: i32, only: Option<Uuid>) -> Reply<Self> {
        let days = WorkingDays::load(conn, utc_offset_minutes).await?;
        let absences = Absences::load(conn, month.first(), month.last(), only).await?;
        Ok(Self::new(month, utc_offset_minutes, days, Tenures::load(conn, only).await?, absences))
    }

    /// These people's, by this calendar.
    pub fn new(month: Month, utc_offset_minutes: i32, days: WorkingDays, tenures: Tenures, absences: Absences) -> Self {
        Self { first: month.first(), last: month.last(), utc_offset_minutes, days, tenures, absences }
    }

    /// Where a person stood; `None` where they did not work on any working day of the month, before the first or after the last day or on
    /// leave: then they have no score.
    pub fn of(&self, person: &Colleague) -> Option<Stood> {
        self.with_us(person).filter(|stood| stood.worked > 0)
    }

    /// The same where they may have been on leave all the time; `None` where they were not with the company on any working day.
    pub fn with_us(&self, person: &Colleague) -> Option<Stood> {
        let always = Tenure::default();
        let tenure = self.tenures.of(person.id).unwrap_or(&always);
        if !person.active && tenure.left_on.is_none() {
            return None;
        }
        let of = self.days.between(self.first, self.last, |_| true);
        let away = self.days.between(self.first, self.last, |day| tenure.covers(day) && self.absences.covers(person.id, day));
        let worked = self.days.between(self.first, self.last, |day| tenure.covers(day)).saturating_sub(away);
        if worked + away == 0 {
            return None;
        }
        // Who left is seen as they were on their last day.
        let seen_on = tenure.left_on.map_or(self.last, |left| left.min(self.last));
        let term = tenure.post_on(seen_on);
        let roles_on = match tenure.roles.first() {
            Some(first) => first.from_on,
            None => tenure.roles_at.map(|at| local_date(at, self.utc_offset_minutes)),
        };
        Some(Stood {
            worked,
            of,
            away,
            post: term.map_or_else(|| person.post.clone(), |term| term.post.clone()),
            unit_id: term.map_or(person.unit_id, |term| term.unit_id),
            moved_since: term.is_some_and(|term| term.post != person.post || term.unit_id != person.unit_id),
            roles_changed_since: roles_on.is_some_and(|on| on > self.last),
            parts: Vec::new(),
        })
    }

    /// The roles that decide about the scheme, where all of the month is measured alike: those at its end, by the history.
    pub fn roles_of<'a>(&'a self, person: &'a Colleague) -> &'a [String] {
        let history = self.tenures.of(person.id);
        let then = history.and_then(|tenure| tenure.roles_on(tenure.left_on.map_or(self.last, |left| left.min(self.last))));
        then.unwrap_or(&person.roles)
    }

    /// The spells of the month, without gaps from its first day to its last.
    pub fn spells(&self, person: &Colleague) -> Vec<Spell> {
        let Some(tenure) = self.tenures.of(person.id) else { return Vec::new() };
        let turns = tenure.turns(self.first, self.last);
        if turns.is_empty() {
            return Vec::new();
        }
        let spell = |from: NaiveDate, next: Option<&NaiveDate>| {
            let to = next.and_then(|next| next.pred_opt()).unwrap_or(self.last);
            let term = tenure.post_on(from);
            Spell {
                from,
                to,
                worked: self.days.between(from, to, |day| tenure.covers(day) && !self.absences.covers(person.id, day)),
                post: term.map_or_else(|| person.post.clone(), |term| term.post.clone()),
                unit_id: term.map_or(person.unit_id, |term| term.unit_id),
                roles: tenure.roles_on(from).unwrap_or(&person.roles).to_vec(),
            }
        };
        let starts = || std::iter::once(&self.first).chain(&turns);
        starts().zip(starts().skip(1).map(Some).chain([None])).map(|(from, next)| spell(*from, next)).collect()
    }

    /// The moments of some days at the company.
    pub fn moments(&self, first: NaiveDate, last: NaiveDate) -> Range<DateTime<Utc>> {
        start_of_day(first, self.utc_offset_minutes)..end_of_day(last, self.utc_offset_minutes)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::score::tests::staff;
    use contract::leaves::LeaveKind;
    use engines::people::{Absence, Term};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Everybody of [`staff`] belongs to the company all the time.
    pub(crate) fn always(month: &str) -> Attendance {
        Attendance::new(month.parse().unwrap(), 480, WorkingDays::new([], 480), Tenures::default(), Absences::default())
    }

    fn stood(tenure: Tenure, active: bool) -> Option<Stood> {
        stood_with(tenure, active, &[])
    }

    fn stood_with(tenure: Tenure, active: bool, leaves: &[(&str, &str)]) -> Option<Stood> {
        let person = Colleague { active, ..staff().people()[1].clone() };
        let leave = |(from, to): &(&str, &str)| Absence { from_on: day(from), to_on: day(to), kind: LeaveKind::Annual };
        let absences = Absences::new([(person.id, leaves.iter().map(leave).collect())]);
        let tenures = Tenures::new([(person.id, tenure)]);
        Attendance::new("2026-11".parse().unwrap(), 480, WorkingDays::new([], 480), tenures, absences).of(&person)
    }

    /// November 2026 has 21 working days, from Monday the 2nd to Monday the 30th.
    #[test]
    fn kpi_05_joiners_and_leavers_are_there_for_a_part_of_the_month() {
        let days = |entered: &str, left: &str| {
            let tenure = Tenure { entered_on: entered.parse().ok(), left_on: left.parse().ok(), ..Tenure::default() };
            stood(tenure, left.is_empty()).map(|it| (it.worked, it.of))
        };
        assert_eq!(days("", ""), Some((21, 21)));
        assert_eq!(days("2020-01-01", ""), Some((21, 21)));
        assert_eq!(days("2026-11-16", ""), Some((11, 21)), "a joiner");
        assert_eq!(days("", "2026-11-13"), Some((10, 21)), "a leaver");
        assert_eq!(days("2026-11-10", "2026-11-11"), Some((2, 21)));
        assert_eq!(days("2026-12-01", ""), None, "not yet");
        assert_eq!(days("", "2026-10-31"), None, "no longer");
        assert_eq!(days("", "2026-11-01"), None, "gone on a Sunday, before the first working day");
        assert_eq!(stood(Tenure::default(), false), None, "gone, nobody knows when");
    }

    /// From Thursday the 12th to Monday the 16th are three working days; two leaves that overlap count once.
    #[test]
    fn kpi_05_days_of_leave_are_not_asked_for() {
        let days = |entered: &str, leaves: &[(&str, &str)]| {
            let tenure = Tenure { entered_on: entered.parse().ok(), ..Tenure::default() };
            stood_with(tenure, true, leaves).map(|it| (it.worked, it.away, it.of))
        };
        assert_eq!(days("", &[("2026-11-12", "2026-11-16")]), Some((18, 3, 21)));
        assert_eq!(days("", &[("2026-11-12", "2026-11-16"), ("2026-11-16", "2026-11-17")]), Some((17, 4, 21)));
        assert_eq!(
            days("", &[("2026-10-20", "2026-11-02"), ("2026-11-30", "2026-12-04")]),
            Some((19, 2, 21)),
            "over the ends of the month"
        );
        assert_eq!(days("2026-11-16", &[("2026-11-12", "2026-11-16")]), Some((10, 1, 21)), "a joiner's days before the first are no leave");
        assert_eq!(days("", &[("2026-11-07", "2026-11-08")]), Some((21, 0, 21)), "a weekend");
        assert_eq!(days("", &[("2026-10-01", "2026-12-31")]), None, "away all the month");
        let person = staff().people()[1].clone();
        let leave = Absence { from_on: day("2026-11-01"), to_on: day("2026-11-30"), kind: LeaveKind::Parental };
        let absences = Absences::new([(person.id, vec![leave])]);
        let away = Attendance::new("2026-11".parse().unwrap(), 480, WorkingDays::new([], 480), Tenures::default(), absences);
        assert_eq!(away.with_us(&person).map(|it| (it.worked, it.away)), Some((0, 21)), "but still with the company");
    }

    #[test]
    fn the_post_is_that_of_the_month_and_changed_roles_are_told() {
        let term = |post: &str, unit: u128, from: &str, to: &str| Term {
            post: post.into(),
            unit_id: Uuid::from_u128(unit),
            from_on: from.parse().ok(),
            to_on: to.parse().ok(),
        };
        let terms = vec![term("家装顾问", 12, "2025-01-01", "2026-12-14"), term("sales_rep", 11, "2026-12-15", "")];
        let at = day("2026-12-15").and_time(chrono::NaiveTime::MIN).and_utc();
        let then = stood(Tenure { terms, roles_at: Some(at), ..Tenure::default() }, true).unwrap();
        assert_eq!(
            (then.post.as_str(), then.unit_id, then.moved_since, then.roles_changed_since),
            ("家装顾问", Uuid::from_u128(12), true, true)
        );
        let now = stood(Tenure::default(), true).unwrap();
        assert_eq!((now.unit_id, now.moved_since, now.roles_changed_since), (Uuid::from_u128(11), false, false));
    }
}
