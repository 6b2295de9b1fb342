//! Promised follow-ups in the calendar (DAY-11).

use super::entity::{Column, Entity, Model};
use super::policy::reach;
use crate::follow_ups;
use contract::calendar::CalendarKind;
use contract::permission::{Permission, customer};
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::calendar::{Entry, Span};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Customers within reach whose next follow-up lies in these days. Their names stay in the house: a feed has their numbers.
pub(crate) async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    if !asking.actor.may(Permission::CustomerRead) {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(reach::<customer::Read>(asking.actor))
        .filter(span.of(Column::OwnerId))
        .filter(Column::NextFollowUpOn.gte(span.from))
        .filter(Column::NextFollowUpOn.lte(span.to))
        .order_by_asc(Column::NextFollowUpOn)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let promised = follow_ups::promised(asking.conn, rows.iter().map(|row| row.id)).await?;
    let entry = |row: Model| {
        let day = row.next_follow_up_on?;
        let step = promised.get(&(row.id, day)).map_or(String::new(), |step| format!(" · {step}"));
        Some(Entry {
            kind: CalendarKind::FollowUp,
            subject: Subject { kind: SubjectKind::Customer, id: row.id, title: format!("{} {}", row.number, row.name) },
            title: format!("{}{step}", row.name),
            outside: row.number,
            person: row.owner_id,
            from_on: day,
            to_on: day,
            at: None,
            done: false,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
