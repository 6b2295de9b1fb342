//! What customer work says about people's performance (KPI-02).

use crate::files::entity as file;
use crate::follow_ups::entity as follow_up;
use contract::customers::ReviewStatus;
use contract::kpi::schemes::Measure;
use contract::values::{Subject, SubjectKind};
use engines::calendar::{WorkingDays, local_date};
use engines::{Fact, FactDef, FactQuery, HAPPENED, KEPT_OR_NOT};
use futures_util::future::LocalBoxFuture;
use locale::{customers as text, kpi};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The area's facts.
pub(crate) const FACTS: &[FactDef] = &[
    FactDef {
        key: "follow_up.made",
        label: kpi::INDICATOR_FOLLOW_UP_MADE,
        definition: kpi::DEFINITION_FOLLOW_UP_MADE,
        unit: kpi::UNIT_TIMES,
        measures: HAPPENED,
        collect: made,
    },
    FactDef {
        key: "follow_up.kept",
        label: kpi::INDICATOR_FOLLOW_UP_KEPT,
        definition: kpi::DEFINITION_FOLLOW_UP_KEPT,
        unit: kpi::UNIT_PLANS,
        measures: KEPT_OR_NOT,
        collect: kept,
    },
    FactDef {
        key: "customer.completeness",
        label: kpi::INDICATOR_CUSTOMER_COMPLETENESS,
        definition: kpi::DEFINITION_CUSTOMER_COMPLETENESS,
        unit: kpi::UNIT_PERCENT,
        measures: &[Measure::Ratio, Measure::Count],
        collect: completeness,
    },
    FactDef {
        key: "customer.review_passed",
        label: kpi::INDICATOR_CUSTOMER_REVIEW_PASSED,
        definition: kpi::DEFINITION_CUSTOMER_REVIEW_PASSED,
        unit: kpi::UNIT_FILES,
        measures: KEPT_OR_NOT,
        collect: review_passed,
    },
    FactDef {
        key: "customer.new",
        label: kpi::INDICATOR_CUSTOMER_NEW,
        definition: kpi::DEFINITION_CUSTOMER_NEW,
        unit: kpi::UNIT_CUSTOMERS,
        measures: HAPPENED,
        collect: new,
    },
];

/// Follow-ups that took place in the period.
fn made<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let mut select = follow_up::Entity::find()
            .filter(follow_up::Column::OccurredAt.gte(query.from))
            .filter(follow_up::Column::OccurredAt.lt(query.to))
            .order_by_asc(follow_up::Column::OccurredAt);
        if let Some(person) = query.person {
            select = select.filter(follow_up::Column::PersonId.eq(person));
        }
        let rows = select.all(query.conn).await?;
        let titles = titles(query, rows.iter().map(|r| r.customer_id)).await?;
        let fact = |row: follow_up::Model| Fact {
            person: row.person_id,
            subject: mention(row.customer_id, &titles),
            at: row.occurred_at,
            value: Decimal::ONE,
            weight: Decimal::ONE,
            note: crate::sums::way(row.way),
        };
        Ok(rows.into_iter().map(fact).collect())
    })
}

/// Promised follow-ups that fell due in the period: kept in time or not. What is not due yet does not count.
fn kept<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let day = |at| local_date(at, query.state.config.utc_offset_minutes);
        let today = day(query.now);
        let mut select = follow_up::Entity::find()
            .filter(follow_up::Column::NextOn.gte(day(query.from)))
            .filter(follow_up::Column::NextOn.lt(day(query.to)))
            .order_by_asc(follow_up::Column::NextOn);
        if let Some(person) = query.person {
            select = select.filter(follow_up::Column::PersonId.eq(person));
        }
        let rows = select.all(query.conn).await?;
        let calendar = WorkingDays::load(query.conn, query.state.config.utc_offset_minutes).await?;
        let titles = titles(query, rows.iter().map(|r| r.customer_id)).await?;
        let fact = |row: follow_up::Model| {
            let due = row.next_on?;
            let (value, note) = match row.kept_on {
                Some(on) if on <= due => (Decimal::ONE, text::NOTE_KEPT),
                Some(_) => (Decimal::ZERO, text::NOTE_KEPT_LATE),
                None if due < today => (Decimal::ZERO, text::NOTE_MISSED),
                None => return None,
            };
            let subject = mention(row.customer_id, &titles);
            // The day it fell due puts it into this period, not the day it was promised.
            let at = calendar.end_of(due);
            Some(Fact { person: row.person_id, subject, at, value, weight: Decimal::ONE, note })
        };
        Ok(rows.into_iter().filter_map(fact).collect())
    })
}

/// How complete the files are that were entered in the period.
fn completeness<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let full = |row: file::Model| {
            let value = Decimal::from(row.completeness);
            fact(row, value, Decimal::ONE_HUNDRED, text::NOTE_COMPLETENESS)
        };
        Ok(entered(query).await?.into_iter().map(full).collect())
    })
}

/// Files entered in the period that a reviewer approved or returned.
fn review_passed<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let judged = |row: file::Model| match row.review {
            ReviewStatus::Approved => Some(fact(row, Decimal::ONE, Decimal::ONE, text::NOTE_APPROVED)),
            ReviewStatus::Returned => Some(fact(row, Decimal::ZERO, Decimal::ONE, text::NOTE_RETURNED)),
            ReviewStatus::Pending => None,
        };
        Ok(entered(query).await?.into_iter().filter_map(judged).collect())
    })
}

/// Customers entered in the period whose file a reviewer approved: what is returned or waits is no customer won yet.
fn new<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let rows = entered(query).await?.into_iter().filter(|row| row.review == ReviewStatus::Approved);
        Ok(rows.map(|row| fact(row, Decimal::ONE, Decimal::ONE, text::NOTE_NEW)).collect())
    })
}

/// The files that were entered in the period; those of an import that was taken back were not.
async fn entered(query: &FactQuery<'_>) -> Reply<Vec<file::Model>> {
    let mut select = file::Entity::find()
        .filter(file::Column::CreatedAt.gte(query.from))
        .filter(file::Column::CreatedAt.lt(query.to))
        .filter(
            Condition::any()
                .add(file::Column::MergedInto.is_null())
                .add(Expr::col(file::Column::MergedInto).ne(Expr::col(file::Column::Id))),
        )
        .order_by_asc(file::Column::CreatedAt);
    if let Some(person) = query.person {
        select = select.filter(file::Column::EnteredBy.eq(person));
    }
    Ok(select.all(query.conn).await?)
}

fn fact(row: file::Model, value: Decimal, weight: Decimal, note: locale::Key) -> Fact {
    let subject = Subject { kind: SubjectKind::Customer, id: row.id, title: format!("{} {}", row.number, row.name) };
    Fact { person: row.entered_by, subject, at: row.created_at, value, weight, note }
}

pub(crate) async fn titles(query: &FactQuery<'_>, ids: impl Iterator<Item = Uuid>) -> Reply<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut titles = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(1000) {
        let named = file::Entity::find().select_only().columns([file::Column::Id, file::Column::Number, file::Column::Name]);
        let files: Vec<(Uuid, String, String)> =
            named.filter(file::Column::Id.is_in(chunk.iter().copied())).into_tuple().all(query.conn).await?;
        titles.extend(files.into_iter().map(|(id, number, name)| (id, format!("{number} {name}"))));
    }
    Ok(titles)
}

pub(crate) fn mention(id: Uuid, titles: &HashMap<Uuid, String>) -> Subject {
    Subject { kind: SubjectKind::Customer, id, title: titles.get(&id).cloned().unwrap_or_default() }
}
