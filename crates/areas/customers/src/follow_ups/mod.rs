//! Follow-ups: what was said to a customer and what comes next (CRM-12). A next date becomes a task; the next follow-up keeps it.

pub mod entity;

use crate::files::{self, editable, readable};
use actix_web::post;
use actix_web::web::Path;
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use contract::customers::{FollowUp, NewFollowUp};
use contract::home::Figure;
use contract::permission::{Permission, customer};
use contract::tasks::{TaskKind, TaskStatus};
use contract::timeline::{TimelineItem, TimelineKind};
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::calendar::{WorkingDays, local_date, spoken, start_of_day};
use engines::people::Names;
use engines::tasks::{self, NewTask};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Once};
use platform::{Error, Reply};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(record);
}

/// Records a conversation with a customer (CRM-12).
#[utoipa::path(tag = "customers", operation_id = "record_follow_up", request_body = NewFollowUp,
    responses((status = 201, description = "The follow-up", body = FollowUp)))]
#[post("/customers/{id}/follow-ups")]
async fn record(who: Can<customer::Edit>, id: Path<Uuid>, once: Once, body: Body<NewFollowUp>, door: Door) -> Reply<Created<FollowUp>> {
    let id = id.into_inner();
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| record_for(tx, id, &body).await).await.map(Created)
}

async fn record_for(tx: &mut Tx, customer: Uuid, form: &NewFollowUp) -> Reply<FollowUp> {
    let actor = tx.actor()?.clone();
    let file = editable(tx.conn(), &actor, customer).await?;
    let at = tx.at();
    let occurred_at = form.occurred_at.unwrap_or(at);
    if occurred_at > at + TimeDelta::minutes(5) {
        return Err(Error::invalid("/occurred_at", "customer_future_follow_up"));
    }
    if let Some(contact) = form.contact_id
        && crate::contacts::sealed_phone(tx.conn(), customer, contact).await.is_err()
    {
        return Err(Error::invalid("/contact_id", "person_unknown"));
    }
    let offset = tx.state().config.utc_offset_minutes;
    if form.next_on.is_some_and(|next| next < local_date(occurred_at, offset)) {
        return Err(Error::invalid("/next_on", "next_before"));
    }
    keep_promises(tx, customer, actor.id, local_date(occurred_at, offset)).await?;
    let next_step = form.next_step.trim().to_owned();
    let row = entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        customer_id: Set(customer),
        contact_id: Set(form.contact_id),
        person_id: Set(actor.id),
        way: Set(form.way),
        content: Set(form.content.trim().to_owned()),
        next_step: Set(next_step.clone()),
        next_on: Set(form.next_on),
        kept_on: Set(None),
        occurred_at: Set(occurred_at),
        recorded_at: Set(at),
    };
    let follow_up = tx.insert::<entity::Entity, _>(row).await?;
    let mut row: files::entity::ActiveModel = file.clone().into_active_model();
    row.last_followed_at = Set(Some(file.last_followed_at.map_or(occurred_at, |last| last.max(occurred_at))));
    row.next_follow_up_on = Set(form.next_on);
    row.warned_at = Set(None);
    tx.update::<files::entity::Entity, _>(&file, row).await?;
    if let Some(day) = form.next_on {
        let due_at = WorkingDays::load(tx.conn(), offset).await?.end_of(day);
        let subject = Subject { kind: SubjectKind::Customer, id: customer, title: format!("{} {}", file.number, file.name) };
        let title = if next_step.is_empty() { subject.title.clone() } else { next_step };
        tasks::open(tx, NewTask { kind: TaskKind::FollowUp, person: actor.id, title, subject, due_at: Some(due_at) }).await?;
    }
    let names = Names::load(tx.conn(), [actor.id]).await?;
    Ok(present(follow_up, &names))
}

/// This conversation is the follow-up that was promised before.
async fn keep_promises(tx: &mut Tx, customer: Uuid, person: Uuid, on: NaiveDate) -> Reply<()> {
    let promised = entity::Entity::find()
        .filter(entity::Column::CustomerId.eq(customer))
        .filter(entity::Column::PersonId.eq(person))
        .filter(entity::Column::NextOn.is_not_null())
        .filter(entity::Column::KeptOn.is_null())
        .all(tx.conn())
        .await?;
    for before in promised {
        let mut row: entity::ActiveModel = before.clone().into_active_model();
        row.kept_on = Set(Some(on));
        tx.update::<entity::Entity, _>(&before, row).await?;
    }
    tasks::close(tx, customer, TaskKind::FollowUp, TaskStatus::Done).await
}

fn present(row: entity::Model, names: &Names) -> FollowUp {
    FollowUp {
        id: row.id,
        customer_id: row.customer_id,
        way: row.way,
        occurred_at: row.occurred_at,
        recorded_at: row.recorded_at,
        person: names.of(row.person_id),
        contact_id: row.contact_id,
        content: row.content,
        next_step: row.next_step,
        next_on: row.next_on,
        version: row.version,
    }
}

/// A customer's conversations as timeline events.
pub(crate) async fn timeline(asking: &Asking<'_>, customer: Uuid) -> Reply<Vec<TimelineItem>> {
    readable(asking.conn, asking.actor, customer).await?;
    let rows = entity::Entity::find()
        .filter(entity::Column::CustomerId.eq(customer))
        .order_by_desc(entity::Column::OccurredAt)
        .limit(100)
        .all(asking.conn)
        .await?;
    let names = Names::load(asking.conn, rows.iter().map(|r| r.person_id)).await?;
    let way = |row: &entity::Model| locale::find(row.way.text_path()).map_or("", |k| k.text(asking.language));
    let item = |row: entity::Model| TimelineItem {
        at: row.occurred_at,
        kind: TimelineKind::FollowUp,
        title: way(&row).to_owned(),
        body: match row.next_on {
            Some(day) => format!("{}\n→ {} {}", row.content, spoken(day, asking.language), row.next_step),
            None => row.content,
        },
        person: Some(names.of(row.person_id)),
        subject: Subject { kind: SubjectKind::FollowUp, id: row.id, title: String::new() },
    };
    Ok(rows.into_iter().map(item).collect())
}

/// What was promised for these days and not kept yet, by customer and day; nothing where only the day was named.
pub(crate) async fn promised(
    conn: &impl ConnectionTrait,
    customers: impl IntoIterator<Item = Uuid>,
) -> Reply<HashMap<(Uuid, NaiveDate), String>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::CustomerId.is_in(customers))
        .filter(entity::Column::NextOn.is_not_null())
        .filter(entity::Column::KeptOn.is_null())
        .filter(entity::Column::NextStep.ne(""))
        .order_by_asc(entity::Column::OccurredAt)
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some(((row.customer_id, row.next_on?), row.next_step))).collect())
}

/// My conversations since Monday.
pub(crate) async fn figures(asking: &Asking<'_>) -> Reply<Vec<Figure>> {
    if !asking.actor.may(Permission::CustomerEdit) {
        return Ok(Vec::new());
    }
    let monday = asking.today - Days::new(asking.today.weekday().num_days_from_monday().into());
    let since = start_of_day(monday, asking.state.config.utc_offset_minutes);
    let count = entity::Entity::find()
        .filter(entity::Column::PersonId.eq(asking.actor.id))
        .filter(entity::Column::OccurredAt.gte(since))
        .count(asking.conn)
        .await?;
    let link = format!("/customers?filter[last_followed_at]=ge:{}", since.format("%FT%TZ"));
    Ok(vec![crate::files::figure("follow_ups_week", count, &link, false)])
}
