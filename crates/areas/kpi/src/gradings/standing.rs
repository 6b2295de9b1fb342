//! Which grade somebody holds, and who can be graded.

use super::entity::{candidate, round};
use crate::month::Month;
use crate::recruitments;
use crate::rule_book::book_of;
use chrono::{Months, NaiveDate};
use contract::PersonRef;
use contract::kpi::grading::{GradingOption, GradingOptions, GradingStatus};
use contract::kpi::rule_book::AccountGrade;
use engines::people::{PersonnelFile, PersonnelFiles, Staff};
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// A grade that somebody holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Held {
    pub grade: AccountGrade,
    pub from_month: String,
    /// Until then the certificate of the level is needed; `None`: it was there already.
    pub certificate_due_on: Option<NaiveDate>,
}

/// The grades held in a month: of each person by the last final round they were in, whose grades count by then. Whoever reached no grade
/// in it holds none.
pub(crate) async fn staff_grades(conn: &impl ConnectionTrait, month: Month) -> Reply<HashMap<Uuid, Held>> {
    let rounds = round::Entity::find()
        .filter(round::Column::Status.eq(GradingStatus::Final))
        .filter(round::Column::FromMonth.lte(month.to_string()))
        .order_by_asc(round::Column::FromMonth)
        .order_by_asc(round::Column::FinalAt)
        .order_by_asc(round::Column::Id);
    let rounds = rounds.all(conn).await?;
    let candidates = candidate::Entity::find().filter(candidate::Column::GradingId.is_in(rounds.iter().map(|it| it.id))).all(conn).await?;
    let mut held = HashMap::new();
    for it in &rounds {
        for one in candidates.iter().filter(|one| one.grading_id == it.id) {
            match one.grade {
                Some(grade) => held
                    .insert(one.person_id, Held { grade, from_month: it.from_month.clone(), certificate_due_on: one.certificate_due_on }),
                None => held.remove(&one.person_id),
            };
        }
    }
    Ok(held)
}

/// Whether a certificate is overdue: the day is past and the level is not held.
pub(crate) fn lapsed(held: &Held, file: &PersonnelFile, today: NaiveDate) -> bool {
    file.certificate(today).is_none_or(|level| level < held.grade.level()) && held.certificate_due_on.is_some_and(|on| on < today)
}

/// From which day on somebody can be graded (KPI-14): the recruited from the day that the recruitment says, others after the years of
/// the rules in the trade.
pub(super) fn eligible_on(file: &PersonnelFile, recruited: Option<NaiveDate>, years: u32) -> Option<NaiveDate> {
    let after = |since: NaiveDate| since.checked_add_months(Months::new(years.saturating_mul(12)));
    recruited.or_else(|| [file.trade_since, file.entered_on].into_iter().flatten().min().and_then(after))
}

/// All account managers who are with the company: those whose file says what kind of customers they have.
pub(super) async fn account_managers(conn: &impl ConnectionTrait, staff: &Staff, today: NaiveDate) -> Reply<GradingOptions> {
    let (files, month) = (PersonnelFiles::load(conn).await?, Month::of(today));
    let (grades, recruited) = (staff_grades(conn, month).await?, recruitments::eligibility(conn).await?);
    let years = book_of(conn, month).await?.recruitment.eligible_years;
    let option = |person: &engines::people::Colleague| {
        let file = files.of(person.id);
        file.territory?;
        let eligible_on = eligible_on(&file, recruited.get(&person.id).copied(), years);
        let grade = grades.get(&person.id);
        Some(GradingOption {
            person: PersonRef { id: person.id, name: person.name.clone() },
            post: person.post.clone(),
            years: file.trade_years(today),
            eligible_on,
            eligible: eligible_on.is_some_and(|on| on <= today),
            grade: grade.map(|one| one.grade),
            certificate_due_on: grade.and_then(|one| one.certificate_due_on),
            lapsed: grade.is_some_and(|one| lapsed(one, &file, today)),
        })
    };
    Ok(GradingOptions { items: staff.people().iter().filter(|person| person.active).filter_map(option).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn kpi_14_a_year_in_the_trade_or_the_day_that_the_recruitment_says() {
        let file = PersonnelFile { entered_on: Some(day("2026-03-01")), ..Default::default() };
        assert_eq!(eligible_on(&file, None, 1), Some(day("2027-03-01")));
        assert_eq!(eligible_on(&file, Some(day("2026-03-01")), 1), Some(day("2026-03-01")), "a year's experience: at once");
        let before = PersonnelFile { trade_since: Some(day("2020-01-01")), ..file };
        assert_eq!(eligible_on(&before, None, 1), Some(day("2021-01-01")));
        assert_eq!(eligible_on(&PersonnelFile::default(), None, 1), None);
    }

    #[test]
    fn kpi_13_a_certificate_is_overdue_after_its_day() {
        let one = Held { grade: AccountGrade::SeniorC, from_month: "2024-01".into(), certificate_due_on: Some(day("2027-01-01")) };
        let file = PersonnelFile::default();
        assert!(!lapsed(&one, &file, day("2027-01-01")) && lapsed(&one, &file, day("2027-01-02")));
    }
}
