//! What approvals say about their signers (KPI-02): decided within one working day of being asked.

use super::entity::{approval, approval_step};
use crate::area::{Fact, FactDef, FactQuery};
use crate::calendar::{Term, WorkingDays};
use crate::people;
use chrono::{DateTime, Utc};
use contract::approvals::ApprovalStatus;
use contract::values::{Subject, SubjectKind};
use futures_util::future::LocalBoxFuture;
use locale::{Key, approvals as text};
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

const TERM: Term = Term::Days(1);

/// The engine's facts.
pub fn facts() -> &'static [FactDef] {
    &[FactDef { key: "approval.decided_on_time", collect: decided_on_time }]
}

/// A step decided in time counts when it was decided; one that was not counts when it fell due, whether it has been decided since
/// or not: so a late decision never changes an earlier month.
fn decided_on_time<'a>(query: &'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>> {
    Box::pin(async move {
        let days = WorkingDays::load(query.conn, query.state.config.utc_offset_minutes).await?;
        let approvals = concerned(query).await?;
        let mut steps = steps_of(query, &approvals).await?;
        let mut holders: HashMap<String, Vec<Uuid>> = HashMap::new();
        let mut facts = Vec::new();
        for approval in &approvals {
            for asked in asked(approval, steps.remove(&approval.id).unwrap_or_default()) {
                let judged = judge(&asked, days.due(asked.at, TERM), query.now);
                let Some(judged) = judged.filter(|j| (query.from..query.to).contains(&j.at)) else { continue };
                let people = match asked.step.decided_by {
                    Some(person) => vec![person],
                    None => waiting(query, approval, &asked.step.role, &mut holders).await?,
                };
                let wanted = people.into_iter().filter(|p| query.person.is_none_or(|only| only == *p));
                facts.extend(wanted.map(|person| fact(person, approval, judged)));
            }
        }
        facts.sort_by_key(|f| f.at);
        Ok(facts)
    })
}

/// Requests made before the period ended that still wait, or had a step decided since the period began.
async fn concerned(query: &FactQuery<'_>) -> Reply<Vec<approval::Model>> {
    let decided = approval_step::Entity::find()
        .select_only()
        .column(approval_step::Column::ApprovalId)
        .filter(approval_step::Column::DecidedAt.gte(query.from))
        .into_query();
    let open_or_decided =
        Condition::any().add(approval::Column::Status.eq(ApprovalStatus::Pending)).add(approval::Column::Id.in_subquery(decided));
    let found = approval::Entity::find().filter(approval::Column::CreatedAt.lt(query.to)).filter(open_or_decided);
    Ok(found.order_by_asc(approval::Column::CreatedAt).all(query.conn).await?)
}

async fn steps_of(query: &FactQuery<'_>, approvals: &[approval::Model]) -> Reply<HashMap<Uuid, Vec<approval_step::Model>>> {
    let mut steps: HashMap<Uuid, Vec<approval_step::Model>> = HashMap::new();
    for chunk in approvals.chunks(1000) {
        let found = approval_step::Entity::find().filter(approval_step::Column::ApprovalId.is_in(chunk.iter().map(|a| a.id)));
        for step in found.order_by_asc(approval_step::Column::Position).all(query.conn).await? {
            steps.entry(step.approval_id).or_default().push(step);
        }
    }
    Ok(steps)
}

/// A step whose signers have been asked, and when.
struct Asked {
    step: approval_step::Model,
    at: DateTime<Utc>,
}

/// The steps that were decided or wait now. The first is asked with the request, each later one by the decision before it.
fn asked(approval: &approval::Model, steps: Vec<approval_step::Model>) -> Vec<Asked> {
    let mut at = approval.created_at;
    let mut asked = Vec::with_capacity(steps.len());
    for step in steps {
        let waits = approval.status == ApprovalStatus::Pending && step.position == approval.current_step;
        let next = step.decided_at;
        if next.is_some() || waits {
            asked.push(Asked { step, at });
        }
        match next {
            Some(decided) => at = decided,
            None => break,
        }
    }
    asked
}

