//! What is not kept for ever, and for how long it is (`[retention]`).

use chrono::TimeDelta;
use contract::jobs::JobKind;
use engines::attachments;
use platform::Reply;
use platform::db::{Door, Tx};
use platform::jobs::{Failure, Job, Work};
use sea_orm::{ConnectionTrait, Statement, Value};
use serde::{Deserialize, Serialize};

/// Rows of one write: a purge must not keep other writers waiting.
const CHUNK: u64 = 1000;

/// Deletes the rows of `table` whose `id` the condition picks, chunk by chunk.
async fn purge(door: &Door, table: &'static str, condition: &'static str, values: Vec<Value>) -> Reply<u64> {
    let mut gone = 0;
    loop {
        let values = values.clone();
        let delete = async move |tx: &mut Tx| {
            let sql = format!("DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {condition} LIMIT {CHUNK})");
            let statement = Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values.clone());
            Ok(tx.conn().execute_raw(statement).await?.rows_affected())
        };
        let deleted = door.write_as_system(delete).await?;
        gone += deleted;
        if deleted < CHUNK {
            tracing::info!(table, gone, "purged");
            return Ok(gone);
        }
    }
}

fn cutoff(work: &Work, kept: TimeDelta) -> Value {
    (work.door.state().clock.now() - kept).into()
}

/// Kept answers: a client that tries again after so long means something new.
#[derive(Serialize, Deserialize)]
pub struct Answers;

impl Job for Answers {
    const KIND: JobKind = JobKind::PurgeAnswers;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let kept = TimeDelta::hours(work.door.state().config.retention.idempotency_hours);
        purge(&work.door, "idempotency", "at < $1", vec![cutoff(&work, kept)]).await?;
        Ok(())
    }
}

/// Ended sessions; that they were is in the audit log.
#[derive(Serialize, Deserialize)]
pub struct Sessions;

impl Job for Sessions {
    const KIND: JobKind = JobKind::PurgeSessions;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let kept = TimeDelta::days(work.door.state().config.retention.session_days);
        purge(&work.door, "session", "ended_at < $1 OR ends_at < $1", vec![cutoff(&work, kept)]).await?;
        Ok(())
    }
}

/// Jobs that ended.
#[derive(Serialize, Deserialize)]
pub struct Jobs;

impl Job for Jobs {
    const KIND: JobKind = JobKind::PurgeJobs;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let kept = TimeDelta::days(work.door.state().config.retention.job_days);
        purge(&work.door, "job", "ended_at < $1", vec![cutoff(&work, kept)]).await?;
        Ok(())
    }
}

/// Old notifications, read or not, and the log of what was sent.
#[derive(Serialize, Deserialize)]
pub struct Notifications;

impl Job for Notifications {
    const KIND: JobKind = JobKind::PurgeNotifications;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let kept = TimeDelta::days(work.door.state().config.retention.notification_days);
        purge(&work.door, "notification_delivery", "created_at < $1", vec![cutoff(&work, kept)]).await?;
        purge(&work.door, "notification", "created_at < $1", vec![cutoff(&work, kept)]).await?;
        Ok(())
    }
}

/// The contents of attachments that were removed.
#[derive(Serialize, Deserialize)]
pub struct Files;

impl Job for Files {
    const KIND: JobKind = JobKind::PurgeFiles;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let state = work.door.state();
        let kept = TimeDelta::days(state.config.retention.attachment_days);
        let gone = attachments::purge(&work.door, state.clock.now() - kept).await?;
        tracing::info!(gone, "files purged");
        Ok(())
    }
}

/// Deliveries to web hooks go when their events go.
async fn deliveries(work: &Work, kept: TimeDelta) -> Reply<u64> {
    purge(&work.door, "webhook_delivery", "created_at < $1", vec![cutoff(work, kept)]).await
}

/// Old events that the web hooks have read. How far they are gone is kept, so that a reader who comes back too late is told.
#[derive(Serialize, Deserialize)]
pub struct Events;

impl Job for Events {
    const KIND: JobKind = JobKind::PurgeEvents;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let kept = TimeDelta::days(work.door.state().config.retention.event_days);
        deliveries(&work, kept).await?;
        platform::outbox::purge(&work.door, work.door.state().clock.now() - kept, CHUNK).await?;
        Ok(())
    }
}
