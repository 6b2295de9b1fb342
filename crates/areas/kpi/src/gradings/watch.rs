//! What the clock does: rounds become final, certificates are reminded of.

use super::commands::emit;
use super::entity::{candidate, round};
use super::queries::{candidates_of, day_of};
use super::states::FLOW;
use chrono::{Days, Months, NaiveDate};
use contract::kpi::grading::{GradingActKind, GradingStatus};
use contract::kpi::rule_book::{AccountGrade, GradingRules};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::{Subject, SubjectKind};
use engines::calendar::{end_of_day, local_date};
use engines::people::{PersonnelFiles, holders_of};
use engines::tasks::{self, NewTask};
use locale::gradings as text;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Days before its last day that a certificate is reminded of.
const AHEAD: u64 = 90;

/// Makes rounds final whose days for objections are over and whose objections are answered, and reminds of certificates; gives how many
/// rounds and reminders.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<(u64, u64)> {
    let (conn, now) = (door.reader().conn(), door.state().clock.now());
    let due = round::Entity::find().filter(round::Column::Status.eq(GradingStatus::Published));
    let due = due.filter(round::Column::ObjectionsUntil.lte(now)).select_only().column(round::Column::Id);
    let mut settled = 0;
    for id in due.order_by_asc(round::Column::Id).into_tuple::<Uuid>().all(conn).await? {
        settled += door.write_as_system(async move |tx: &mut Tx| settle(tx, id).await).await?;
    }
    let reminded = door.write_as_system(async |tx: &mut Tx| remind(tx).await).await?;
    Ok((settled, reminded))
}

async fn settle(tx: &mut Tx, id: Uuid) -> Reply<u64> {
    let before = round::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let all = candidates_of(tx.conn(), id).await?;
    // Somebody else was quicker, or a recheck still runs.
    if before.status != GradingStatus::Published || all.iter().any(candidate::Model::objects) {
        return Ok(0);
    }
    let step = FLOW.plan_by_system(&before, GradingActKind::Settle)?;
    let (rules, files): (GradingRules, _) = (serde_json::from_str(&before.rules)?, PersonnelFiles::load(tx.conn()).await?);
    let from = day_of(&before)?;
    for one in &all {
        let held = files.of(one.person_id).certificate(from);
        let lacks = one.grade.filter(|grade| held.is_none_or(|level| level < grade.level()));
        let mut row = one.clone().into_active_model();
        row.certificate_due_on = Set(lacks.and_then(|_| from.checked_add_months(Months::new(rules.certificate_years * 12))));
        tx.update::<candidate::Entity, _>(one, row).await?;
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.final_at = Set(Some(tx.at()));
    let it = tx.update::<round::Entity, _>(&before, row).await?;
    emit(tx, &it, "kpi_grading.final");
    Ok(1)
}

/// Whoever still lacks the certificate hears of it three months before its last day and once that is past; so does the personnel office.
async fn remind(tx: &mut Tx) -> Reply<u64> {
    let today = local_date(tx.at(), tx.state().config.utc_offset_minutes);
    let soon = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let due = candidate::Entity::find().filter(candidate::Column::CertificateDueOn.lte(soon)).order_by_asc(candidate::Column::Id);
    let due = due.all(tx.conn()).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let files = PersonnelFiles::load(tx.conn()).await?;
    let grades = super::standing::staff_grades(tx.conn(), crate::month::Month::of(today)).await?;
    let mut reminded = 0;
    for one in due {
        let (Some(on), Some(grade)) = (one.certificate_due_on, one.grade) else { continue };
        let held = files.of(one.person_id).certificate(today).is_some_and(|level| level >= grade.level());
        let current = grades.get(&one.person_id).is_some_and(|held| held.certificate_due_on == Some(on));
        if held {
            tasks::close(tx, one.person_id, TaskKind::Grading, TaskStatus::Done).await?;
        }
        if !held && current && wanted(one.reminded_on, on, today) {
            tell(tx, &one, grade, on).await?;
            let mut row = one.clone().into_active_model();
            row.reminded_on = Set(Some(today));
            tx.update::<candidate::Entity, _>(&one, row).await?;
            reminded += 1;
        }
    }
    Ok(reminded)
}

/// Once ahead of the day, once after it.
fn wanted(last: Option<NaiveDate>, on: NaiveDate, today: NaiveDate) -> bool {
    last.is_none_or(|last| last <= on && today > on)
}

async fn tell(tx: &mut Tx, one: &candidate::Model, grade: AccountGrade, on: NaiveDate) -> Reply<()> {
    let language = tx.meta().language;
    let level = locale::find(grade.level().text_path()).map_or("", |key| key.text(language));
    let name = engines::people::Names::load(tx.conn(), [one.person_id]).await?.of(one.person_id).name;
    let title = text::CERTIFICATE_DUE.with(language, &[("name", &name), ("level", level), ("day", &on.to_string())]);
    let mut people: BTreeSet<Uuid> = holders_of(tx.conn(), &["hr"]).await?.into_iter().map(|holder| holder.id).collect();
    people.insert(one.person_id);
    for person in people {
        let due_at = Some(end_of_day(on, tx.state().config.utc_offset_minutes));
        // The file is where a certificate is entered.
        let subject = Subject { kind: SubjectKind::Person, id: one.person_id, title: name.clone() };
        tasks::open(tx, NewTask { kind: TaskKind::Grading, person, title: title.clone(), subject, due_at }).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kpi_13_a_certificate_is_reminded_of_ahead_and_after() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let on = day("2029-12-31");
        assert!(wanted(None, on, day("2029-10-10")));
        assert!(!wanted(Some(day("2029-10-10")), on, day("2029-12-31")));
        assert!(wanted(Some(day("2029-10-10")), on, day("2030-01-01")));
        assert!(!wanted(Some(day("2030-01-01")), on, day("2030-02-01")));
    }
}
