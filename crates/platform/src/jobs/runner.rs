//! Takes jobs and runs them; one on each node.

use super::entity::{Column, Entity, Model, schedule};
use super::queue::{insert, save};
use super::states::FLOW;
use super::{Failure, Handlers, LEASE, Work};
use crate::db::{Door, Tx};
use crate::error::Reply;
use crate::http::State;
use crate::seal;
use chrono::{DateTime, TimeDelta, Utc};
use contract::jobs::{JobActKind, JobStatus};
use futures_util::future::join_all;
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Jobs that one node runs at a time.
const AT_ONCE: u64 = 16;
/// How often the queue is looked at where nothing says that something is in it.
const IDLE: Duration = Duration::from_secs(1);
/// How soon it is looked at again while there is work.
const BUSY: Duration = Duration::from_millis(20);
/// What is kept of an error.
const ERROR_CHARS: usize = 500;

/// Runs the jobs of one node.
pub struct Runner {
    state: Arc<State>,
    handlers: Arc<Handlers>,
    node: String,
}

impl Runner {
    /// A runner under a name of its own, e.g. that of the machine; what follows the name tells its runs apart.
    pub fn new(state: Arc<State>, handlers: Arc<Handlers>, name: &str) -> Self {
        let id = Uuid::now_v7().simple().to_string();
        let tail = id.get(24..).unwrap_or_default();
        Self { state, handlers, node: format!("{name}-{tail}") }
    }

    /// Works until `stop` comes true; what has begun is finished.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut stop = Box::pin(stop);
        let mut written = self.state.pulse.subscribe();
        loop {
            let done = self.tick().await.unwrap_or_else(|error| {
                tracing::warn!(cause = ?error, "the queue of jobs cannot be read");
                0
            });
            let pause = async {
                if done > 0 {
                    return tokio::time::sleep(BUSY).await;
                }
                tokio::select! {
                    _ = tokio::time::sleep(IDLE) => {}
                    _ = written.changed() => tokio::time::sleep(BUSY).await,
                }
            };
            tokio::select! {
                () = &mut stop => return,
                () = pause => {}
            }
        }
    }

    /// Begins the periods whose time has come, then takes what is due and runs it; tells how many jobs it ran.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn tick(&self) -> Reply<usize> {
        self.begin_periods().await?;
        let jobs = self.claim().await?;
        join_all(jobs.iter().map(|job| self.attempt(job))).await.into_iter().collect::<Reply<Vec<()>>>()?;
        Ok(jobs.len())
    }

    fn door(&self) -> Door {
        Door::of_system(self.state.clone(), &format!("job-{}", self.node))
    }

    async fn begin_periods(&self) -> Reply<()> {
        let conn = self.state.database.reader().conn();
        let now = self.state.clock.now();
        let known: BTreeMap<String, DateTime<Utc>> =
            schedule::Entity::find().all(conn).await?.into_iter().map(|row| (row.kind, row.next_at)).collect();
        for (at, period) in self.handlers.periods.iter().enumerate() {
            let begins = known.get(period.kind.word()).copied();
            if begins.is_some_and(|begins| begins > now) {
                continue;
            }
            let handlers = self.handlers.clone();
            let begin = async move |tx: &mut Tx| match handlers.periods.get(at) {
                Some(period) => begin(tx, period, begins).await,
                None => Ok(()),
            };
            self.door().write_as_system(begin).await?;
        }
        Ok(())
    }

    /// Takes what is due: for the length of a lease nobody else does.
    async fn claim(&self) -> Reply<Vec<Model>> {
        let kinds: Vec<String> = self.handlers.by_kind.keys().map(|kind| (*kind).to_owned()).collect();
        let now = self.state.clock.now();
        let conn = self.state.database.reader().conn();
        let mut any = false;
        for status in [JobStatus::Waiting, JobStatus::Running] {
            any = any || due(status, &kinds, now).limit(1).one(conn).await?.is_some();
        }
        if !any {
            return Ok(Vec::new());
        }
        let node = self.node.clone();
        let claim = async move |tx: &mut Tx| {
            let mut found = Vec::new();
            for status in [JobStatus::Running, JobStatus::Waiting] {
                // Another node's choice is not waited for; SQLite has one writer and no locks.
                let due = due(status, &kinds, now).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
                found.extend(due.limit(AT_ONCE - found.len() as u64).all(tx.conn()).await?);
            }
            let mut taken = Vec::with_capacity(found.len());
            for job in found {
                taken.extend(take(tx, &job, &node).await?);
            }
            Ok(taken)
        };
        self.door().write_as_system(claim).await
    }

    async fn attempt(&self, job: &Model) -> Reply<()> {
        let Some(handler) = self.handlers.by_kind.get(job.kind.as_str()) else { return Ok(()) };
        let work = Work { door: self.door(), attempt: job.attempts, last: job.attempts >= job.max_attempts };
        let started = std::time::Instant::now();
        // A task of its own: a handler that panics takes nobody with it.
        let task = actix_web::rt::spawn((handler.run)(&job.payload, work));
        let stop = task.abort_handle();
        let most = (LEASE - TimeDelta::seconds(20)).to_std().unwrap_or(IDLE);
        let result = match tokio::time::timeout(most, task).await {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => Err(Failure::new(format!("the handler died: {error}"))),
            Err(_) => {
                stop.abort();
                Err(Failure::new("it took too long"))
            }
        };
        let outcome = if result.is_ok() { "done" } else { "failed" };
        metrics::histogram!("job_seconds", "kind" => job.kind.clone(), "outcome" => outcome).record(started.elapsed().as_secs_f64());
        let pause = handler.pause;
        let job = job.clone();
        let settle = async move |tx: &mut Tx| settle(tx, &job, result.as_ref().err(), pause).await;
        self.door().write_as_system(settle).await
    }
}

