//! Leaves in the calendar (DAY-11): who is away. Colleagues of the same unit learn that somebody is, not why.

use super::entity::{Column, Entity, Model};
use super::queries::visible;
use contract::calendar::CalendarKind;
use contract::leaves::LeaveStatus;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::calendar::{Entry, Span};
use engines::people::Names;
use platform::Reply;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// Approved leaves in these days.
pub(crate) async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    let near = Condition::any().add(visible(asking.actor)).add(Column::UnitId.eq(asking.actor.unit_id));
    let rows = Entity::find()
        .filter(near)
        .filter(span.of((Entity, Column::PersonId)))
        .filter(Column::Status.is_in([LeaveStatus::Approved, LeaveStatus::Running, LeaveStatus::Over]))
        .filter(Column::FromOn.lte(span.to))
        .filter(Column::ToOn.gte(span.from))
        .order_by_asc(Column::FromOn)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let known = Entity::find().filter(Column::Id.is_in(rows.iter().map(|it| it.id))).filter(visible(asking.actor));
    let known: HashSet<Uuid> = known.all(asking.conn).await?.into_iter().map(|it| it.id).collect();
    let names = Names::load(asking.conn, rows.iter().map(|it| it.person_id)).await?;
    let word = |path: &str| locale::find(path).map_or("", |key| key.text(asking.language));
    let entry = |it: Model| {
        let name = names.of(it.person_id).name;
        let away = format!("{name} {}", word("words.calendar_kind_leave"));
        let (subject, title) = if known.contains(&it.id) {
            (it.subject(&name), format!("{name} {}", word(it.kind.text_path())))
        } else {
            (Subject { kind: SubjectKind::Person, id: it.person_id, title: name.clone() }, away.clone())
        };
        Entry {
            kind: CalendarKind::Leave,
            subject,
            title,
            outside: away,
            person: Some(it.person_id),
            from_on: it.from_on,
            // One that ended early lasted until the day before.
            to_on: it.back_on.and_then(|on| on.pred_opt()).map_or(it.to_on, |on| on.min(it.to_on).max(it.from_on)),
            at: None,
            done: it.status == LeaveStatus::Over,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}
