//! The steps of a cycle, and what each begins and ends.

use super::entity::{ActiveModel, Entity, Model};
use super::rules::{self, Dates};
use super::states::FLOW;
use super::{queries, settings};
use crate::marks;
use crate::month::Month;
use crate::results::ANSWERING;
use chrono::{DateTime, NaiveDate, Utc};
use contract::SubjectKind;
use contract::kpi::cycles::{CycleAct, CycleActKind, CycleKind, CycleStatus};
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::{WorkingDays, end_of_day, local_date};
use engines::people::holders_of;
use engines::tasks::{self, NewTask};
use platform::db::Tx;
use platform::flow::Step;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{IntoActiveModel, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The event of a reminder: its data names the people who are missing.
pub const REMINDED: &str = "kpi_cycle.reminded";

/// Today at the company.
pub(super) fn today(tx: &Tx) -> NaiveDate {
    local_date(tx.at(), tx.state().config.utc_offset_minutes)
}

fn end(tx: &Tx, day: NaiveDate) -> DateTime<Utc> {
    end_of_day(day, tx.state().config.utc_offset_minutes)
}

pub(super) fn dates(row: &Model) -> Dates {
    Dates {
        self_from: row.self_from,
        self_until: row.self_until,
        marking_from: row.marking_from,
        marking_until: row.marking_until,
        calibrated_until: row.calibrated_until,
    }
}

/// Puts down the cycle of a period, where there is none yet.
pub(super) async fn ensure(tx: &mut Tx, kind: CycleKind, period: &str) -> Reply<()> {
    if queries::by_period(tx.conn(), period).await?.is_some() {
        return Ok(());
    }
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let dates = match kind {
        CycleKind::Month => {
            let month: Month = period.parse().map_err(|_| Error::invalid("/period", "month_invalid"))?;
            rules::of_month(month, &settings::rules_of(tx.conn(), period).await?, &days)
        }
        CycleKind::Year => {
            let year = period.parse().map_err(|_| Error::invalid("/period", "month_invalid"))?;
            rules::of_year(year, &settings::rules_of(tx.conn(), period).await?, &days)
        }
    };
    insert(tx, kind, period, dates).await.map(|_| ())
}

async fn insert(tx: &mut Tx, kind: CycleKind, period: &str, dates: Dates) -> Reply<Model> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        kind: Set(kind),
        period: Set(period.to_owned()),
        status: Set(FLOW.start),
        self_from: Set(dates.self_from),
        self_until: Set(dates.self_until),
        marking_from: Set(dates.marking_from),
        marking_until: Set(dates.marking_until),
        calibrated_until: Set(dates.calibrated_until),
        extended: Set(None),
        reminded_on: Set(None),
        closed_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let row = tx.insert::<Entity, _>(row).await?;
    emit(tx, &row, "kpi_cycle.opened");
    Ok(row)
}

/// A step by a person.
///
/// # Errors
/// `404`, `403` without the right over everybody, `409` where the part that runs forbids it, `412`, `422` for a day that is past.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &CycleAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id).await?;
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    if !queries::reaches(&actor) {
        return Err(Error::Forbidden(contract::permission::Permission::KpiPublish));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    match act {
        CycleAct::Advance => go(tx, &before, step).await,
        CycleAct::Chase => {
            remind(tx, &before).await?;
            Ok(before)
        }
        CycleAct::Extend(wanted) => {
            if wanted.until < today(tx) {
                return Err(Error::invalid("/until", "day_past"));
            }
            let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
            let new = rules::extended(before.status, &dates(&before), wanted.until, &days);
            let mut row = before.clone().into_active_model();
            row.self_until = Set(new.self_until);
            row.marking_until = Set(new.marking_until);
            row.calibrated_until = Set(new.calibrated_until);
            row.extended = Set(Some(wanted.reason.trim().to_owned()));
            let now = tx.update::<Entity, _>(&before, row).await?;
            let due = end(tx, now.until());
            for kind in [TaskKind::SelfReview, TaskKind::Marking, TaskKind::Calibration] {
                tasks::put_off(tx, now.id, kind, due).await?;
            }
            emit(tx, &now, "kpi_cycle.extended");
            Ok(now)
        }
    }
}

/// Takes a step that the clock has leave for.
pub(super) async fn by_clock(tx: &mut Tx, before: &Model, act: CycleActKind) -> Reply<Model> {
    let step = FLOW.plan_by_system(before, act)?;
    go(tx, before, step).await
}

