//! What campaigns say about people's performance (KPI-02, CMP-13).

use crate::entity::{Column, Entity, Model};
use crate::outcomes;
use crate::queries::subject;
use crate::rules::{Punctuality, punctuality};
use contract::campaigns::CampaignStatus;
use contract::kpi::schemes::Measure;
use engines::calendar::{local_date, start_of_day};
use engines::{Fact, FactDef, FactQuery, HAPPENED, KEPT_OR_NOT, SumDef};
use futures_util::future::LocalBoxFuture;
use locale::{campaigns as text, kpi};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// The area's facts.
pub(crate) const FACTS: &[FactDef] = &[
    FactDef {
        key: "campaign.held",
        label: kpi::INDICATOR_CAMPAIGN_HELD,
        definition: kpi::DEFINITION_CAMPAIGN_HELD,
        unit: kpi::UNIT_CAMPAIGNS,
        measures: HAPPENED,
        collect: held,
    },
    FactDef {
        key: "campaign.summary_on_time",
        label: kpi::INDICATOR_CAMPAIGN_SUMMARY_ON_TIME,
        definition: kpi::DEFINITION_CAMPAIGN_SUMMARY_ON_TIME,
        unit: kpi::UNIT_CAMPAIGNS,
        measures: KEPT_OR_NOT,
        collect: summary_on_time,
    },
    FactDef {
        key: "campaign.ready_on_time",
        label: kpi::INDICATOR_CAMPAIGN_READY_ON_TIME,
        definition: kpi::DEFINITION_CAMPAIGN_READY_ON_TIME,
        unit: kpi::UNIT_CAMPAIGNS,
        measures: KEPT_OR_NOT,
        collect: ready_on_time,
    },
    FactDef {
        key: "campaign.leads_against_plan",
        label: kpi::INDICATOR_CAMPAIGN_LEADS_AGAINST_PLAN,
        definition: kpi::DEFINITION_CAMPAIGN_LEADS_AGAINST_PLAN,
        unit: kpi::UNIT_LEADS,
        measures: &[Measure::Ratio, Measure::Sum, Measure::Mean, Measure::Max],
        collect: leads_against_plan,
    },
    FactDef {
        key: "campaign.cost_against_budget",
        label: kpi::INDICATOR_CAMPAIGN_COST_AGAINST_BUDGET,
        definition: kpi::DEFINITION_CAMPAIGN_COST_AGAINST_BUDGET,
        unit: kpi::UNIT_YUAN,
        measures: &[Measure::Ratio, Measure::Sum, Measure::Mean, Measure::Max],
        collect: cost_against_budget,
    },
    FactDef {
        key: "campaign.roi",
        label: kpi::INDICATOR_CAMPAIGN_ROI,
        definition: kpi::DEFINITION_CAMPAIGN_ROI,
        unit: kpi::UNIT_YUAN,
        measures: &[Measure::Ratio, Measure::Sum, Measure::Mean, Measure::Max],
        collect: returned,
    },
    FactDef {
        key: "contract.amount",
        label: kpi::INDICATOR_CONTRACT_AMOUNT,
        definition: kpi::DEFINITION_CONTRACT_AMOUNT,
        unit: kpi::UNIT_YUAN,
        measures: &[Measure::Sum, Measure::Count, Measure::Mean, Measure::Max],
        collect: contracts,
    },
];

/// How these records can end. They are few enough to be read.
pub(crate) const SUMS: &[SumDef] = &[
    SumDef {
        fact: "campaign.summary_on_time",
        outcomes: || vec![text::NOTE_SUMMARY_IN_TIME, text::NOTE_SUMMARY_LATE, text::NOTE_SUMMARY_MISSING],
        collect: None,
    },
    SumDef {
        fact: "campaign.ready_on_time",
        outcomes: || vec![text::NOTE_READY_IN_TIME, text::NOTE_READY_LATE, text::NOTE_NOT_READY],
        collect: None,
    },
];

/// Campaigns that ended in the period.
fn held<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let rows = within(query, Column::FinishedAt).await?;
        Ok(rows.into_iter().filter_map(|row| Some(fact(&row, row.finished_at?, Decimal::ONE, Decimal::ONE, text::NOTE_HELD))).collect())
    })
}

