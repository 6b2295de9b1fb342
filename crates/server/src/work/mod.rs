//! What this program does in the background: every kind of job, and what comes by the clock, on one screen.

mod purge;

use crate::notifications::TellLate;
use crate::notifications::channels::{BeginDigests, SendApology, SendMessage};
use crate::webhooks::{Deliver, Sender};
use chrono::TimeDelta;
use contract::jobs::JobKind;
use engines::approvals;
use platform::Reply;
use platform::audit::anchor;
use platform::db::Tx;
use platform::jobs::{Failure, Handlers, Job, Work};
use serde::{Deserialize, Serialize};

/// Every job of the product.
///
/// # Errors
/// Where a periodic job cannot be written as JSON.
pub fn handlers() -> Reply<Handlers> {
    Handlers::default()
        .every(TimeDelta::hours(1), &purge::Answers, ())?
        .every(TimeDelta::hours(24), &purge::Sessions, ())?
        .every(TimeDelta::hours(24), &purge::Events, ())?
        .every(TimeDelta::hours(24), &purge::Jobs, ())?
        .every(TimeDelta::hours(24), &purge::Notifications, ())?
        .every(TimeDelta::hours(24), &purge::Files, ())?
        .every(TimeDelta::hours(24), &Optimize, ())?
        .every(TimeDelta::minutes(5), &WatchComplaints, ())?
        .every(TimeDelta::minutes(15), &WatchAssignments, ())?
        .every(TimeDelta::hours(1), &KeepPool, ())?
        .every(TimeDelta::minutes(15), &WatchReadings, ())?
        .every(TimeDelta::minutes(15), &WatchCampaigns, ())?
        .every(TimeDelta::minutes(15), &SettleResults, ())?
        .every(TimeDelta::minutes(15), &RunCycles, ())?
        .every(TimeDelta::minutes(15), &WatchGradings, ())?
        .every(TimeDelta::minutes(15), &WatchLeaves, ())?
        .every(TimeDelta::hours(24), &WatchCertificates, ())?
        .every(TimeDelta::hours(1), &AnchorAudit, ())?
        .every(TimeDelta::minutes(15), &TellLate, ())?
        .every(TimeDelta::minutes(5), &ShowAnnouncements, ())?
        .every(TimeDelta::minutes(15), &EscalateApprovals, ())?
        .every(TimeDelta::minutes(15), &BeginDigests, ())?
        .every(TimeDelta::hours(1), &EndLetters, ())
        .map(|handlers| handlers.on::<Deliver>(Sender::default()).on::<SendMessage>(Sender::default()).on::<SendApology>(()))
}

/// Looks at the clocks of complaints (CPL-02, CPL-06).
#[derive(Serialize, Deserialize)]
struct WatchComplaints;

impl Job for WatchComplaints {
    const KIND: JobKind = JobKind::WatchComplaints;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let watched = complaints::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(watched.escalated, watched.lapsed, watched.silent, "complaints watched");
        Ok(())
    }
}

/// Looks at the clocks of tasks (DAY-03).
#[derive(Serialize, Deserialize)]
struct WatchAssignments;

impl Job for WatchAssignments {
    const KIND: JobKind = JobKind::WatchAssignments;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let watched = workday::assignments::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(watched.escalated, watched.followed, "tasks watched");
        Ok(())
    }
}

/// Tells of certificates that run out (ORG-03).
#[derive(Serialize, Deserialize)]
struct WatchCertificates;

impl Job for WatchCertificates {
    const KIND: JobKind = JobKind::WatchCertificates;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let told = organisation::people::certificates::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(told, "certificates watched");
        Ok(())
    }
}

/// Remembers the end of the audit log outside the database and says it in the program's own log (PLT-06). A log that was rolled back fails
/// the job, for everybody who looks after jobs to see.
#[derive(Serialize, Deserialize)]
struct AnchorAudit;

impl Job for AnchorAudit {
    const KIND: JobKind = JobKind::AnchorAudit;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let head = anchor::cast(work.door.state()).await.map_err(Failure::new)?;
        tracing::info!(%head, "end of the audit log");
        Ok(())
    }
}

/// Begins and ends leaves on their days (DAY-08).
#[derive(Serialize, Deserialize)]
struct WatchLeaves;

