//! What hand-overs say about superiors (KPI-02, ORG-08): signed by the last day or not.

use super::entity::hand_over::{Column, Entity, Model};
use super::rules::due;
use contract::hand_overs::HandOverStatus;
use engines::calendar::{WorkingDays, local_date};
use engines::people::Names;
use engines::{Fact, FactQuery};
use futures_util::future::LocalBoxFuture;
use locale::hand_overs as text;
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// Hand-overs whose last day lies in the period, for the superior who signs them. What is not due and not signed yet does not count.
pub(crate) fn signed_on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let offset = query.state.config.utc_offset_minutes;
        let day = |at| local_date(at, offset);
        let mut select = Entity::find()
            .filter(Column::LastDay.gte(day(query.from)))
            .filter(Column::LastDay.lt(day(query.to)))
            .filter(Column::Status.is_not_in([HandOverStatus::Refused, HandOverStatus::Withdrawn]))
            .order_by_asc(Column::LastDay)
            .order_by_asc(Column::Id);
        if let Some(person) = query.person {
            select = select.filter(Column::SupervisorId.eq(person));
        }
        let rows = select.all(query.conn).await?;
        let days = WorkingDays::load(query.conn, offset).await?;
        let names = Names::load(query.conn, rows.iter().map(|row| row.person_id)).await?;
        let fact = |row: Model| {
            let due = due(row.notice_on, row.last_day, &days);
            let (value, note) = match row.signed_at {
                Some(at) if at <= due => (Decimal::ONE, text::NOTE_SIGNED_IN_TIME),
                Some(_) => (Decimal::ZERO, text::NOTE_SIGNED_LATE),
                None if due < query.now => (Decimal::ZERO, text::NOTE_NOT_SIGNED),
                None => return None,
            };
            let subject = row.subject(&names.of(row.person_id).name);
            Some(Fact { person: row.supervisor_id, subject, at: due, value, weight: Decimal::ONE, note })
        };
        Ok(rows.into_iter().filter_map(fact).collect())
    })
}
