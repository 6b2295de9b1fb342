//! What tasks say about people's performance (KPI-02).

use super::entity::{Column, Entity, Model};
use super::queries::subject;
use contract::assignments::AssignmentStatus;
use engines::{Fact, FactDef, FactQuery, KEPT_OR_NOT};
use futures_util::future::LocalBoxFuture;
use locale::{assignments as text, kpi};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// The slice's facts.
pub(crate) const FACTS: &[FactDef] = &[FactDef {
    key: "assignment.on_time",
    label: kpi::INDICATOR_ASSIGNMENT_ON_TIME,
    definition: kpi::DEFINITION_ASSIGNMENT_ON_TIME,
    unit: kpi::UNIT_TASKS,
    measures: KEPT_OR_NOT,
    collect: on_time,
}];

/// Tasks that were due in the period: done in time or not. What is neither done nor due yet does not count, nor what one gave oneself.
fn on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let mut select = Entity::find()
            .filter(Column::DueAt.gte(query.from))
            .filter(Column::DueAt.lt(query.to))
            .filter(Column::Status.ne(AssignmentStatus::Cancelled))
            .order_by_asc(Column::DueAt);
        if let Some(person) = query.person {
            select = select.filter(Column::OwnerId.eq(person));
        }
        let judged = |task: Model| {
            let due = task.due_at?;
            let (value, note) = match task.done_at {
                Some(done) if done <= due => (Decimal::ONE, text::NOTE_IN_TIME),
                Some(_) => (Decimal::ZERO, text::NOTE_LATE),
                None if query.now > due => (Decimal::ZERO, text::NOTE_MISSING),
                None => return None,
            };
            (task.owner_id != task.giver_id).then(|| Fact {
                person: task.owner_id,
                subject: subject(&task),
                at: due,
                value,
                weight: Decimal::ONE,
                note,
            })
        };
        Ok(select.all(query.conn).await?.into_iter().filter_map(judged).collect())
    })
}
