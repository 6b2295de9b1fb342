//! What approvals say about their signers (KPI-02): decided within one working day of being asked.

use super::entity::{approval, approval_signer};
use crate::area::{Fact, FactDef, FactQuery, KEPT_OR_NOT};
use crate::calendar::{Term, WorkingDays};
use chrono::{DateTime, Utc};
use contract::approvals::SignerStatus;
use contract::values::{Subject, SubjectKind};
use futures_util::future::LocalBoxFuture;
use locale::{Key, approvals as text, kpi};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

const TERM: Term = Term::Days(1);

/// The engine's facts.
pub fn facts() -> &'static [FactDef] {
    &[FactDef {
        key: "approval.decided_on_time",
        label: kpi::INDICATOR_APPROVAL_DECIDED_ON_TIME,
        definition: kpi::DEFINITION_APPROVAL_DECIDED_ON_TIME,
        unit: kpi::UNIT_APPROVALS,
        measures: KEPT_OR_NOT,
        collect: decided_on_time,
    }]
}

/// An answer in time counts when it was given; one that was not counts when it fell due, whether it has been given since or not: so a
/// late answer never changes an earlier month. Giving the decision to somebody else is an answer, too. Who was not needed any more,
/// because somebody else decided or the request ended, counts nothing.
fn decided_on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let days = WorkingDays::load(query.conn, query.state.config.utc_offset_minutes).await?;
        let signers = asked(query).await?;
        let approvals = approvals_of(query, &signers).await?;
        let mut facts = Vec::new();
        for signer in &signers {
            let (Some(at), Some(approval)) = (signer.asked_at, approvals.get(&signer.approval_id)) else { continue };
            let judged = judge(signer.decided_at, days.due(at, TERM), query.now);
            let Some(judged) = judged.filter(|j| (query.from..query.to).contains(&j.at)) else { continue };
            let person = signer.decided_by.unwrap_or(signer.person_id);
            if query.person.is_none_or(|only| only == person) {
                facts.push(fact(person, approval, judged));
            }
        }
        facts.sort_by_key(|f| f.at);
        Ok(facts)
    })
}

/// Signers asked before the period ended who are still to answer, or have answered since the period began.
async fn asked(query: &FactQuery<'_>) -> Reply<Vec<approval_signer::Model>> {
    let open = approval_signer::Column::Status.eq(SignerStatus::Open);
    let open_or_answered = Condition::any().add(open).add(approval_signer::Column::DecidedAt.gte(query.from));
    let found = approval_signer::Entity::find().filter(approval_signer::Column::AskedAt.lt(query.to)).filter(open_or_answered);
    Ok(found.order_by_asc(approval_signer::Column::AskedAt).order_by_asc(approval_signer::Column::Id).all(query.conn).await?)
}

async fn approvals_of(query: &FactQuery<'_>, signers: &[approval_signer::Model]) -> Reply<HashMap<Uuid, approval::Model>> {
    let mut approvals = HashMap::new();
    for chunk in signers.chunks(1000) {
        let found = approval::Entity::find().filter(approval::Column::Id.is_in(chunk.iter().map(|s| s.approval_id)));
        approvals.extend(found.all(query.conn).await?.into_iter().map(|a| (a.id, a)));
    }
    Ok(approvals)
}

/// How an answer counts, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Judged {
    at: DateTime<Utc>,
    value: Decimal,
    note: Key,
}

/// `None` while it is awaited within its time.
fn judge(decided_at: Option<DateTime<Utc>>, due: DateTime<Utc>, now: DateTime<Utc>) -> Option<Judged> {
    match decided_at {
        Some(at) if at <= due => Some(Judged { at, value: Decimal::ONE, note: text::NOTE_DECIDED_ON_TIME }),
        Some(_) => Some(Judged { at: due, value: Decimal::ZERO, note: text::NOTE_DECIDED_LATE }),
        None if due < now => Some(Judged { at: due, value: Decimal::ZERO, note: text::NOTE_UNDECIDED }),
        None => None,
    }
}

fn fact(person: Uuid, approval: &approval::Model, judged: Judged) -> Fact {
    let kind = approval.subject_kind.parse().unwrap_or(SubjectKind::Approval);
    let subject = Subject { kind, id: approval.subject_id, title: approval.subject_title.clone() };
    Fact { person, subject, at: judged.at, value: judged.value, weight: Decimal::ONE, note: judged.note }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// Asked on Friday 20 November 2026, 10:00.
    fn judged(decided_at: Option<&str>, now: &str) -> Option<(DateTime<Utc>, Decimal)> {
        let due = WorkingDays::new([], 480).due(at("2026-11-20T10:00:00+08:00"), TERM);
        judge(decided_at.map(at), due, at(now)).map(|j| (j.at, j.value))
    }

    #[test]
    fn one_working_day_after_a_friday_is_monday_evening() {
        let monday = at("2026-11-23T18:00:00+08:00");
        let now = "2026-11-25T09:00:00+08:00";
        assert_eq!(judged(Some("2026-11-23T17:59:00+08:00"), now), Some((at("2026-11-23T17:59:00+08:00"), Decimal::ONE)));
        assert_eq!(judged(Some("2026-11-24T09:00:00+08:00"), now), Some((monday, Decimal::ZERO)), "counts when it fell due");
        assert_eq!(judged(None, now), Some((monday, Decimal::ZERO)));
        assert_eq!(judged(None, "2026-11-23T18:00:00+08:00"), None, "not yet overdue");
    }
}
