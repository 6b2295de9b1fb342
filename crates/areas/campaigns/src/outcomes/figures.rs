//! The figures of a campaign from its records, nothing typed (CMP-10).

use super::entity::{Column, Entity, Model};
use super::rules::{Touch, is_within, rate, roi, shares};
use crate::entity::Model as Campaign;
use crate::guests::{Attendee, attendees, touches};
use crate::rules::cost_per_lead;
use crate::{questionnaires, spending};
use chrono::NaiveDate;
use contract::SubjectKind;
use contract::campaigns::outcomes::OutcomeFigures;
use contract::values::{Money, Subject};
use engines::attachments;
use engines::calendar::local_date;
use platform::Reply;
use platform::http::State;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use uuid::Uuid;

/// A contract of somebody who came, and what of it counts for the campaign.
pub(super) struct Won {
    pub contract: Model,
    pub counted: i64,
    pub proven: bool,
}

/// What was worked out.
pub(super) struct WorkedOut {
    pub figures: OutcomeFigures,
    pub won: Vec<Won>,
}

/// Customers asked for in one statement.
const SOME: usize = 5000;

/// The contracts of customers, those signed last first, with their scans counted.
async fn contracts(conn: &impl ConnectionTrait, customers: &[Uuid]) -> Reply<Vec<(Model, bool)>> {
    let mut found = Vec::new();
    for some in customers.chunks(SOME) {
        let rows = Entity::find().filter(Column::CustomerId.is_in(some.iter().copied())).order_by_desc(Column::SignedOn);
        found.extend(rows.order_by_desc(Column::Id).all(conn).await?);
    }
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut proven = HashSet::new();
    for some in ids.chunks(SOME) {
        proven.extend(attachments::counts(conn, SubjectKind::WonContract, some).await?.into_keys());
    }
    Ok(found.into_iter().map(|row| (proven.contains(&row.id), row)).map(|(proven, row)| (row, proven)).collect())
}

/// What of a contract counts for which campaigns: those that its customer came to by the day it was signed.
pub(super) fn counted(state: &State, contract: &Model, touches: &[Touch]) -> Vec<(Uuid, i64)> {
    let offset = state.config.utc_offset_minutes;
    let before: Vec<Touch> = touches.iter().filter(|touch| local_date(touch.at, offset) <= contract.signed_on).copied().collect();
    shares(state.config.campaigns.attribution, &before, contract.amount_cents)
}

/// Works everything out.
pub(super) async fn work_out(conn: &impl ConnectionTrait, state: &State, campaign: &Campaign) -> Reply<WorkedOut> {
    let came = attendees(conn, campaign.id).await?;
    let customers: Vec<Uuid> = came.iter().filter_map(|one| one.customer).collect();
    let touches: HashMap<Uuid, Vec<Touch>> = touches(conn, &customers).await?;
    let none = Vec::new();
    let mut won = Vec::new();
    for (contract, proven) in contracts(conn, &customers).await? {
        let of = touches.get(&contract.customer_id).unwrap_or(&none);
        let share = counted(state, &contract, of).into_iter().find(|(id, _)| *id == campaign.id).map_or(0, |(_, cents)| cents);
        won.push(Won { counted: if proven { share } else { 0 }, contract, proven });
    }
    let leads: Vec<_> = came.iter().filter(|one| one.is_lead).collect();
    let signed = |one: &Attendee, days: i64| {
        let came_on = local_date(one.at, state.config.utc_offset_minutes);
        let theirs = |won: &&Won| won.proven && Some(won.contract.customer_id) == one.customer;
        won.iter().filter(theirs).any(|won| is_within(came_on, won.contract.signed_on, days))
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let converted = |days| count(leads.iter().filter(|one| signed(one, days)).count());
    let (in_30, in_90, all_leads) = (converted(30), converted(90), count(leads.len()));
    let amount = won.iter().map(|won| won.counted).fold(0_i64, i64::saturating_add);
    // Once it is summed up, its owner has vouched for the cost.
    let cost = match campaign.cost_cents {
        Some(cost) => cost,
        None => spending::paid(conn, campaign.id).await?,
    };
    let figures = OutcomeFigures {
        attribution: state.config.campaigns.attribution,
        participants: count(came.len()),
        leads: all_leads,
        converted_30: in_30,
        converted_90: in_90,
        rate_30: rate(in_30, all_leads),
        rate_90: rate(in_90, all_leads),
        contracts: count(won.iter().filter(|won| won.counted > 0).count()),
        amount: Money::from_cents(amount),
        cost: Money::from_cents(cost),
        cost_per_lead: cost_per_lead(cost, all_leads).map(Money::from_cents),
        roi: roi(amount, cost),
        feedback: questionnaires::feedback(conn, campaign.id).await?,
    };
    Ok(WorkedOut { figures, won })
}

/// What a campaign brought beyond its cost, and that cost, in yuan.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn gain(conn: &impl ConnectionTrait, state: &State, campaign: &Campaign) -> Reply<(Decimal, Decimal)> {
    let figures = work_out(conn, state, campaign).await?.figures;
    let (amount, cost) = (figures.amount.cents().unwrap_or_default(), figures.cost.cents().unwrap_or_default());
    Ok((Decimal::new(amount.saturating_sub(cost), 2), Decimal::new(cost, 2)))
}

/// A contract that its scan proves.
pub(crate) struct Proven {
    pub person: Uuid,
    pub subject: Subject,
    pub signed_on: NaiveDate,
    pub amount: Decimal,
}

/// Those signed on these days, of everyone or of one person.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn proven(conn: &impl ConnectionTrait, days: Range<NaiveDate>, person: Option<Uuid>) -> Reply<Vec<Proven>> {
    let mut select = Entity::find().filter(Column::SignedOn.gte(days.start)).filter(Column::SignedOn.lt(days.end));
    if let Some(person) = person {
        select = select.filter(Column::EnteredBy.eq(person));
    }
    let rows = select.order_by_asc(Column::SignedOn).order_by_asc(Column::Id).all(conn).await?;
    let mut found = Vec::new();
    for some in rows.chunks(SOME) {
        let ids: Vec<Uuid> = some.iter().map(|row| row.id).collect();
        let files = attachments::counts(conn, SubjectKind::WonContract, &ids).await?;
        let one = |row: &Model| Proven {
            person: row.entered_by,
            subject: Subject { kind: SubjectKind::WonContract, id: row.id, title: row.number.clone() },
            signed_on: row.signed_on,
            amount: Decimal::new(row.amount_cents, 2),
        };
        found.extend(some.iter().filter(|row| files.contains_key(&row.id)).map(one));
    }
    Ok(found)
}
