//! Putting jobs into the queue, and what people may do with them.

use super::Job;
use super::entity::{ActiveModel, Entity, Model};
use super::states::FLOW;
use crate::audit::{Change, Verb};
use crate::auth::Actor;
use crate::db::Tx;
use crate::error::{Error, Reply};
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::jobs::{JobActKind, JobStatus};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

/// Has a job done soon; it is there if and only if the write is.
///
/// # Errors
/// Where the database fails.
pub async fn enqueue<J: Job>(tx: &Tx, job: &J) -> Reply<Uuid> {
    enqueue_at(tx, job, tx.at()).await
}

/// Has a job done, but not before a moment.
///
/// # Errors
/// Where the database fails.
pub async fn enqueue_at<J: Job>(tx: &Tx, job: &J, moment: DateTime<Utc>) -> Reply<Uuid> {
    insert(tx, J::KIND.word(), serde_json::to_string(job)?, J::ATTEMPTS, moment).await
}

pub(super) async fn insert(tx: &Tx, kind: &str, payload: String, max_attempts: i32, run_at: DateTime<Utc>) -> Reply<Uuid> {
    let id = Uuid::now_v7();
    let row = ActiveModel {
        id: Set(id),
        version: Set(1),
        kind: Set(kind.to_owned()),
        payload: Set(payload),
        status: Set(FLOW.start),
        run_at: Set(run_at),
        attempts: Set(0),
        max_attempts: Set(max_attempts),
        owner: Set(None),
        last_error: Set(None),
        created_at: Set(tx.at()),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(id)
}

/// What this person may do with the job now.
pub fn actions(job: &Model, actor: &Actor) -> Vec<JobActKind> {
    FLOW.actions(job, actor)
}

/// A person's step: run it again, or not at all. The runs of a job are no history, this is.
///
/// # Errors
/// `404` where there is no such job, `412` on a stale version, `403` and `409` as the state machine says.
pub async fn transition(tx: &mut Tx, id: Uuid, seen: i64, act: JobActKind) -> Reply<Model> {
    let job = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if job.version != seen {
        return Err(Error::Stale);
    }
    let to = FLOW.plan(&job, act, tx.actor()?)?.to();
    let mut row = job.clone().into_active_model();
    row.status = Set(to);
    row.ended_at = Set((to == JobStatus::Cancelled).then_some(tx.at()));
    if to == JobStatus::Waiting {
        row.attempts = Set(0);
        row.run_at = Set(tx.at());
    }
    let moved = save(tx, &job, row).await?.ok_or(Error::Stale)?;
    let change = Change { field: "status".to_owned(), old: Some(job.status.to_string()), new: Some(to.to_string()) };
    tx.note(Verb::Update, SubjectKind::Job, id, vec![change]);
    Ok(moved)
}

/// Writes a job that nobody else has changed since; `None` where somebody has.
pub(super) async fn save(tx: &Tx, before: &Model, mut row: ActiveModel) -> Reply<Option<Model>> {
    use super::entity::Column;
    use sea_orm::{ColumnTrait, QueryFilter, TryIntoModel};
    row.version = Set(before.version + 1);
    let statement = Entity::update_many().set(row.clone()).filter(Column::Id.eq(before.id)).filter(Column::Version.eq(before.version));
    let written = statement.exec(tx.conn()).await?.rows_affected == 1;
    Ok(if written { Some(row.try_into_model()?) } else { None })
}
