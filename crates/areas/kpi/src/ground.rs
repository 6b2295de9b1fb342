//! Who is there in a month, by what they are measured, and for how many days: all of it but the records.

use crate::month::Month;
use crate::parts::{Moved, Stretch};
use crate::presence::{Attendance, Stood};
use crate::schemes::{Scheme, Schemes};
use crate::score::Asked;
use chrono::{DateTime, Utc};
use contract::kpi::parts;
use contract::kpi::schemes::{Indicator, IndicatorSource};
use engines::people::{Colleague, Staff};
use platform::Reply;
use platform::db::Door;
use scoring::Period;
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// Loaded once for everyone.
pub struct Ground {
    pub staff: Staff,
    pub schemes: Schemes,
    attendance: Attendance,
    /// Those whose unit or scheme changed within the month; `None`: they are not measured.
    moved: HashMap<Uuid, Option<Moved>>,
}

/// Somebody who is measured in the month.
pub struct Measured<'a> {
    pub person: &'a Colleague,
    pub scheme: &'a Scheme,
    pub stood: Stood,
    /// What the scheme is composed of, where the month has parts (KPI-05); empty: all of it is measured alike.
    pub parts: &'a [Stretch],
}

/// How an item of somebody's score looks at the records.
pub struct Standing<'a> {
    /// As it is in its own scheme: that names its source.
    pub indicator: &'a Indicator,
    pub unit: Uuid,
    /// The part whose records count; what is entered or marked counts for the whole month.
    pub part: Option<&'a Stretch>,
}

impl Standing<'_> {
    /// Whether more records may come: none do in a part that is over.
    pub fn period(&self, month: Period) -> Period {
        if self.part.is_some_and(|part| part.over) { Period::Over } else { month }
    }
}

impl Ground {
    /// Of everyone; attendance only of one person, where nobody else's score is wanted.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(asked: &Asked, only: Option<Uuid>, door: &Door) -> Reply<Self> {
        Self::read(door.reader().conn(), asked.month, (door.state().config.utc_offset_minutes, asked.now), only).await
    }

    /// The same, within a write; with the company's time zone and the moment.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read(
        conn: &impl ConnectionTrait,
        month: Month,
        (utc_offset_minutes, now): (i32, DateTime<Utc>),
        only: Option<Uuid>,
    ) -> Reply<Self> {
        let (staff, schemes) = (Staff::load(conn).await?, Schemes::of_month(conn, month).await?);
        Ok(Self::new(staff, schemes, Attendance::load(conn, month, utc_offset_minutes, only).await?, now))
    }

    /// These people by these schemes.
    pub fn new(staff: Staff, schemes: Schemes, attendance: Attendance, now: DateTime<Utc>) -> Self {
        let moved = |person: &Colleague| Some((person.id, Moved::of(person, &attendance, &schemes, now)?));
        let moved = staff.people().iter().filter_map(moved).collect();
        Self { staff, schemes, attendance, moved }
    }

    /// Everyone who is measured, of those wanted.
    pub fn all(&self, wanted: impl Fn(&Colleague) -> bool) -> Vec<Measured<'_>> {
        self.staff.people().iter().filter(|person| wanted(person)).filter_map(|person| self.measured(person)).collect()
    }

    /// By what a person is measured; `None` where no scheme is for any of their roles, or they were not with the company.
    pub fn measured<'a>(&'a self, person: &'a Colleague) -> Option<Measured<'a>> {
        if let Some(moved) = self.moved.get(&person.id) {
            let moved = moved.as_ref()?;
            return Some(Measured { person, scheme: &moved.scheme, stood: moved.stood.clone(), parts: &moved.parts });
        }
        let scheme = self.schemes.of(self.attendance.roles_of(person))?;
        Some(Measured { person, scheme, stood: self.attendance.of(person)?, parts: &[] })
    }
}

impl<'a> Measured<'a> {
    /// The indicators as their schemes have them, each once: of two parts with the same, that of the later.
    pub fn indicators(&self) -> Vec<&'a Indicator> {
        if self.parts.is_empty() {
            return self.scheme.form.indicators.iter().collect();
        }
        let mut found: Vec<&Indicator> = Vec::new();
        for one in self.parts.iter().rev().flat_map(|part| &part.scheme.form.indicators) {
            if found.iter().all(|known| known.key != one.key) {
                found.push(one);
            }
        }
        found
    }

    /// Whether the scheme of a role measures them for some of the month.
    pub fn is_by(&self, role: &str) -> bool {
        self.scheme.form.role == role || self.parts.iter().any(|part| part.scheme.form.role == role)
    }

    /// How an indicator of their scheme looks at the records.
    pub fn standing(&self, indicator: &'a Indicator) -> Standing<'a> {
        let whole = Standing { indicator, unit: self.stood.unit_id, part: None };
        let Some((key, number)) = parts::split(&indicator.key).filter(|_| !self.parts.is_empty()) else { return whole };
        let Some(part) = self.parts.get(number - 1) else { return whole };
        let Some(own) = part.scheme.form.indicators.iter().find(|one| one.key == key) else { return whole };
        match own.source {
            IndicatorSource::Facts => Standing { indicator: own, unit: part.unit_id, part: Some(part) },
            IndicatorSource::Entered | IndicatorSource::Scored => Standing { indicator: own, ..whole },
        }
    }
}
