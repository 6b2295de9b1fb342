//! What happens to cycles by themselves: opened, begun, reminded of, closed, published and settled (KPI-05).

use super::commands::{by_clock, dates, ensure, join, remind, today};
use super::{Model, queries, rules, settings};
use crate::month::Month;
use crate::results;
use chrono::Datelike;
use contract::kpi::cycles::{CycleActKind, CycleKind, CycleStatus};
use engines::Areas;
use engines::calendar::{WorkingDays, local_date};
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use uuid::Uuid;

/// More steps than a cycle has.
const MOST: usize = 8;

/// How many steps were taken and how many cycles were reminded of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub steps: usize,
    pub reminded: usize,
    /// Results of years that followed a month.
    pub followed: usize,
}

/// Looks at every cycle, each in writes of its own.
///
/// # Errors
/// The first that stopped a cycle; the others have moved on.
pub async fn run(door: &Door, areas: &Areas) -> Reply<Moved> {
    let on = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let open = async move |tx: &mut Tx| {
        ensure(tx, CycleKind::Month, &Month::of(on).to_string()).await?;
        if on.month() == 1 { ensure(tx, CycleKind::Year, &(on.year() - 1).to_string()).await } else { Ok(()) }
    };
    door.write_as_system(open).await?;
    let mut moved = Moved::default();
    let mut failed = None;
    for cycle in queries::running(door.reader().conn()).await? {
        // What stops one cycle must not hold up the others.
        if let Err(error) = look_at(door, areas, &cycle, &mut moved).await {
            tracing::error!(cycle = %cycle.period, %error, "a cycle does not move on");
            failed.get_or_insert(error);
        }
    }
    failed.map_or(Ok(moved), Err)
}

async fn look_at(door: &Door, areas: &Areas, cycle: &Model, moved: &mut Moved) -> Reply<()> {
    if cycle.status == CycleStatus::Published {
        results::settle(door).await?;
    }
    while moved.steps < MOST * 100 && step(door, areas, cycle.id).await? {
        moved.steps += 1;
    }
    if cycle.kind == CycleKind::Year && cycle.status == CycleStatus::Published {
        moved.followed += results::follow_months(door, areas, &cycle.period, None).await?;
    }
    let id = cycle.id;
    door.write_as_system(async move |tx: &mut Tx| joining(tx, id).await).await?;
    moved.reminded += usize::from(door.write_as_system(async move |tx: &mut Tx| reminding(tx, id).await).await?);
    Ok(())
}

/// Takes the next step of a cycle that is due; `false` where none is.
async fn step(door: &Door, areas: &Areas, id: Uuid) -> Reply<bool> {
    let conn = door.reader().conn();
    let cycle = queries::found(conn, id).await?;
    let on = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let itself = settings::rules_of(conn, &cycle.period).await?.publish_itself;
    match rules::due(cycle.status, &dates(&cycle), on, itself) {
        None => Ok(false),
        Some(CycleActKind::Announce) => results::announce(door, areas, &cycle.period).await,
        Some(CycleActKind::Settle) if !results::all_final(conn, std::slice::from_ref(&cycle.period)).await? => Ok(false),
        Some(act) => {
            let write = async move |tx: &mut Tx| {
                let now = queries::found(tx.conn(), id).await?;
                // Somebody else was quicker.
                if now.status != cycle.status {
                    return Ok(false);
                }
                by_clock(tx, &now, act).await.map(|_| true)
            };
            door.write_as_system(write).await
        }
    }
}

async fn joining(tx: &mut Tx, id: Uuid) -> Reply<()> {
    let cycle = queries::found(tx.conn(), id).await?;
    join(tx, &cycle).await
}

async fn reminding(tx: &mut Tx, id: Uuid) -> Reply<bool> {
    let cycle = queries::found(tx.conn(), id).await.map_err(|_| Error::NotFound)?;
    if !matches!(cycle.status, CycleStatus::SelfReview | CycleStatus::Marking) {
        return Ok(false);
    }
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due = rules::reminds(cycle.status, cycle.until(), today(tx), cycle.reminded_on, &days);
    if due {
        remind(tx, &cycle).await?;
    }
    Ok(due)
}
