//! What the scores of a period are worked out from: the records of a month, or the final results of a year's months.

use crate::annual::Annual;
use crate::explain::When;
use crate::facts::{Facts, Which};
use crate::ground::Ground;
use crate::left_out::Excluded;
use crate::results;
use crate::score::{Asked, Score};
use engines::Areas;
use engines::people::{Colleague, Staff};
use platform::Reply;
use platform::db::Door;
use scoring::Period;
use uuid::Uuid;

/// Loaded once, for as many people as are wanted.
pub enum Basis {
    Month(Box<OfMonth>),
    Year(Box<Annual>),
}

/// The ground and the records of a month.
pub struct OfMonth {
    asked: Asked,
    ground: Ground,
    facts: Facts,
    gone: Vec<Excluded>,
}

/// A year is written `2026`.
pub fn is_year(period: &str) -> bool {
    period.len() == 4 && period.starts_with('2') && period.bytes().all(|b| b.is_ascii_digit())
}

impl Basis {
    /// Of everyone who fits, or of one person only.
    ///
    /// # Errors
    /// `422` for what is neither month nor year.
    pub async fn load(period: &str, only: Option<Uuid>, fits: impl Fn(&Colleague) -> bool, areas: &Areas, door: &Door) -> Reply<Self> {
        if is_year(period) {
            return Annual::load(period, only, door).await.map(|annual| Self::Year(Box::new(annual)));
        }
        let asked = Asked::new(Some(period), door)?;
        let ground = Ground::load(&asked, only, door).await?;
        let people = ground.all(|person| only.is_none_or(|id| id == person.id) && fits(person));
        let indicators = people.iter().flat_map(|measured| &measured.scheme.form.indicators).collect();
        let facts = asked.facts(Which::These(indicators), only, areas, door).await?;
        let gone = results::left_out(door.reader().conn(), period).await?;
        Ok(Self::Month(Box::new(OfMonth { asked, ground, facts, gone })))
    }

    /// Leaves further records out of the scores.
    pub fn leave_out(&mut self, more: &[Excluded]) {
        match self {
            Self::Month(it) => it.gone.extend_from_slice(more),
            Self::Year(annual) => annual.gone.extend_from_slice(more),
        }
    }

    /// Everyone at the company.
    pub fn staff(&self) -> &Staff {
        match self {
            Self::Month(it) => &it.ground.staff,
            Self::Year(annual) => &annual.staff,
        }
    }

    /// The month whose records count; `None` of a year, which counts results.
    pub fn asked(&self) -> Option<&Asked> {
        match self {
            Self::Month(it) => Some(&it.asked),
            Self::Year(_) => None,
        }
    }

    /// No more records will come.
    pub fn is_over(&self) -> bool {
        self.when().far == Period::Over
    }

    /// Of when it is.
    pub fn when(&self) -> When {
        match self {
            Self::Month(it) => When { period: it.asked.month.to_string(), open: it.asked.open(), far: it.asked.period() },
            Self::Year(annual) => {
                When { period: annual.year.clone(), open: false, far: if annual.over { Period::Over } else { Period::Running } }
            }
        }
    }

    /// A person's score; `None` where they are not measured.
    pub fn score<'a>(&'a self, person: &'a Colleague) -> Option<Score<'a>> {
        match self {
            Self::Month(it) => {
                let (measured, period) = (it.ground.measured(person)?, it.asked.period());
                Some(Score::of(&measured, &it.ground.staff, &it.facts, period).without(person.id, &it.gone, period))
            }
            Self::Year(annual) => Some(annual.score(person)?.without(person.id, &annual.gone, Period::Over)),
        }
    }

    /// The scores of everyone who fits, in staff order.
    pub fn scores<'a>(&'a self, fits: impl Fn(&Colleague) -> bool) -> Vec<(&'a Colleague, Score<'a>)> {
        let people = self.staff().people().iter().filter(|person| fits(person));
        people.filter_map(|person| Some((person, self.score(person)?))).collect()
    }
}
