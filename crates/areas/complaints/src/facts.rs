//! What the scores of service people are worked out from (KPI-02).
//!
//! Past due and not done by the end of a period counts as late in that period, whatever happens later: a closed month stays as it was.

use crate::cases::entity::complaint::{Column, Entity, Model};
use crate::cases::standing;
use chrono::{DateTime, Utc};
use contract::complaints::ComplaintStatus;
use contract::kpi::schemes::Measure;
use engines::{Fact, FactDef, FactQuery, KEPT_OR_NOT, SumDef};
use locale::Key;
use locale::{complaints as text, kpi};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Every source of this area.
pub const ALL: &[FactDef] = &[
    FactDef {
        key: "complaint.acknowledged_on_time",
        label: kpi::INDICATOR_COMPLAINT_ACKNOWLEDGED_ON_TIME,
        definition: kpi::DEFINITION_COMPLAINT_ACKNOWLEDGED_ON_TIME,
        unit: kpi::UNIT_CASES,
        measures: KEPT_OR_NOT,
        collect: |query| Box::pin(acknowledged(query)),
    },
    FactDef {
        key: "complaint.investigated_on_time",
        label: kpi::INDICATOR_COMPLAINT_INVESTIGATED_ON_TIME,
        definition: kpi::DEFINITION_COMPLAINT_INVESTIGATED_ON_TIME,
        unit: kpi::UNIT_CASES,
        measures: KEPT_OR_NOT,
        collect: |query| Box::pin(investigated(query)),
    },
    FactDef {
        key: "complaint.closed_on_time",
        label: kpi::INDICATOR_COMPLAINT_CLOSED_ON_TIME,
        definition: kpi::DEFINITION_COMPLAINT_CLOSED_ON_TIME,
        unit: kpi::UNIT_CASES,
        measures: KEPT_OR_NOT,
        collect: |query| Box::pin(closed(query, Column::AgentId, |case| Some(case.agent_id))),
    },
    FactDef {
        key: "complaint.closed_on_time_team",
        label: kpi::INDICATOR_COMPLAINT_CLOSED_ON_TIME_TEAM,
        definition: kpi::DEFINITION_COMPLAINT_CLOSED_ON_TIME_TEAM,
        unit: kpi::UNIT_CASES,
        measures: KEPT_OR_NOT,
        collect: |query| Box::pin(closed(query, Column::ManagerId, |case| case.manager_id)),
    },
    FactDef {
        key: "complaint.satisfaction",
        label: kpi::INDICATOR_COMPLAINT_SATISFACTION,
        definition: kpi::DEFINITION_COMPLAINT_SATISFACTION,
        unit: kpi::UNIT_MARKS,
        measures: &[Measure::Ratio, Measure::Mean, Measure::Count],
        collect: |query| Box::pin(satisfaction(query)),
    },
    FactDef {
        key: "complaint.not_reopened",
        label: kpi::INDICATOR_COMPLAINT_NOT_REOPENED,
        definition: kpi::DEFINITION_COMPLAINT_NOT_REOPENED,
        unit: kpi::UNIT_CASES,
        measures: KEPT_OR_NOT,
        collect: |query| Box::pin(not_reopened(query)),
    },
    FactDef {
        key: "corrective.effective_on_time",
        label: kpi::INDICATOR_CORRECTIVE_EFFECTIVE_ON_TIME,
        definition: kpi::DEFINITION_CORRECTIVE_EFFECTIVE_ON_TIME,
        unit: kpi::UNIT_CASES,
        measures: KEPT_OR_NOT,
        collect: |query| Box::pin(crate::corrective_actions::effective_on_time(query)),
    },
    FactDef {
        key: "service.answered_on_time",
        label: kpi::INDICATOR_SERVICE_ANSWERED_ON_TIME,
        definition: kpi::DEFINITION_SERVICE_ANSWERED_ON_TIME,
        unit: kpi::UNIT_CASES,
        measures: KEPT_OR_NOT,
        collect: |query| Box::pin(crate::service_requests::answered_on_time(query)),
    },
];

/// How these records can end. They are few enough to be read.
pub const SUMS: &[SumDef] = &[
    by_outcome("complaint.acknowledged_on_time"),
    by_outcome("complaint.investigated_on_time"),
    by_outcome("complaint.closed_on_time"),
    by_outcome("complaint.closed_on_time_team"),
];

const fn by_outcome(fact: &'static str) -> SumDef {
    SumDef { fact, outcomes: || vec![text::NOTE_ON_TIME, text::NOTE_LATE, text::NOTE_OVERDUE], collect: None }
}

/// The best mark a customer gives.
const BEST_MARK: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// For who assigned them: cases received in the period.
async fn acknowledged(query: &FactQuery<'_>) -> Reply<Vec<Fact>> {
    let received = within(query, Column::ReceivedAt).add(Column::ManagerId.is_not_null());
    let cases = cases(query, Column::ManagerId, received).await?;
    Ok(cases.iter().filter_map(|case| in_time(case, case.manager_id?, case.acknowledged_at, case.acknowledge_due_at)).collect())
}

