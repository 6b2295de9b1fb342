//! The result of a year: the mean of the months' final scores and what people marked in January (KPI-06). It is a score like that of a
//! month, so it is explained, calibrated, published and appealed against in the same way; its records are the months' results.

use crate::facts::Facts;
use crate::ground::Measured;
use crate::left_out::Excluded;
use crate::month::Month;
use crate::presence::{Attendance, Stood};
use crate::results;
use crate::schemes::Scheme;
use crate::score::Score;
use crate::{cycles, marks};
use contract::kpi::cycles::AnnualRules;
use contract::kpi::schemes::{Curve, Indicator, IndicatorKind, IndicatorSource, Measure, SchemeForm, Whose};
use contract::values::{Subject, SubjectKind};
use engines::Fact;
use engines::calendar::local_date;
use engines::people::{Colleague, Staff};
use platform::db::Door;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use scoring::{Period, whole};
use std::collections::HashSet;
use uuid::Uuid;

/// The source of the months' results.
const MONTHS: &str = "annual.months";

/// What the results of a year are worked out from.
pub struct Annual {
    pub year: String,
    /// The year has passed.
    pub over: bool,
    pub staff: Staff,
    scheme: Scheme,
    facts: Facts,
    attendance: Attendance,
    /// Those with enough final months.
    enough: HashSet<Uuid>,
    /// Months that an appeal against the year left out.
    pub gone: Vec<Excluded>,
}

impl Annual {
    /// Of everyone, or of one person.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(year: &str, only: Option<Uuid>, door: &Door) -> Reply<Self> {
        let (conn, offset) = (door.reader().conn(), door.state().config.utc_offset_minutes);
        let december: Month = format!("{year}-12").parse().map_err(|_| Error::invalid("/month", "month_invalid"))?;
        let rules = cycles::rules_of(conn, &december.to_string()).await?.annual;
        let finals = results::finals(conn, &results::months_of(year), only).await?;
        let mut facts = Facts::default();
        let mut enough = HashSet::new();
        for (person, months) in finals.into_iter().filter(|(_, months)| months.len() >= rules.least_months as usize) {
            enough.insert(person);
            let fact = |row: results::entity::Model| Fact {
                person,
                value: row.score(),
                weight: Decimal::ONE_HUNDRED,
                at: row.final_at.unwrap_or(row.published_at),
                note: locale::kpi::NOTE_MONTH_FINAL,
                subject: Subject { kind: SubjectKind::Kpi, id: row.id, title: row.month },
            };
            facts.add(MONTHS, months.into_iter().map(fact).collect());
        }
        for (source, fact) in marks::facts(conn, year, only).await? {
            facts.add(&source, vec![fact]);
        }
        let today = Month::of(local_date(door.state().clock.now(), offset));
        Ok(Self {
            year: year.to_owned(),
            over: today > december,
            staff: Staff::load(conn).await?,
            scheme: Scheme { number: 1, form: form(&rules) },
            facts,
            attendance: Attendance::load(conn, december, offset, only).await?,
            enough,
            gone: results::left_out(conn, year).await?,
        })
    }

    /// A person's; `None` with too few final months, or where they are no longer with the company.
    pub fn score<'a>(&'a self, person: &'a Colleague) -> Option<Score<'a>> {
        if !self.enough.contains(&person.id) {
            return None;
        }
        // A December of leave takes nobody their year.
        let stood = self.attendance.with_us(person)?;
        // Each month has asked for a part already.
        let stood = Stood { worked: 1, of: 1, ..stood };
        let measured = Measured { person, scheme: &self.scheme, stood, parts: &[] };
        Some(Score::of(&measured, &self.staff, &self.facts, Period::Over))
    }
}

/// The rules of a year as a scheme: the months first.
fn form(rules: &AnnualRules) -> SchemeForm {
    let months = Indicator {
        key: MONTHS.to_owned(),
        name: String::new(),
        definition: String::new(),
        kind: IndicatorKind::Weighed,
        source: IndicatorSource::Facts,
        fact: Some(MONTHS.to_owned()),
        whose: Whose::Own,
        measure: Measure::Ratio,
        weight: Some(whole(rules.months)),
        // Added points of the months count in their mean.
        curve: Some(Curve::Linear { floor: Decimal::ZERO, target: Decimal::ONE_HUNDRED, ceiling: Some(whole(120)) }),
        veto: None,
        dimension: None,
        raters: None,
        facts: Vec::new(),
        only: Vec::new(),
        unit: String::new(),
        data_owner: String::new(),
    };
    let indicators = [months].into_iter().chain(rules.indicators.iter().cloned()).collect();
    SchemeForm { role: "annual".to_owned(), name: String::new(), note: String::new(), grades: rules.grades.clone(), indicators }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::tests::always;
    use crate::score::tests::staff;

    /// Six months of 80, 85, 90, 75, 88 and 92: 510 ÷ 600 = 85 %. Of 80: 68.0; with 90 from the superior for the report of 20: 18.0.
    #[test]
    fn kpi_06_a_year_is_the_mean_of_its_months_and_what_else_counts() {
        let staff = staff();
        let person = staff.people()[1].clone();
        let report = Indicator {
            key: "report".into(),
            name: "年度述职".into(),
            source: IndicatorSource::Scored,
            fact: None,
            weight: Some(whole(20)),
            raters: Some(contract::kpi::schemes::Raters::default()),
            ..form(&AnnualRules::default()).indicators.remove(0)
        };
        let rules = AnnualRules { months: 80, indicators: vec![report], ..AnnualRules::default() };
        let mut facts = Facts::default();
        let fact = |n: u128, value: u32, weight: u32| Fact { weight: whole(weight), ..crate::score::tests::fact(2, n, value, 1) };
        facts.add(MONTHS, (1..).zip([80, 85, 90, 75, 88, 92]).map(|(n, score)| fact(n, score, 100)).collect());
        facts.add("scored:report", vec![fact(9, 90, 100)]);
        let annual = |enough: &[Uuid], facts| Annual {
            year: "2026".into(),
            over: true,
            staff: staff.clone(),
            scheme: Scheme { number: 1, form: form(&rules) },
            facts,
            attendance: always("2026-12"),
            enough: enough.iter().copied().collect(),
            gone: Vec::new(),
        };
        let year = annual(&[person.id], facts);
        let score = year.score(&person).unwrap();
        let items: Vec<String> = score.items.iter().filter_map(|item| item.item.score()).map(|score| score.to_string()).collect();
        assert_eq!((items, score.score()), (vec!["68.0".to_owned(), "18.0".to_owned()], Some("86.0".parse().unwrap())));
        assert!(annual(&[], Facts::default()).score(&person).is_none(), "too few months");
    }
}
