//! Remedies with their versions, and measures that become tasks (CPL-04, CPL-05).

mod entity;
mod http;
mod queries;
mod tasks;

pub(crate) use http::routes;
pub use tasks::{Becoming, became, called_off, done, dropped, open_tasks, starting};

use crate::cases::entity::complaint;
use crate::topics;
use contract::Money;
use contract::approvals::Verdict;
use contract::complaints::Remedy;
use contract::complaints::intake::TopicKind;
use contract::complaints::remedy::{MeasureForm, RemedyFate};
use engines::people;
use entity::{measure, remedy};
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

const OPEN_MEASURES: Refusal = Refusal::new("complaint.measures_open", locale::problems::COMPLAINT_MEASURES_OPEN);

/// What a remedy costs the company: its compensation and the costs of its measures, in fen.
pub(crate) fn cost(remedy: &Remedy) -> i64 {
    let measures = remedy.tasks.iter().filter_map(|task| task.cost.as_ref().and_then(Money::cents));
    measures.chain(remedy.compensation.cents()).fold(0, i64::saturating_add)
}

/// What the approved versions of these cases cost in all, in fen. A version that was returned or replaced costs nothing.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn approved_cost(conn: &impl ConnectionTrait, cases: impl Iterator<Item = Uuid>) -> Reply<i64> {
    let approved =
        remedy::Entity::find().filter(remedy::Column::ComplaintId.is_in(cases)).filter(remedy::Column::Fate.eq(RemedyFate::Approved));
    let approved = approved.all(conn).await?;
    let measures = measure::Entity::find().filter(measure::Column::RemedyId.is_in(approved.iter().map(|one| one.id))).all(conn).await?;
    let costs = measures.iter().filter_map(|one| one.cost_cents).chain(approved.iter().map(|one| one.compensation_cents));
    Ok(costs.fold(0, i64::saturating_add))
}

/// Keeps a new version with its measures; the one before gives way.
///
/// # Errors
/// `422` where cause, department or an owner are unknown.
pub(crate) async fn propose(tx: &mut Tx, case: &complaint::Model, new: &Remedy) -> Reply<()> {
    topics::check(tx.conn(), TopicKind::Cause, None, new.cause_id, "/cause_id").await?;
    if let Some(unit) = new.unit_id
        && !organisation::is_open_unit(tx.conn(), unit).await?
    {
        return Err(Error::invalid("/unit_id", "unit_unknown"));
    }
    for (at, task) in new.tasks.iter().enumerate() {
        if case.about_person_id == Some(task.owner_id) {
            return Err(Error::invalid(format!("/tasks/{at}/owner_id"), "measure_concerned"));
        }
        let found = people::unit_of(tx.conn(), task.owner_id).await;
        found.map_err(|error| crate::cases::unknown(error, &format!("/tasks/{at}/owner_id"), "person_unknown"))?;
    }
    let before = last(tx, case.id).await?;
    let number = before.as_ref().map_or(0, |before| before.number) + 1;
    if let Some(before) = before.filter(|before| matches!(before.fate, RemedyFate::Proposed | RemedyFate::Approved)) {
        let mut row = before.clone().into_active_model();
        row.fate = Set(RemedyFate::Replaced);
        tx.update::<remedy::Entity, _>(&before, row).await?;
    }
    let row = remedy::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        complaint_id: Set(case.id),
        number: Set(number),
        fate: Set(RemedyFate::Proposed),
        findings: Set(new.findings.trim().to_owned()),
        cause: Set(new.cause.trim().to_owned()),
        cause_id: Set(new.cause_id),
        unit_id: Set(new.unit_id),
        measures: Set(new.measures.trim().to_owned()),
        compensation_cents: Set(new.compensation.cents().unwrap_or_default()),
        due_on: Set(new.due_on),
        proposed_by: Set(tx.actor()?.id),
        proposed_at: Set(tx.at()),
        decided_at: Set(None),
        remark: Set(String::new()),
    };
    let kept = tx.insert::<remedy::Entity, _>(row).await?;
    for task in &new.tasks {
        let row = measure::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            complaint_id: Set(case.id),
            remedy_id: Set(kept.id),
            what: Set(task.what.trim().to_owned()),
            owner_id: Set(task.owner_id),
            due_on: Set(task.due_on),
            cost_cents: Set(task.cost.as_ref().and_then(Money::cents)),
            assignment_id: Set(None),
            done_at: Set(None),
            dropped_at: Set(None),
        };
        tx.insert::<measure::Entity, _>(row).await?;
    }
    Ok(())
}

/// The measures of the newest version, as they were proposed.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn measures(conn: &impl ConnectionTrait, case: Uuid) -> Reply<Vec<MeasureForm>> {
    let all = remedy::Entity::find().filter(remedy::Column::ComplaintId.eq(case));
    let Some(newest) = all.order_by_desc(remedy::Column::Number).one(conn).await? else { return Ok(Vec::new()) };
    let own = measure::Entity::find().filter(measure::Column::RemedyId.eq(newest.id)).order_by_asc(measure::Column::Id);
    let form = |one: measure::Model| MeasureForm {
        what: one.what,
        owner_id: one.owner_id,
        due_on: one.due_on,
        cost: one.cost_cents.map(Money::from_cents),
    };
    Ok(own.all(conn).await?.into_iter().map(form).collect())
}

async fn last(tx: &Tx, case: Uuid) -> Reply<Option<remedy::Model>> {
    let all = remedy::Entity::find().filter(remedy::Column::ComplaintId.eq(case));
    Ok(all.order_by_desc(remedy::Column::Number).one(tx.conn()).await?)
}

/// What the signers said of the version in question.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn decided(tx: &mut Tx, case: Uuid, verdict: Verdict, remark: &str) -> Reply<()> {
    let Some(before) = last(tx, case).await? else { return Ok(()) };
    let mut row = before.clone().into_active_model();
    row.fate = Set(if verdict == Verdict::Approve { RemedyFate::Approved } else { RemedyFate::Returned });
    row.decided_at = Set(Some(tx.at()));
    row.remark = Set(remark.to_owned());
    tx.update::<remedy::Entity, _>(&before, row).await.map(|_| ())
}

/// Refuses to call a remedy carried out while a measure of it is not done.
///
/// # Errors
/// `409`.
pub(crate) async fn all_done(tx: &Tx, case: Uuid) -> Reply<()> {
    let open = measure::Entity::find()
        .filter(measure::Column::ComplaintId.eq(case))
        .filter(measure::Column::AssignmentId.is_not_null())
        .filter(measure::Column::DoneAt.is_null())
        .filter(measure::Column::DroppedAt.is_null());
    if open.count(tx.conn()).await? == 0 { Ok(()) } else { Err(Error::Refused(OPEN_MEASURES)) }
}