/// For the investigator: cases with a remedy proposed in the period, and those overdue for one at its end.
async fn investigated(query: &FactQuery<'_>) -> Reply<Vec<Fact>> {
    let records = done_or_overdue(query, Column::InvestigatedAt, Column::InvestigateDueAt).add(Column::InvestigatorId.is_not_null());
    let cases = cases(query, Column::InvestigatorId, records).await?;
    let done = |case: &Model| case.investigated_at.filter(|at| *at < query.to);
    let counts = |case: &&Model| done(case).is_some() || ran_out(case, case.investigate_due_at);
    Ok(cases.iter().filter(counts).filter_map(|case| in_time(case, case.investigator_id?, done(case), case.investigate_due_at)).collect())
}

/// For the agent or the manager: cases closed in the period, and those overdue at its end.
async fn closed(query: &FactQuery<'_>, column: Column, person: fn(&Model) -> Option<Uuid>) -> Reply<Vec<Fact>> {
    let records = done_or_overdue(query, Column::ClosedAt, Column::CloseDueAt);
    let cases = cases(query, column, records.add(column.is_not_null())).await?;
    let done = |case: &Model| case.closed_at.filter(|at| *at < query.to);
    let counts = |case: &&Model| done(case).is_some() || ran_out(case, case.close_due_at);
    Ok(cases.iter().filter(counts).filter_map(|case| in_time(case, person(case)?, done(case), case.close_due_at)).collect())
}

/// For the agent: what customers of cases closed in the period answered.
async fn satisfaction(query: &FactQuery<'_>) -> Reply<Vec<Fact>> {
    let answered = within(query, Column::ClosedAt).add(Column::Satisfaction.is_not_null());
    let fact = |case: &Model| {
        Some(Fact {
            person: case.agent_id,
            subject: case.subject(),
            at: case.closed_at?,
            value: Decimal::from(case.satisfaction?),
            weight: BEST_MARK,
            note: text::NOTE_SATISFACTION,
        })
    };
    Ok(cases(query, Column::AgentId, answered).await?.iter().filter_map(fact).collect())
}

/// For the agent: cases closed in the period, and whether the customer had sent them back before.
async fn not_reopened(query: &FactQuery<'_>) -> Reply<Vec<Fact>> {
    let fact = |case: &Model| {
        let (value, note) = if case.reopened == 0 { (Decimal::ONE, text::NOTE_NOT_REOPENED) } else { (Decimal::ZERO, text::NOTE_REOPENED) };
        Some(Fact { person: case.agent_id, subject: case.subject(), at: case.closed_at?, value, weight: Decimal::ONE, note })
    };
    Ok(cases(query, Column::AgentId, within(query, Column::ClosedAt)).await?.iter().filter_map(fact).collect())
}

fn within(query: &FactQuery<'_>, column: Column) -> Condition {
    Condition::all().add(column.gte(query.from)).add(column.lt(query.to))
}

/// Done in the period, or past due and not done when the period ends or now, whichever is earlier.
fn done_or_overdue(query: &FactQuery<'_>, done: Column, due: Column) -> Condition {
    let end = query.to.min(query.now);
    let open = Condition::any().add(done.is_null()).add(done.gte(query.to));
    let overdue = Condition::all().add(due.lt(end)).add(open);
    Condition::all().add(Condition::any().add(within(query, done)).add(overdue))
}

/// Whether a clock ran out before it stood still: a pause, and waiting for the customer's answer, make nothing late.
fn ran_out(case: &Model, due: DateTime<Utc>) -> bool {
    standing(case).is_none_or(|since| due < since)
}

/// Withdrawn cases count for nobody.
async fn cases(query: &FactQuery<'_>, column: Column, records: Condition) -> Reply<Vec<Model>> {
    let mut select = Entity::find().filter(records).filter(Column::Status.ne(ComplaintStatus::Withdrawn));
    if let Some(person) = query.person {
        select = select.filter(column.eq(person));
    }
    Ok(select.order_by_asc(Column::ReceivedAt).order_by_asc(Column::Id).all(query.conn).await?)
}

/// 1 of 1 where done in time; else 0 of 1, whether done or not.
fn in_time(case: &Model, person: Uuid, done: Option<DateTime<Utc>>, due: DateTime<Utc>) -> Option<Fact> {
    let (note, value): (Key, Decimal) = match done {
        Some(at) if at <= due => (text::NOTE_ON_TIME, Decimal::ONE),
        Some(_) => (text::NOTE_LATE, Decimal::ZERO),
        None => (text::NOTE_OVERDUE, Decimal::ZERO),
    };
    Some(Fact { person, subject: case.subject(), at: done.unwrap_or(due), value, weight: Decimal::ONE, note })
}
