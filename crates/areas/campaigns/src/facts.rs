//! What campaigns say about people's performance (KPI-02, CMP-13).

use crate::entity::{Column, Entity, Model};
use crate::queries::subject;
use engines::calendar::local_date;
use engines::{Fact, FactDef, FactQuery};
use futures_util::future::LocalBoxFuture;
use locale::campaigns as text;
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// The area's facts.
pub(crate) const FACTS: &[FactDef] = &[
    FactDef { key: "campaign.held", collect: held },
    FactDef { key: "campaign.summary_on_time", collect: summary_on_time },
    FactDef { key: "campaign.leads_against_plan", collect: leads_against_plan },
];

/// Campaigns that ended in the period.
fn held<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let rows = within(query, Column::FinishedAt).await?;
        Ok(rows.into_iter().filter_map(|row| Some(fact(&row, row.finished_at?, Decimal::ONE, Decimal::ONE, text::NOTE_HELD))).collect())
    })
}

/// Summaries that fell due in the period: in time or not. What is not due yet and not summed up does not count.
fn summary_on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let day = |at| local_date(at, query.state.config.utc_offset_minutes);
        let today = day(query.now);
        let mut select = Entity::find()
            .filter(Column::SummaryDueOn.gte(day(query.from)))
            .filter(Column::SummaryDueOn.lt(day(query.to)))
            .order_by_asc(Column::SummaryDueOn);
        if let Some(person) = query.person {
            select = select.filter(Column::OwnerId.eq(person));
        }
        let judged = |row: Model| {
            let due = row.summary_due_on?;
            let (value, note) = match row.summed_up_at {
                Some(at) if day(at) <= due => (Decimal::ONE, text::NOTE_SUMMARY_IN_TIME),
                Some(_) => (Decimal::ZERO, text::NOTE_SUMMARY_LATE),
                None if due < today => (Decimal::ZERO, text::NOTE_SUMMARY_MISSING),
                None => return None,
            };
            Some(fact(&row, row.summed_up_at.or(row.finished_at)?, value, Decimal::ONE, note))
        };
        Ok(select.all(query.conn).await?.into_iter().filter_map(judged).collect())
    })
}

/// Leads of the campaigns summed up in the period, against the plan.
fn leads_against_plan<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let rows = within(query, Column::SummedUpAt).await?;
        let judged = |row: Model| {
            let (got, planned) = (Decimal::from(row.leads?), Decimal::from(row.expected_leads));
            Some(fact(&row, row.summed_up_at?, got, planned, text::NOTE_LEADS))
        };
        Ok(rows.into_iter().filter_map(judged).collect())
    })
}

async fn within(query: &FactQuery<'_>, column: Column) -> Reply<Vec<Model>> {
    let mut select = Entity::find().filter(column.gte(query.from)).filter(column.lt(query.to)).order_by_asc(column);
    if let Some(person) = query.person {
        select = select.filter(Column::OwnerId.eq(person));
    }
    Ok(select.all(query.conn).await?)
}

fn fact(row: &Model, at: chrono::DateTime<chrono::Utc>, value: Decimal, weight: Decimal, note: locale::Key) -> Fact {
    Fact { person: row.owner_id, subject: subject(row), at, value, weight, note }
}
