use super::entity::{Column, Entity, Model, points};
use super::policy::{actions, sees};
use crate::left_out::{Excluded, Gone};
use chrono::{DateTime, Utc};
use contract::kpi::Grade;
use contract::permission::kpi::Publish;
use contract::results::{Appeal, MonthResult, ResultStatus};
use contract::{PersonRef, permission::Permission};
use engines::people::{Names, Staff};
use platform::auth::Actor;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The published results of a month by person.
pub(crate) async fn of_month(conn: &impl ConnectionTrait, month: &str) -> Reply<HashMap<Uuid, Model>> {
    let rows = Entity::find().filter(Column::Month.eq(month)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row)).collect())
}

/// Person, month and grade of every final result of these months.
pub(crate) async fn final_grades(conn: &impl ConnectionTrait, months: &[String]) -> Reply<Vec<(Uuid, String, Grade)>> {
    let found = Entity::find().select_only().columns([Column::PersonId, Column::Month, Column::Grade]);
    let found = found.filter(Column::Month.is_in(months.iter().map(String::as_str))).filter(Column::Status.eq(ResultStatus::Final));
    Ok(found.into_tuple().all(conn).await?)
}

/// The months of a year, as results name them.
pub(crate) fn months_of(year: &str) -> Vec<String> {
    (1..=12).map(|month| format!("{year}-{month:02}")).collect()
}

/// The final results of these months, by person.
pub(crate) async fn finals(conn: &impl ConnectionTrait, months: &[String], only: Option<Uuid>) -> Reply<HashMap<Uuid, Vec<Model>>> {
    let mut found =
        Entity::find().filter(Column::Month.is_in(months.iter().map(String::as_str))).filter(Column::Status.eq(ResultStatus::Final));
    if let Some(person) = only {
        found = found.filter(Column::PersonId.eq(person));
    }
    let mut by_person: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for row in found.order_by_asc(Column::Month).all(conn).await? {
        by_person.entry(row.person_id).or_default().push(row);
    }
    Ok(by_person)
}

/// What appeals left out in a period (KPI-09).
pub(crate) async fn left_out(conn: &impl ConnectionTrait, period: &str) -> Reply<Vec<Excluded>> {
    let found = Entity::find().filter(Column::Month.eq(period)).filter(Column::LeftOut.is_not_null()).order_by_asc(Column::Id);
    let columns = [Column::PersonId, Column::LeftOut, Column::Answer, Column::AnsweredBy, Column::AnsweredAt, Column::UpdatedAt];
    type Row = (Uuid, String, Option<String>, Option<Uuid>, Option<DateTime<Utc>>, DateTime<Utc>);
    let rows: Vec<Row> = found.select_only().columns(columns).into_tuple().all(conn).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = Names::load(conn, rows.iter().filter_map(|row| row.3)).await?;
    let mut all = Vec::new();
    for (of, gone, answer, by, at, updated) in rows {
        let gone: Vec<Gone> = serde_json::from_str(&gone)?;
        let (reason, by) = (answer.unwrap_or_default(), names.of(by.unwrap_or(of)));
        let one = |gone| Excluded { gone, of, reason: reason.clone(), by: by.clone(), at: at.unwrap_or(updated) };
        all.extend(gone.into_iter().map(one));
    }
    Ok(all)
}

/// Whether no result of these periods waits for its appeal or its answer.
pub(crate) async fn all_final(conn: &impl ConnectionTrait, periods: &[String]) -> Reply<bool> {
    let open =
        Entity::find().filter(Column::Month.is_in(periods.iter().map(String::as_str))).filter(Column::Status.ne(ResultStatus::Final));
    Ok(open.one(conn).await?.is_none())
}

/// The published result of one person's month.
pub(crate) async fn of_person(conn: &impl ConnectionTrait, person: Uuid, month: &str) -> Reply<Option<Model>> {
    Ok(Entity::find().filter(Column::PersonId.eq(person)).filter(Column::Month.eq(month)).one(conn).await?)
}

/// A result that this person may see.
pub(super) async fn visible(conn: &impl ConnectionTrait, actor: &Actor, staff: &Staff, id: Uuid) -> Reply<Model> {
    let row = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    if sees(actor, staff, row.person_id) { Ok(row) } else { Err(Error::NotFound) }
}

/// Whether the caller may publish the results of some of these people.
pub(crate) fn publishable<'a>(actor: &Actor, mut people: impl Iterator<Item = &'a engines::people::Colleague>) -> bool {
    actor.may(Permission::KpiPublish) && people.any(|p| actor.scope::<Publish>().covers(p.id, p.unit_id))
}

/// A result in full.
pub(crate) async fn present(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    staff: &Staff,
    now: DateTime<Utc>,
    row: Model,
) -> Reply<MonthResult> {
    let names = Names::load(conn, [row.person_id].into_iter().chain(row.published_by).chain(row.answered_by)).await?;
    let actions = actions(&row, actor, staff, now);
    let appeal = row.appealed_at.map(|at| Appeal {
        at,
        reason: row.appeal_reason.clone().unwrap_or_default(),
        indicator: row.appeal_indicator.clone(),
        record: row.appeal_record,
        record_at: row.appeal_record_at,
        answer_by: row.answer_by,
        answer: row.answer.clone(),
        answered_by: row.answered_by.map(|id| names.of(id)),
        answered_at: row.answered_at,
        score_before: row.score_tenths_before.map(points),
        without_record: row.left_out.is_some(),
        points: row.granted_tenths.map(points),
    });
    let person: PersonRef = names.of(row.person_id);
    Ok(MonthResult {
        score: Some(row.score()),
        grade: Some(row.grade),
        published_by: row.published_by.map(|id| names.of(id)),
        id: row.id,
        person,
        month: row.month,
        status: row.status,
        published_at: row.published_at,
        appeal_until: row.appeal_until,
        appeal,
        final_at: row.final_at,
        hash: row.hash,
        version: row.version,
        actions,
    })
}