fn due(status: JobStatus, kinds: &[String], now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::Status.eq(status))
        .filter(Column::RunAt.lte(now))
        .filter(Column::Kind.is_in(kinds))
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
}

/// Moves a period on and puts its job into the queue; nothing where another node was faster.
async fn begin(tx: &mut Tx, period: &super::Period, begins: Option<DateTime<Utc>>) -> Reply<()> {
    let (kind, at) = (period.kind.word(), tx.at());
    let next = schedule::ActiveModel { kind: Set(kind.to_owned()), next_at: Set(at + period.every) };
    let first = match begins {
        None => {
            let statement = schedule::Entity::insert(next).on_conflict(OnConflict::column(schedule::Column::Kind).do_nothing().to_owned());
            statement.exec_without_returning(tx.conn()).await?
        }
        Some(begins) => {
            let statement = schedule::Entity::update_many().set(next).filter(schedule::Column::Kind.eq(kind));
            statement.filter(schedule::Column::NextAt.eq(begins)).exec(tx.conn()).await?.rows_affected
        }
    };
    if first == 1 {
        insert(tx, kind, period.payload.clone(), period.max_attempts, at).await?;
    }
    Ok(())
}

/// Takes a job; one whose every attempt ended with its node is given up instead.
async fn take(tx: &mut Tx, job: &Model, node: &str) -> Reply<Option<Model>> {
    if job.attempts >= job.max_attempts {
        let cause = Failure::useless("its node died in the last attempt");
        settle(tx, job, Some(&cause), |_| TimeDelta::zero()).await?;
        return Ok(None);
    }
    let mut row = job.clone().into_active_model();
    row.status = Set(FLOW.plan_by_system(job, JobActKind::Claim)?.to());
    row.run_at = Set(tx.at() + LEASE);
    row.attempts = Set(job.attempts + 1);
    row.owner = Set(Some(node.to_owned()));
    save(tx, job, row).await
}

/// Writes how an attempt ended, unless its lease was over and the job is another node's by now.
async fn settle(tx: &mut Tx, job: &Model, failure: Option<&Failure>, pause: fn(i32) -> TimeDelta) -> Reply<()> {
    let mut row = job.clone().into_active_model();
    let act = match failure {
        None => JobActKind::Finish,
        Some(failure) if failure.useless || job.attempts >= job.max_attempts => JobActKind::GiveUp,
        Some(_) => JobActKind::Postpone,
    };
    row.status = Set(FLOW.plan_by_system(job, act)?.to());
    row.last_error = Set(failure.map(|f| f.cause.chars().take(ERROR_CHARS).collect()));
    match failure {
        Some(failure) if act == JobActKind::Postpone => {
            let wait = scattered(pause(job.attempts))?.max(failure.after.unwrap_or_default());
            row.run_at = Set(tx.at() + wait);
            tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempts, cause = failure.cause, "job failed, will be tried again");
        }
        Some(failure) => {
            row.ended_at = Set(Some(tx.at()));
            metrics::counter!("jobs_dead", "kind" => job.kind.clone()).increment(1);
            tracing::error!(job = %job.id, kind = job.kind, cause = failure.cause, "job given up");
        }
        None => row.ended_at = Set(Some(tx.at())),
    }
    if save(tx, job, row).await?.is_none() {
        tracing::warn!(job = %job.id, kind = job.kind, "a job ended after its lease: it is another node's");
    }
    Ok(())
}

/// A tenth more or less.
fn scattered(pause: TimeDelta) -> Reply<TimeDelta> {
    let mut byte = [0];
    seal::random(&mut byte)?;
    let [n] = byte;
    Ok(pause + pause * (i32::from(n) - 128) / 1280)
}

#[cfg(test)]
mod tests {
    use super::scattered;
    use chrono::TimeDelta;

    #[test]
    fn pauses_are_scattered_by_a_tenth() {
        for _ in 0..100 {
            let pause = scattered(TimeDelta::seconds(1000)).unwrap().num_seconds();
            assert!((900..=1100).contains(&pause), "{pause}");
        }
    }
}
