//! What service requests count for their agents (CPL-11, KPI-02).

use super::entity::{Column, Entity, Model};
use contract::complaints::service_requests::ServiceKind;
use engines::{Fact, FactQuery};
use locale::service as text;
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// For the agent: questions answered in the period, 1 of 1 where in time; and those overdue for an answer by its end. Returns wait for
/// somebody else.
pub(crate) async fn answered_on_time(query: &FactQuery<'_>) -> Reply<Vec<Fact>> {
    let end = query.to.min(query.now);
    let answered = Condition::all().add(Column::AnsweredAt.gte(query.from)).add(Column::AnsweredAt.lt(query.to));
    let waiting = Condition::all()
        .add(Column::AnswerDueAt.lt(end))
        .add(Condition::any().add(Column::AnsweredAt.is_null()).add(Column::AnsweredAt.gte(query.to)));
    let mut select = Entity::find()
        .filter(Column::Kind.is_not_in([ServiceKind::Return, ServiceKind::Exchange]))
        .filter(Condition::any().add(answered).add(waiting));
    if let Some(person) = query.person {
        select = select.filter(Column::AgentId.eq(person));
    }
    let found = select.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(query.conn).await?;
    let fact = |it: &Model| {
        let done = it.answered_at.filter(|at| *at < query.to);
        let (value, note) = match done {
            Some(at) if at <= it.answer_due_at => (Decimal::ONE, text::NOTE_ON_TIME),
            Some(_) => (Decimal::ZERO, text::NOTE_LATE),
            None => (Decimal::ZERO, text::NOTE_OVERDUE),
        };
        Fact { person: it.agent_id, subject: it.subject(), at: done.unwrap_or(it.answer_due_at), value, weight: Decimal::ONE, note }
    };
    Ok(found.iter().map(fact).collect())
}