/// Summaries that fell due or were written in the period: in time or not. What is neither due nor written yet does not count.
fn summary_on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let offset = query.state.config.utc_offset_minutes;
        let day = |at| local_date(at, offset);
        let fell_due = Condition::all().add(Column::SummaryDueOn.gte(day(query.from))).add(Column::SummaryDueOn.lt(day(query.to)));
        let written = Condition::all().add(Column::SummedUpAt.gte(query.from)).add(Column::SummedUpAt.lt(query.to));
        let records = Condition::any().add(fell_due).add(written);
        let mut select = Entity::find().filter(records).order_by_asc(Column::SummaryDueOn).order_by_asc(Column::Id);
        if let Some(person) = query.person {
            select = select.filter(Column::OwnerId.eq(person));
        }
        let judged = |row: Model| {
            let due = row.summary_due_on?;
            let (value, note) = match punctuality(due, row.summed_up_at.map(day), day(query.now)) {
                Punctuality::InTime => (Decimal::ONE, text::NOTE_SUMMARY_IN_TIME),
                Punctuality::Late => (Decimal::ZERO, text::NOTE_SUMMARY_LATE),
                Punctuality::Missing => (Decimal::ZERO, text::NOTE_SUMMARY_MISSING),
                Punctuality::Open => return None,
            };
            let written = row.summed_up_at.filter(|at| (query.from..query.to).contains(at));
            let fell_due = start_of_day(due, offset);
            Some(fact(&row, written.unwrap_or(fell_due), value, Decimal::ONE, note))
        };
        Ok(select.all(query.conn).await?.into_iter().filter_map(judged).collect())
    })
}

/// Approved campaigns that were to start in the period: prepared by then, or not (CMP-04). What is still to start does not count.
fn ready_on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let rows = within(query, Column::StartsAt).await?;
        let judged = |row: Model| {
            let due = row.approved_at.is_some() && row.status != CampaignStatus::Cancelled && row.starts_at <= query.now;
            let (value, note) = match row.ready_at {
                Some(at) if at <= row.starts_at => (Decimal::ONE, text::NOTE_READY_IN_TIME),
                Some(_) => (Decimal::ZERO, text::NOTE_READY_LATE),
                None => (Decimal::ZERO, text::NOTE_NOT_READY),
            };
            due.then(|| fact(&row, row.starts_at, value, Decimal::ONE, note))
        };
        Ok(rows.into_iter().filter_map(judged).collect())
    })
}

/// Leads of the campaigns summed up in the period, against the plan; where none were planned there is nothing to compare with.
fn leads_against_plan<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let rows = within(query, Column::SummedUpAt).await?;
        let judged = |row: Model| {
            let (got, planned) = (Decimal::from(row.leads?), Decimal::from(row.expected_leads));
            let at = row.summed_up_at?;
            (!planned.is_zero()).then(|| fact(&row, at, got, planned, text::NOTE_LEADS))
        };
        Ok(rows.into_iter().filter_map(judged).collect())
    })
}

/// What the campaigns summed up in the period cost, against their budgets; where there was no budget there is nothing to compare with.
fn cost_against_budget<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let rows = within(query, Column::SummedUpAt).await?;
        let judged = |row: Model| {
            let (cost, budget) = (Decimal::new(row.cost_cents?, 2), Decimal::new(row.budget_cents, 2));
            let at = row.summed_up_at?;
            (!budget.is_zero()).then(|| fact(&row, at, cost, budget, text::NOTE_COST))
        };
        Ok(rows.into_iter().filter_map(judged).collect())
    })
}

/// What the campaigns summed up in the period brought beyond their cost, against it (CMP-10); where nothing was spent there is nothing to
/// compare with.
fn returned<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let mut facts = Vec::new();
        for row in within(query, Column::SummedUpAt).await? {
            let Some(at) = row.summed_up_at else { continue };
            let (gain, cost) = outcomes::gain(query.conn, query.state, &row).await?;
            if cost > Decimal::ZERO {
                facts.push(fact(&row, at, gain, cost, text::NOTE_ROI));
            }
        }
        Ok(facts)
    })
}

/// Contracts signed in the period, proven by their scan, of who stated them.
fn contracts<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let day = |at| local_date(at, query.state.config.utc_offset_minutes);
        let proven = outcomes::proven(query.conn, day(query.from)..day(query.to), query.person).await?;
        let one = |contract: outcomes::Proven| Fact {
            person: contract.person,
            at: start_of_day(contract.signed_on, query.state.config.utc_offset_minutes),
            subject: contract.subject,
            value: contract.amount,
            weight: Decimal::ONE,
            note: text::NOTE_CONTRACT_SIGNED,
        };
        Ok(proven.into_iter().map(one).collect())
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
