use super::entity::{alert, rules};
use contract::customers::{ReadingAlert, ReadingAlertStatus, ReadingRules, ReadingRulesForm};
use contract::page::Page;
use contract::permission::customer::Readings;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// About people whose reading the caller may look into: never about themselves.
fn within(who: &Actor) -> Condition {
    let reach = who.scope::<Readings>().condition((alert::Entity, alert::Column::PersonId), (alert::Entity, alert::Column::UnitId));
    Condition::all().add(reach).add(alert::Column::PersonId.ne(who.id))
}

/// One that the caller sees.
pub(super) async fn visible(conn: &impl ConnectionTrait, who: &Actor, id: Uuid) -> Reply<alert::Model> {
    alert::Entity::find_by_id(id).filter(within(who)).one(conn).await?.ok_or(Error::NotFound)
}

/// A page of those that the caller sees.
pub(super) async fn list(conn: &impl ConnectionTrait, who: &Actor, query: &Parsed) -> Reply<Page<ReadingAlert>> {
    let select = alert::Entity::find().filter(within(who));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    Ok(Page { items: present_all(conn, found.items).await?, next: found.next, prev: found.prev, total })
}

/// One as the caller sees it.
pub(super) async fn present(conn: &impl ConnectionTrait, row: alert::Model) -> Reply<ReadingAlert> {
    Ok(present_all(conn, vec![row]).await?.remove(0))
}

async fn present_all(conn: &impl ConnectionTrait, rows: Vec<alert::Model>) -> Reply<Vec<ReadingAlert>> {
    let names = Names::load(conn, rows.iter().flat_map(|row| [Some(row.person_id), row.reviewed_by]).flatten()).await?;
    let one = |row: alert::Model| ReadingAlert {
        id: row.id,
        person: names.of(row.person_id),
        kind: row.kind,
        day: row.day,
        files: row.files,
        most: row.most,
        first_at: row.first_at,
        last_at: row.last_at,
        status: row.status,
        note: row.note,
        reviewed_by: row.reviewed_by.map(|id| names.of(id)),
        reviewed_at: row.reviewed_at,
        // Whoever sees it may review it.
        reviewable: row.status == ReadingAlertStatus::Open,
        version: row.version,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// The rules in force.
pub(super) async fn rules_row(conn: &impl ConnectionTrait) -> Reply<rules::Model> {
    rules::Entity::find().one(conn).await?.ok_or_else(|| Error::Internal(anyhow::anyhow!("there are no rules of reading")))
}

/// As the API tells them.
pub(super) fn present_rules(row: rules::Model) -> ReadingRules {
    let rules = ReadingRulesForm {
        burst_files: row.burst_files,
        burst_minutes: row.burst_minutes,
        night_files: row.night_files,
        night_from: row.night_from,
        night_to: row.night_to,
        leaving_files: row.leaving_files,
    };
    ReadingRules { rules, version: row.version }
}
