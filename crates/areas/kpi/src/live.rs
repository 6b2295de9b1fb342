//! The scores of many people as the records are now (KPI-11): from sums, or from the records of a month that appeals left some out of.

use crate::books::{Books, Ledgers};
use crate::facts::{Facts, Which};
use crate::ground::Measured;
use crate::left_out::Excluded;
use crate::results;
use crate::score::{Asked, Score};
use engines::Areas;
use engines::people::Staff;
use platform::Reply;
use platform::db::Door;
use scoring::Period;

/// What they are worked out from.
pub enum Live {
    Sums(Books),
    Records(Facts, Vec<Excluded>),
}

impl Live {
    /// All that the scores of these people look at.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load<'a>(
        asked: &Asked,
        people: impl Iterator<Item = &'a Measured<'a>> + Clone,
        areas: &Areas,
        door: &Door,
    ) -> Reply<Self> {
        let which = Which::These(people.clone().flat_map(|one| &one.scheme.form.indicators).collect());
        let gone = results::left_out(door.reader().conn(), &asked.month.to_string()).await?;
        if gone.is_empty() {
            return Ok(Self::Sums(Books::load(asked, which, people, areas, door).await?));
        }
        // Of whom a record was left out no sum tells.
        Ok(Self::Records(asked.facts(which, None, areas, door).await?, gone))
    }

    /// To be looked up in.
    pub fn scores<'a>(&'a self, staff: &'a Staff, period: Period) -> Scores<'a> {
        let from = match self {
            Self::Sums(books) => From::Sums(books.ledgers(staff)),
            Self::Records(facts, gone) => From::Records(facts, gone),
        };
        Scores { staff, period, from }
    }
}

enum From<'a> {
    Sums(Ledgers<'a>),
    Records(&'a Facts, &'a [Excluded]),
}

/// Works out score after score.
pub struct Scores<'a> {
    staff: &'a Staff,
    period: Period,
    from: From<'a>,
}

impl<'a> Scores<'a> {
    /// A person's score.
    pub fn of(&self, measured: &Measured<'a>) -> Score<'a> {
        match &self.from {
            From::Sums(ledgers) => Score::of_sums(measured, ledgers, self.period),
            From::Records(facts, gone) => {
                Score::of(measured, self.staff, facts, self.period).without(measured.person.id, gone, self.period)
            }
        }
    }
}
