//! The clocks of a case whose severity was put right: as they would be, had it been so from when the complaint was received (CPL-02).

use super::clocks::{self, after_pause};
use super::entity::complaint::{ActiveModel, Model};
use super::entity::{complaint_pause, complaint_step};
use super::queries::steps_of;
use crate::settings;
use chrono::{DateTime, Utc};
use contract::complaints::settings::SeverityTerms;
use contract::complaints::{ComplaintActKind, ComplaintStatus, Severity};
use engines::calendar::WorkingDays;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

/// A time in which the clocks stood still.
type Still = (DateTime<Utc>, DateTime<Utc>);

/// Sets the clocks by another severity.
///
/// # Errors
/// Where the database fails.
pub async fn clocks(tx: &Tx, case: &Model, row: &mut ActiveModel, severity: Severity) -> Reply<()> {
    let terms = settings::load(tx.conn()).await?.of(severity);
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let steps = steps_of(tx.conn(), case.id).await?;
    let pauses = complaint_pause::Entity::find().filter(complaint_pause::Column::ComplaintId.eq(case.id)).all(tx.conn()).await?;
    let paused: Vec<Still> = pauses.iter().filter_map(|pause| Some((pause.began_at, pause.ended_at?))).collect();
    let set = anew(&terms, case, &steps, &paused, &days);
    row.acknowledge_due_at = Set(set.acknowledge);
    row.investigate_due_at = Set(set.investigate);
    row.close_due_at = Set(set.close);
    if case.approve_due_at.is_some() {
        let submitted = steps.iter().rev().find(|step| step.act == Some(ComplaintActKind::Submit));
        row.approve_due_at = Set(submitted.map(|step| clocks::approve_due(&terms, step.at, &days)));
    }
    let mut later = case.clone();
    (later.acknowledge_due_at, later.investigate_due_at, later.close_due_at) = (set.acknowledge, set.investigate, set.close);
    later.approve_due_at = row.approve_due_at.clone().take().unwrap_or(case.approve_due_at);
    row.step_due_at = Set(clocks::step_due(&later));
    row.escalated = Set(0);
    Ok(())
}

/// The whole case counts from when it was received, without pauses and without the time in which the customer's answer was waited for.
/// What began anew, with a reopening or with another investigator, counts from there.
fn anew(terms: &SeverityTerms, case: &Model, steps: &[complaint_step::Model], paused: &[Still], days: &WorkingDays) -> clocks::Due {
    let mut still: Vec<Still> = paused.to_vec();
    let (mut assigned_from, mut investigated_from) = (case.received_at, case.received_at);
    let mut carried_out = None;
    for step in steps {
        match step.act {
            Some(ComplaintActKind::CarryOut | ComplaintActKind::Follow) => carried_out = Some(step.at),
            Some(ComplaintActKind::Reopen | ComplaintActKind::Dispute) => {
                still.extend(carried_out.map(|from| (from, step.at)));
                investigated_from = step.at;
            }
            Some(ComplaintActKind::Split | ComplaintActKind::Recuse) if step.to_status == ComplaintStatus::Received => {
                (assigned_from, investigated_from) = (step.at, step.at);
            }
            _ => {}
        }
    }
    still.sort_unstable();
    let investigating = |(from, to): &&Still| *from >= investigated_from && case.investigated_at.is_none_or(|done| *to <= done);
    let first = clocks::due(terms, case.received_at, days);
    let begun = clocks::due(terms, investigated_from, days);
    clocks::Due {
        acknowledge: clocks::due(terms, assigned_from, days).acknowledge,
        investigate: still.iter().filter(investigating).fold(begun.investigate, |due, (from, to)| after_pause(due, *from, *to, days)),
        close: still.iter().fold(first.close, |due, (from, to)| after_pause(due, *from, *to, days)),
    }
}