/// How a step counts, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Judged {
    at: DateTime<Utc>,
    value: Decimal,
    note: Key,
}

/// `None` while a step waits within its time.
fn judge(asked: &Asked, due: DateTime<Utc>, now: DateTime<Utc>) -> Option<Judged> {
    match asked.step.decided_at {
        Some(at) if at <= due => Some(Judged { at, value: Decimal::ONE, note: text::NOTE_DECIDED_ON_TIME }),
        Some(_) => Some(Judged { at: due, value: Decimal::ZERO, note: text::NOTE_DECIDED_LATE }),
        None if due < now => Some(Judged { at: due, value: Decimal::ZERO, note: text::NOTE_UNDECIDED }),
        None => None,
    }
}

/// Everyone an undecided step waits for; holders of a role are read once.
async fn waiting(
    query: &FactQuery<'_>,
    approval: &approval::Model,
    role: &str,
    holders: &mut HashMap<String, Vec<Uuid>>,
) -> Reply<Vec<Uuid>> {
    if !holders.contains_key(role) {
        let people = people::holders(query.conn, role).await?;
        holders.insert(role.to_owned(), people.into_iter().map(|p| p.id).collect());
    }
    let barred: Vec<Uuid> = serde_json::from_str(&approval.barred)?;
    Ok(holders.get(role).into_iter().flatten().copied().filter(|p| !barred.contains(p)).collect())
}

fn fact(person: Uuid, approval: &approval::Model, judged: Judged) -> Fact {
    let kind = approval.subject_kind.parse().unwrap_or(SubjectKind::Approval);
    let subject = Subject { kind, id: approval.subject_id, title: approval.subject_title.clone() };
    Fact { person, subject, at: judged.at, value: judged.value, weight: Decimal::ONE, note: judged.note }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::approvals::{ApprovalKind, Verdict};

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// Asked on Friday 20 November 2026, 10:00.
    fn request(status: ApprovalStatus, current_step: i32) -> approval::Model {
        let created_at = at("2026-11-20T10:00:00+08:00");
        approval::Model {
            id: Uuid::nil(),
            version: 1,
            kind: ApprovalKind::Campaign,
            subject_kind: "campaign".into(),
            subject_id: Uuid::nil(),
            subject_version: 1,
            subject_title: "双十二".into(),
            applicant_id: Uuid::nil(),
            barred: "[]".into(),
            status,
            snapshot: "[]".into(),
            current_step,
            created_at,
            updated_at: created_at,
        }
    }

    fn step(position: i32, decided_at: Option<&str>) -> approval_step::Model {
        approval_step::Model {
            id: Uuid::nil(),
            version: 1,
            approval_id: Uuid::nil(),
            position,
            role: "marketing_director".into(),
            decided_by: decided_at.map(|_| Uuid::nil()),
            decided_at: decided_at.map(at),
            verdict: decided_at.map(|_| Verdict::Approve),
            remark: String::new(),
        }
    }

    fn judged(decided_at: Option<&str>, now: &str) -> Option<(DateTime<Utc>, Decimal)> {
        let asked = Asked { step: step(1, decided_at), at: at("2026-11-20T10:00:00+08:00") };
        let due = WorkingDays::new([], 480).due(asked.at, TERM);
        judge(&asked, due, at(now)).map(|j| (j.at, j.value))
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

    #[test]
    fn a_later_step_is_asked_by_the_decision_before_it() {
        let decided = "2026-11-23T11:00:00+08:00";
        let pending = request(ApprovalStatus::Pending, 2);
        let found: Vec<_> = asked(&pending, vec![step(1, Some(decided)), step(2, None), step(3, None)]).into_iter().map(|a| a.at).collect();
        assert_eq!(found, [pending.created_at, at(decided)], "the third has not been asked");
    }

    #[test]
    fn after_a_return_nobody_is_waited_for() {
        let returned = request(ApprovalStatus::Returned, 1);
        assert_eq!(asked(&returned, vec![step(1, Some("2026-11-23T11:00:00+08:00")), step(2, None)]).len(), 1);
        assert!(asked(&request(ApprovalStatus::Void, 1), vec![step(1, None)]).is_empty());
    }
}
