//! Last days of people who leave, in the calendar (DAY-11).

use super::entity::hand_over;
use super::queries::visible;
use super::signing;
use contract::calendar::CalendarKind;
use contract::hand_overs::HandOverStatus;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::calendar::{Entry, Span};
use engines::people::Names;
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Hand-overs that the asker sees whose last day lies in these days.
pub(crate) async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    let places = signing::places(asking.conn, asking.actor.id, asking.today).await?;
    let rows = hand_over::Entity::find()
        .filter(visible(asking.actor, &places))
        .filter(span.of((hand_over::Entity, hand_over::Column::PersonId)))
        .filter(hand_over::Column::Status.is_not_in([HandOverStatus::Refused, HandOverStatus::Withdrawn]))
        .filter(hand_over::Column::LastDay.gte(span.from))
        .filter(hand_over::Column::LastDay.lte(span.to))
        .order_by_asc(hand_over::Column::LastDay)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let names = Names::load(asking.conn, rows.iter().map(|row| row.person_id)).await?;
    let entry = |row: hand_over::Model| {
        let title = format!("{} {}", row.number, names.of(row.person_id).name);
        Entry {
            kind: CalendarKind::HandOver,
            subject: Subject { kind: SubjectKind::HandOver, id: row.id, title: title.clone() },
            outside: row.number,
            title,
            person: Some(row.person_id),
            from_on: row.last_day,
            to_on: row.last_day,
            at: None,
            done: row.status == HandOverStatus::Closed,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}