/// Moves a cycle on: ends what ran, begins what comes.
async fn go(tx: &mut Tx, before: &Model, step: Step<CycleStatus>) -> Reply<Model> {
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.extended = Set(None);
    row.reminded_on = Set(None);
    if step.to() == CycleStatus::Calibration {
        row.closed_at = Set(Some(tx.at()));
    }
    let now = tx.update::<Entity, _>(before, row).await?;
    for kind in [TaskKind::SelfReview, TaskKind::Marking] {
        tasks::close(tx, now.id, kind, TaskStatus::Cancelled).await?;
    }
    let due = end(tx, now.until());
    match now.status {
        CycleStatus::SelfReview => {
            for person in marks::begin(tx, &now).await? {
                ask(tx, &now, TaskKind::SelfReview, person, due).await?;
            }
        }
        CycleStatus::Marking => {
            for person in marks::collect(tx, &now).await? {
                ask(tx, &now, TaskKind::Marking, person, due).await?;
            }
        }
        CycleStatus::Calibration => {
            let people: BTreeSet<Uuid> = holders_of(tx.conn(), ANSWERING).await?.into_iter().map(|holder| holder.id).collect();
            for person in people {
                ask(tx, &now, TaskKind::Calibration, person, due).await?;
            }
        }
        CycleStatus::Published => tasks::close(tx, now.id, TaskKind::Calibration, TaskStatus::Done).await?,
        CycleStatus::Open | CycleStatus::Final => {}
    }
    emit(tx, &now, "kpi_cycle.moved_on");
    Ok(now)
}

/// Who joined since the part that runs began is asked like everybody else: a review of their own, marks of the others.
pub(super) async fn join(tx: &mut Tx, cycle: &Model) -> Reply<()> {
    let due = end(tx, cycle.until());
    match cycle.status {
        CycleStatus::SelfReview => {
            for person in marks::begin(tx, cycle).await? {
                ask(tx, cycle, TaskKind::SelfReview, person, due).await?;
            }
        }
        CycleStatus::Marking => {
            marks::begin(tx, cycle).await?;
            let asked = marks::collect(tx, cycle).await?;
            let known = if asked.is_empty() { Vec::new() } else { tasks::holders(tx, cycle.id, TaskKind::Marking).await? };
            for person in asked.into_iter().filter(|person| !known.contains(person)) {
                ask(tx, cycle, TaskKind::Marking, person, due).await?;
            }
        }
        CycleStatus::Open | CycleStatus::Calibration | CycleStatus::Published | CycleStatus::Final => {}
    }
    Ok(())
}

async fn ask(tx: &mut Tx, cycle: &Model, kind: TaskKind, person: Uuid, due: DateTime<Utc>) -> Reply<()> {
    let subject = cycle.subject();
    tasks::open(tx, NewTask { kind, person, title: subject.title.clone(), subject, due_at: Some(due) }).await
}

/// Reminds everyone who is still missing; the day is kept, so that the clock does it once.
pub(super) async fn remind(tx: &mut Tx, cycle: &Model) -> Reply<()> {
    let kind = if cycle.status == CycleStatus::SelfReview { TaskKind::SelfReview } else { TaskKind::Marking };
    let people = tasks::remind(tx, cycle.id, kind).await?;
    let mut row = cycle.clone().into_active_model();
    row.reminded_on = Set(Some(today(tx)));
    let now = tx.update::<Entity, _>(cycle, row).await?;
    let data = serde_json::json!({ "period": now.period, "people": people });
    tx.emit(Event { name: REMINDED, kind: SubjectKind::KpiCycle, id: now.id, data });
    Ok(())
}

/// The results of a period are being published: its cycle moves on, or says that it is too early. Where nobody was to mark, nothing
/// has to be waited for.
///
/// # Errors
/// `409` while people still mark.
pub async fn published(tx: &mut Tx, period: &str) -> Reply<()> {
    let Some(mut cycle) = queries::by_period(tx.conn(), period).await? else { return Ok(()) };
    if matches!(cycle.status, CycleStatus::Published | CycleStatus::Final) {
        return Ok(());
    }
    let idle = marks::count(tx.conn(), &[cycle.id]).await?.is_empty();
    for act in [CycleActKind::Begin, CycleActKind::Collect, CycleActKind::Close] {
        if idle && FLOW.plan_by_system(&cycle, act).is_ok() {
            cycle = by_clock(tx, &cycle, act).await?;
        }
    }
    let step = match tx.actor() {
        Ok(actor) => FLOW.plan(&cycle, CycleActKind::Publish, actor)?,
        Err(_) => FLOW.plan_by_system(&cycle, CycleActKind::Announce)?,
    };
    // Who reaches a part of the company publishes that part; the cycle goes on with the rest.
    if tx.actor().is_ok_and(|actor| !queries::reaches(actor)) {
        return Ok(());
    }
    go(tx, &cycle, step).await.map(|_| ())
}

fn emit(tx: &mut Tx, row: &Model, name: &'static str) {
    let data = serde_json::json!({ "period": row.period, "status": row.status });
    tx.emit(Event { name, kind: SubjectKind::KpiCycle, id: row.id, data });
}

/// For the demo company.
pub mod seeding {
    use super::*;

    /// A cycle of an earlier month whose self-reviews run late: it has its days from today on.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn late(tx: &mut Tx, month: Month) -> Reply<Uuid> {
        let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
        let today = today(tx);
        let self_until = days.add(today, 5);
        let marking_until = days.add(self_until, 8);
        let dates = Dates {
            self_from: month.last(),
            self_until,
            marking_from: month.next().first(),
            marking_until,
            calibrated_until: days.add(marking_until, 3),
        };
        let row = insert(tx, CycleKind::Month, &month.to_string(), dates).await?;
        by_clock(tx, &row, CycleActKind::Begin).await.map(|row| row.id)
    }
}
