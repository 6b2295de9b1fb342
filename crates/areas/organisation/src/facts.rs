//! What the organisation says about people's performance (KPI-02): who left, and hand-overs signed in time (ORG-08).

use crate::entity::person;
use crate::hand_overs;
use contract::kpi::schemes::Measure;
use contract::values::{Subject, SubjectKind};
use engines::calendar::{local_date, start_of_day};
use engines::{Fact, FactDef, FactQuery, KEPT_OR_NOT};
use futures_util::future::LocalBoxFuture;
use locale::{kpi, organisation as text};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// The area's facts.
pub(crate) const FACTS: &[FactDef] = &[
    FactDef {
        key: "staff.turnover",
        label: kpi::INDICATOR_STAFF_TURNOVER,
        definition: kpi::DEFINITION_STAFF_TURNOVER,
        unit: kpi::UNIT_PEOPLE,
        // Leaving is no rule that somebody misses.
        measures: &[Measure::Ratio, Measure::Sum],
        collect: turnover,
    },
    FactDef {
        key: "hand_over.signed_on_time",
        label: kpi::INDICATOR_HAND_OVER_SIGNED_ON_TIME,
        definition: kpi::DEFINITION_HAND_OVER_SIGNED_ON_TIME,
        unit: kpi::UNIT_HAND_OVERS,
        measures: KEPT_OR_NOT,
        collect: hand_overs::signed_on_time,
    },
];

/// Everyone who was with the company in the period: 1 of 1 who left in it, 0 of 1 who stayed. Whose team it is decides whose turnover.
fn turnover<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let offset = query.state.config.utc_offset_minutes;
        let day = |at| local_date(at, offset);
        let (first, next, today) = (day(query.from), day(query.to), day(query.now));
        let entered = Condition::any().add(person::Column::EnteredOn.is_null()).add(person::Column::EnteredOn.lt(next));
        // Who left long ago without a known day is nobody's turnover.
        let stays = Condition::all().add(person::Column::LeftOn.is_null()).add(person::Column::Active.eq(true));
        let there = Condition::any().add(stays).add(person::Column::LeftOn.gte(first));
        let mut select = person::Entity::find().filter(entered).filter(there).order_by_asc(person::Column::Number);
        if let Some(only) = query.person {
            select = select.filter(person::Column::Id.eq(only));
        }
        let fact = |row: person::Model| {
            let left = row.left_on.filter(|on| *on < next && *on <= today);
            let (value, note) = if left.is_some() { (Decimal::ONE, text::NOTE_LEFT) } else { (Decimal::ZERO, text::NOTE_STAYED) };
            Fact {
                person: row.id,
                subject: Subject { kind: SubjectKind::Person, id: row.id, title: row.name },
                at: left.map_or(query.from, |on| start_of_day(on, offset)),
                value,
                weight: Decimal::ONE,
                note,
            }
        };
        Ok(select.all(query.conn).await?.into_iter().map(fact).collect())
    })
}
