//! What the clock does: looks at who read what since yesterday, and tells the director (CRM-07).

use super::entity::alert::{ActiveModel, Column, Entity, Model};
use super::queries;
use super::rules::{Found, Read, look};
use crate::readings::entity as reading;
use chrono::Days;
use contract::customers::ReadingAlertStatus;
use contract::tasks::TaskKind;
use contract::values::{Subject, SubjectKind};
use engines::calendar::{WorkingDays, start_of_day};
use engines::people::{Colleague, Staff, holders_of, leaving};
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::db::{Door, Tx};
use platform::outbox::Event;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Who is told; where the only one is whom it is about, the next.
const TOLD: [&str; 2] = ["marketing_director", "general_manager"];

/// Looks at everybody's readings; gives how many alerts were raised, or raised again.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<u64> {
    let conn = door.reader().conn();
    let offset = door.state().config.utc_offset_minutes;
    let days = WorkingDays::load(conn, offset).await?;
    let since = start_of_day(days.day_of(door.state().clock.now()) - Days::new(1), offset);
    let rules = queries::present_rules(queries::rules_row(conn).await?).rules;
    let least = [rules.burst_files, rules.night_files, rules.leaving_files].into_iter().min();
    let busy: Vec<Uuid> = reading::Entity::find()
        .select_only()
        .column(reading::Column::PersonId)
        .filter(reading::Column::At.gte(since))
        .group_by(reading::Column::PersonId)
        .having(Expr::col(reading::Column::CustomerId).count_distinct().gte(least))
        .order_by_asc(reading::Column::PersonId)
        .into_tuple()
        .all(conn)
        .await?;
    if busy.is_empty() {
        return Ok(0);
    }
    let (staff, leaving) = (Staff::load(conn).await?, leaving(conn).await?);
    let mut raised = 0;
    for person in busy {
        let Some(colleague) = staff.person(person) else { continue };
        let readings: Vec<Read> = reading::Entity::find()
            .select_only()
            .columns([reading::Column::CustomerId, reading::Column::At])
            .filter(reading::Column::PersonId.eq(person))
            .filter(reading::Column::At.gte(since))
            .order_by_asc(reading::Column::At)
            .order_by_asc(reading::Column::Id)
            .into_tuple()
            .all(conn)
            .await?;
        let found = look(&readings, &rules, leaving.contains(&person), offset);
        if !found.is_empty() {
            let (colleague, days) = (colleague.clone(), days.clone());
            let write = async move |tx: &mut Tx| note(tx, &colleague, &found, &days).await;
            raised += door.write_as_system(write).await?;
        }
    }
    Ok(raised)
}

/// Writes down what was found about one person. What somebody reviewed is raised again once as much more was read as the rule lets pass.
async fn note(tx: &mut Tx, person: &Colleague, found: &[Found], days: &WorkingDays) -> Reply<u64> {
    let mut raised = 0;
    for one in found {
        let known = Entity::find().filter(Column::PersonId.eq(person.id)).filter(Column::Kind.eq(one.kind)).filter(Column::Day.eq(one.day));
        let row = match known.one(tx.conn()).await? {
            Some(before) if before.files >= one.files => continue,
            Some(before) => {
                let again = before.reviewed_files.is_some_and(|reviewed| one.files >= reviewed + one.most);
                let now = grown(tx, &before, one, again).await?;
                if !again {
                    continue;
                }
                now
            }
            None => first(tx, person, one).await?,
        };
        tell(tx, person, &row, days).await?;
        raised += 1;
    }
    Ok(raised)
}

async fn first(tx: &mut Tx, person: &Colleague, found: &Found) -> Reply<Model> {
    let at = tx.at();
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(person.id),
        unit_id: Set(person.unit_id),
        kind: Set(found.kind),
        day: Set(found.day),
        files: Set(found.files),
        most: Set(found.most),
        first_at: Set(found.first_at),
        last_at: Set(found.last_at),
        status: Set(ReadingAlertStatus::Open),
        note: Set(String::new()),
        reviewed_by: Set(None),
        reviewed_at: Set(None),
        reviewed_files: Set(None),
        created_at: Set(at),
        updated_at: Set(at),
    };
    tx.insert::<Entity, _>(row).await
}

async fn grown(tx: &mut Tx, before: &Model, found: &Found, again: bool) -> Reply<Model> {
    let mut row = before.clone().into_active_model();
    row.files = Set(found.files);
    row.first_at = Set(Ord::min(found.first_at, before.first_at));
    row.last_at = Set(found.last_at);
    if again {
        row.status = Set(ReadingAlertStatus::Open);
    }
    tx.update::<Entity, _>(before, row).await
}

/// A task for those who look into it, by the end of the next working day.
async fn tell(tx: &mut Tx, person: &Colleague, row: &Model, days: &WorkingDays) -> Reply<()> {
    let holders = holders_of(tx.conn(), &TOLD).await?;
    let of = |role: &str| -> Vec<Uuid> { holders.iter().filter(|one| one.role == role && one.id != person.id).map(|one| one.id).collect() };
    let told = TOLD.iter().map(|role| of(role)).find(|people| !people.is_empty()).unwrap_or_default();
    let title = format!("{} {}", person.name, row.day);
    for director in told {
        let subject = Subject { kind: SubjectKind::ReadingAlert, id: row.id, title: title.clone() };
        let due_at = Some(days.end_of(days.add(days.day_of(tx.at()), 1)));
        tasks::open(tx, NewTask { kind: TaskKind::ReadingAlert, person: director, title: title.clone(), subject, due_at }).await?;
    }
    let data = serde_json::json!({ "person_id": row.person_id, "kind": row.kind, "day": row.day, "files": row.files });
    tx.emit(Event { name: "customer.read_unusually", kind: SubjectKind::ReadingAlert, id: row.id, data });
    Ok(())
}
