use super::entity::{Column, Entity, Model};
use super::policy;
use crate::month::Month;
use contract::kpi::entries::{Entry, EntryStatus};
use contract::kpi::schemes::ENTERED;
use contract::values::{Subject, SubjectKind};
use engines::people::{Names, Staff};
use engines::{Asking, Fact, attachments};
use platform::auth::Actor;
use platform::{Error, Reply};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The entries of the people whom somebody may read.
pub(super) fn visible(actor: &Actor, staff: &Staff) -> Select<Entity> {
    let seen = staff.people().iter().filter(|person| policy::reads(actor, person)).map(|person| person.id);
    Entity::find().filter(Column::PersonId.is_in(seen))
}

/// One entry that somebody may read.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, staff: &Staff, id: Uuid) -> Reply<Model> {
    let row = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let seen = staff.person(row.person_id).is_some_and(|person| policy::reads(actor, person));
    if seen { Ok(row) } else { Err(Error::NotFound) }
}

/// Those of these entries that the asker may read: who reads one reads its evidence (KPI-01).
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let staff = Staff::load(asking.conn).await?;
    let rows = visible(asking.actor, &staff).filter(Column::Id.is_in(ids.iter().copied())).all(asking.conn).await?;
    let called = |row: Model| Subject { kind: SubjectKind::KpiEntry, id: row.id, title: format!("{} {}", row.month, row.label) };
    Ok(rows.into_iter().map(called).collect())
}

/// Which entry put each of these right, or waits to.
async fn replacements(conn: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Reply<HashMap<Uuid, (Uuid, EntryStatus)>> {
    let found = Entity::find().select_only().columns([Column::Replaces, Column::Id, Column::Status]);
    let found = found.filter(Column::Replaces.is_in(ids)).filter(Column::Status.ne(EntryStatus::Refused));
    let rows: Vec<(Option<Uuid>, Uuid, EntryStatus)> = found.into_tuple().all(conn).await?;
    Ok(rows.into_iter().filter_map(|(replaced, by, status)| Some((replaced?, (by, status)))).collect())
}

/// Entries in full.
pub(super) async fn present(conn: &impl ConnectionTrait, rows: Vec<Model>, actor: &Actor, staff: &Staff) -> Reply<Vec<Entry>> {
    let names = Names::load(conn, rows.iter().flat_map(|row| [row.person_id, row.entered_by])).await?;
    let replaced = replacements(conn, rows.iter().map(|row| row.id)).await?;
    let files = attachments::counts(conn, SubjectKind::KpiEntry, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let entry = |row: Model| {
        let later = replaced.get(&row.id).copied();
        let enters = staff.person(row.person_id).is_some_and(|person| policy::enters(actor, person));
        Entry {
            files: files.get(&row.id).copied().unwrap_or_default(),
            id: row.id,
            person: names.of(row.person_id),
            month: row.month,
            indicator: row.indicator,
            label: row.label,
            correctable: enters && later.is_none() && row.value.is_some() && row.status == EntryStatus::Counts,
            value: row.value.and_then(|value| value.parse().ok()),
            reason: row.reason,
            entered_by: names.of(row.entered_by),
            entered_at: row.created_at,
            replaces: row.replaces,
            replaced_by: later.filter(|(_, status)| *status == EntryStatus::Counts).map(|(id, _)| id),
            correction_waits: later.is_some_and(|(_, status)| status == EntryStatus::Waiting),
            status: row.status,
            approval: row.approval_id,
            version: row.version,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// How many values of a month count, put right or not: they are never taken away, so a number that stays is a month that stayed.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn count_of(conn: &impl ConnectionTrait, month: Month) -> Reply<u64> {
    Ok(Entity::find().filter(Column::Month.eq(month.to_string())).filter(Column::Status.eq(EntryStatus::Counts)).count(conn).await?)
}

/// The entries of a month that count, by source: those that nothing which counts replaces, and that have a value.
pub(crate) async fn facts(conn: &impl ConnectionTrait, month: Month, person: Option<Uuid>) -> Reply<Vec<(String, Fact)>> {
    let counts = Entity::find().filter(Column::Month.eq(month.to_string())).filter(Column::Status.eq(EntryStatus::Counts));
    let mut select = counts.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
    if let Some(person) = person {
        select = select.filter(Column::PersonId.eq(person));
    }
    let rows = select.all(conn).await?;
    let replaced: HashSet<Uuid> = rows.iter().filter_map(|row| row.replaces).collect();
    let fact = |row: Model| {
        let value: Decimal = row.value.as_ref()?.parse().ok()?;
        let short: String = row.reason.chars().take(40).collect();
        let subject = Subject { kind: SubjectKind::KpiEntry, id: row.id, title: format!("{} {short}", row.label) };
        let source = format!("{ENTERED}{}", row.indicator);
        let note = locale::kpi::NOTE_ENTERED;
        Some((source, Fact { person: row.person_id, subject, at: row.created_at, value, weight: Decimal::ONE, note }))
    };
    Ok(rows.into_iter().filter(|row| !replaced.contains(&row.id)).filter_map(fact).collect())
}
