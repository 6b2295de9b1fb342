//! Delegations in the calendar (DAY-11): who is away, and who decides for them.

use super::entity::delegation::{Column, Entity, Model};
use crate::Asking;
use crate::calendar::{Entry, Span, local_date};
use crate::people::Names;
use contract::calendar::CalendarKind;
use contract::values::{Subject, SubjectKind};
use platform::Reply;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Delegations by the asker or to them, as their list shows them.
///
/// # Errors
/// Where the database fails.
pub async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    let me = asking.actor.id;
    if !span.includes(me) {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Condition::any().add(Column::PersonId.eq(me)).add(Column::DelegateId.eq(me)))
        .filter(Column::FromOn.lte(span.to))
        .filter(Column::ToOn.gte(span.from))
        .order_by_asc(Column::FromOn)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let names = Names::load(asking.conn, rows.iter().flat_map(|row| [row.person_id, row.delegate_id])).await?;
    let offset = asking.state.config.utc_offset_minutes;
    let entry = |row: Model| {
        // One that was ended early lasted until that day.
        let to_on = row.ended_at.map_or(row.to_on, |at| local_date(at, offset).min(row.to_on));
        let title = format!("{} → {}", names.of(row.person_id).name, names.of(row.delegate_id).name);
        (to_on >= row.from_on && to_on >= span.from).then(|| Entry {
            kind: CalendarKind::Delegation,
            subject: Subject { kind: SubjectKind::Delegation, id: row.id, title: title.clone() },
            outside: title.clone(),
            title,
            person: Some(row.person_id),
            from_on: row.from_on,
            to_on,
            at: None,
            done: row.ended_at.is_some() || row.to_on < asking.today,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
