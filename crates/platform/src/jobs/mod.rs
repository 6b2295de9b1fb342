//! Background work in the database (PLT-08): queued inside the write that wants it, run by whichever node is free, tried again
//! where it fails, seen by administrators where it fails for good.
//!
//! A node takes a job for as long as its lease ([`LEASE`]) lasts; a node that dies in the middle is followed by another once the
//! lease is over. So a job may run twice: what it does must bear that. Periods ([`Handlers::every`]) are rows as well, and only
//! one node moves a row on.

mod entity;
mod queue;
mod runner;
mod states;

pub use entity::{Column, Entity, Model};
pub use queue::{actions, enqueue, enqueue_at, transition};
pub use runner::Runner;
pub use states::{diagram, matrix};

use crate::db::Door;
use crate::error::{Error, Reply};
use chrono::TimeDelta;
use contract::jobs::JobKind;
use futures_util::future::LocalBoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

/// How long a node may keep a job; an attempt is broken off a little earlier.
pub const LEASE: TimeDelta = TimeDelta::seconds(120);

/// Work that is done later, or by the clock: its fields are stored, [`Job::run`] does it.
pub trait Job: Serialize + DeserializeOwned + 'static {
    const KIND: JobKind;
    /// Attempts before it is given up.
    const ATTEMPTS: i32 = 8;
    /// What it needs besides the database.
    type Tools: Clone + Send + Sync + 'static;

    /// The pause after so many attempts; the runner scatters it by a tenth, so that what failed together is not tried together.
    fn pause(attempts: i32) -> TimeDelta {
        let doubled = 10i64.saturating_mul(1 << attempts.clamp(1, 12).saturating_sub(1));
        TimeDelta::seconds(doubled.min(3600))
    }

    /// Does it; it may have been done already, in whole or in part.
    fn run(self, tools: Self::Tools, work: Work) -> impl Future<Output = Result<(), Failure>>;
}

/// What an attempt knows of itself.
pub struct Work {
    /// For reading and writing, as the system.
    pub door: Door,
    /// 1 at the first.
    pub attempt: i32,
    /// Whether there will be no other.
    pub last: bool,
}

/// An attempt failed.
#[derive(Debug)]
pub struct Failure {
    /// For administrators and the log; never a confidential value.
    pub cause: String,
    /// Where the other side said when: not before.
    pub after: Option<TimeDelta>,
    /// Another attempt is useless.
    pub useless: bool,
}

impl Failure {
    /// Worth another attempt.
    pub fn new(cause: impl Display) -> Self {
        Self { cause: cause.to_string(), after: None, useless: false }
    }

    /// Not worth another attempt.
    pub fn useless(cause: impl Display) -> Self {
        Self { useless: true, ..Self::new(cause) }
    }

    /// At the earliest after so long.
    #[must_use]
    pub fn after(mut self, pause: Option<TimeDelta>) -> Self {
        self.after = pause;
        self
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Internal(cause) => Self::new(format!("{cause:#}")),
            known => Self::new(known),
        }
    }
}

type Run = dyn Fn(&str, Work) -> LocalBoxFuture<'static, Result<(), Failure>> + Send + Sync;

struct Handler {
    run: Box<Run>,
    pause: fn(i32) -> TimeDelta,
}

/// A job that comes again and again.
struct Period {
    kind: JobKind,
    every: TimeDelta,
    payload: String,
    max_attempts: i32,
}

/// What this node can do, and what it does by the clock.
#[derive(Default)]
pub struct Handlers {
    by_kind: BTreeMap<&'static str, Handler>,
    periods: Vec<Period>,
}

impl Handlers {
    /// Jobs of this type are run here.
    #[must_use]
    pub fn on<J: Job>(mut self, tools: J::Tools) -> Self {
        let run = move |payload: &str, work: Work| -> LocalBoxFuture<'static, Result<(), Failure>> {
            let job = serde_json::from_str::<J>(payload);
            let tools = tools.clone();
            Box::pin(async move { job.map_err(Failure::useless)?.run(tools, work).await })
        };
        self.by_kind.insert(J::KIND.word(), Handler { run: Box::new(run), pause: J::pause });
        self
    }

    /// This job is run here, and once in each period on one of the nodes.
    ///
    /// # Errors
    /// Where the job cannot be written as JSON.
    pub fn every<J: Job>(mut self, every: TimeDelta, job: &J, tools: J::Tools) -> Reply<Self> {
        let payload = serde_json::to_string(job)?;
        self.periods.push(Period { kind: J::KIND, every, payload, max_attempts: J::ATTEMPTS });
        Ok(self.on::<J>(tools))
    }
}

impl Debug for Handlers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.by_kind.keys()).finish()
    }
}
