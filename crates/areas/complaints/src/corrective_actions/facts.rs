//! What corrective actions count for their owners (CPL-08, KPI-02).

use super::entity::corrective_action::{Column, Entity, Model};
use contract::complaints::corrective_actions::CorrectiveActionStatus;
use engines::calendar::{end_of_day, local_date};
use engines::{Fact, FactQuery};
use locale::quality as text;
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// For the owner: actions judged in the period, 1 of 1 where carried out in time and effective; and those past due and not carried out
/// by its end.
pub(crate) async fn effective_on_time(query: &FactQuery<'_>) -> Reply<Vec<Fact>> {
    let offset = query.state.config.utc_offset_minutes;
    let end = local_date(query.to.min(query.now), offset);
    let judged = Condition::all().add(Column::JudgedAt.gte(query.from)).add(Column::JudgedAt.lt(query.to));
    let waiting = Condition::all()
        .add(Column::Status.ne(CorrectiveActionStatus::Cancelled))
        .add(Column::DueOn.lt(end))
        .add(Condition::any().add(Column::DoneAt.is_null()).add(Column::DoneAt.gte(query.to)));
    let mut select = Entity::find().filter(Condition::any().add(judged).add(waiting));
    if let Some(person) = query.person {
        select = select.filter(Column::OwnerId.eq(person));
    }
    let found = select.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(query.conn).await?;
    let fact = |it: &Model| {
        let due_at = end_of_day(it.due_on?, offset);
        let judged_at = it.judged_at.filter(|at| (query.from..query.to).contains(at));
        let (at, value, note) = match (judged_at, it.effective) {
            (Some(at), Some(true)) if it.done_at.is_some_and(|done| done <= due_at) => (at, Decimal::ONE, text::NOTE_EFFECTIVE),
            (Some(at), Some(true)) => (at, Decimal::ZERO, text::NOTE_LATE),
            (Some(at), _) => (at, Decimal::ZERO, text::NOTE_INEFFECTIVE),
            (None, _) => (due_at, Decimal::ZERO, text::NOTE_OVERDUE),
        };
        Some(Fact { person: it.owner_id, subject: it.subject(), at, value, weight: Decimal::ONE, note })
    };
    Ok(found.iter().filter_map(fact).collect())
}