impl Job for WatchLeaves {
    const KIND: JobKind = JobKind::WatchLeaves;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let watched = workday::leaves::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(watched.begun, watched.ended, "leaves watched");
        Ok(())
    }
}

/// Warns of customers that nobody follows up, and puts them back into the public pool (CRM-10).
#[derive(Serialize, Deserialize)]
struct KeepPool;

impl Job for KeepPool {
    const KIND: JobKind = JobKind::KeepPool;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let watched = customers::pool::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(watched.warned, watched.pooled, "customers watched");
        Ok(())
    }
}

/// Looks for unusual reading of customer files (CRM-07).
#[derive(Serialize, Deserialize)]
struct WatchReadings;

impl Job for WatchReadings {
    const KIND: JobKind = JobKind::WatchReadings;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let raised = customers::reading_alerts::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(raised, "readings watched");
        Ok(())
    }
}

/// Looks at the days of preparations (CMP-04).
#[derive(Serialize, Deserialize)]
struct WatchCampaigns;

impl Job for WatchCampaigns {
    const KIND: JobKind = JobKind::WatchCampaigns;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let late = campaigns::preparation::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(late, "campaigns watched");
        Ok(())
    }
}

/// Makes results final that nobody appealed against in time, and tells of appeals that nobody answered in time (KPI-08).
#[derive(Serialize, Deserialize)]
struct SettleResults;

impl Job for SettleResults {
    const KIND: JobKind = JobKind::SettleResults;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let settled = kpi::results::settle(&work.door).await.map_err(Failure::new)?;
        let escalated = kpi::results::chase(&work.door).await.map_err(Failure::new)?;
        tracing::info!(settled, escalated, "results settled");
        Ok(())
    }
}

/// Opens the cycles of appraisal, reminds, closes and moves them on (KPI-05).
#[derive(Serialize, Deserialize)]
struct RunCycles;

impl Job for RunCycles {
    const KIND: JobKind = JobKind::RunCycles;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let moved = kpi::cycles::run(&work.door, &crate::areas::all()).await.map_err(Failure::new)?;
        tracing::info!(moved.steps, moved.reminded, moved.followed, "cycles moved on");
        Ok(())
    }
}

/// Makes gradings final that nobody objected to in time, and reminds of certificates (KPI-13).
#[derive(Serialize, Deserialize)]
struct WatchGradings;

impl Job for WatchGradings {
    const KIND: JobKind = JobKind::WatchGradings;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let (settled, reminded) = kpi::gradings::watch(&work.door).await.map_err(Failure::new)?;
        tracing::info!(settled, reminded, "gradings watched");
        Ok(())
    }
}

/// Tells of announcements whose first day has come (DAY-12).
#[derive(Serialize, Deserialize)]
struct ShowAnnouncements;

impl Job for ShowAnnouncements {
    const KIND: JobKind = JobKind::ShowAnnouncements;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let shown = organisation::announcements::show_due(&work.door).await.map_err(Failure::new)?;
        tracing::info!(shown, "announcements shown");
        Ok(())
    }
}

/// Puts approvals that are past their time before the next superior as well; time approves nothing (DAY-01).
#[derive(Serialize, Deserialize)]
struct EscalateApprovals;

impl Job for EscalateApprovals {
    const KIND: JobKind = JobKind::EscalateApprovals;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let mut escalated = 0;
        loop {
            let some = work.door.write_as_system(async |tx: &mut Tx| approvals::overdue(tx).await).await?;
            if some == 0 {
                tracing::info!(escalated, "approvals escalated");
                return Ok(());
            }
            escalated += some;
        }
    }
}

/// Ends duty letters whose last day is over (ORG-04).
#[derive(Serialize, Deserialize)]
struct EndLetters;

impl Job for EndLetters {
    const KIND: JobKind = JobKind::EndLetters;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let ended = organisation::duty_letters::end(&work.door).await.map_err(Failure::new)?;
        tracing::info!(ended, "duty letters ended");
        Ok(())
    }
}

/// Lets the database look at its statistics.
#[derive(Serialize, Deserialize)]
struct Optimize;

impl Job for Optimize {
    const KIND: JobKind = JobKind::Optimize;
    type Tools = ();

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        work.door.state().database.optimize().await.map_err(Failure::new)
    }
}
