//! Clocks that stand still while somebody outside is waited for, and go on (CPL-02).

use super::clocks;
use super::entity::{complaint, complaint_pause};
use contract::complaints::NewPause;
use engines::calendar::WorkingDays;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Stops the clocks.
///
/// # Errors
/// Where the database fails.
pub async fn begin(tx: &mut Tx, row: &mut complaint::ActiveModel, case: &complaint::Model, new: &NewPause) -> Reply<String> {
    let note = new.note.trim().to_owned();
    let pause = complaint_pause::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        complaint_id: Set(case.id),
        reason: Set(new.reason),
        note: Set(note.clone()),
        began_at: Set(tx.at()),
        began_by: Set(tx.actor()?.id),
        ended_at: Set(None),
        ended_by: Set(None),
    };
    tx.insert::<complaint_pause::Entity, _>(pause).await?;
    row.paused_at = Set(Some(tx.at()));
    Ok(note)
}

/// Lets the clocks go on: what is not done yet is due later by the working time of the pause.
///
/// # Errors
/// Where the database fails.
pub async fn end(tx: &mut Tx, row: &mut complaint::ActiveModel, case: &complaint::Model) -> Reply<()> {
    let Some(began) = case.paused_at else { return Ok(()) };
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let later = |due| clocks::after_pause(due, began, tx.at(), &days);
    if case.investigated_at.is_none() {
        row.investigate_due_at = Set(later(case.investigate_due_at));
    }
    if case.executed_at.is_none() {
        row.execute_due_at = Set(case.execute_due_at.map(later));
    }
    row.close_due_at = Set(later(case.close_due_at));
    row.tell_due_at = Set(case.tell_due_at.map(later));
    finish(tx, row, case).await
}

/// Ends the pause of a case that needs no clocks any more.
///
/// # Errors
/// Where the database fails.
pub async fn finish(tx: &mut Tx, row: &mut complaint::ActiveModel, case: &complaint::Model) -> Reply<()> {
    let lasting = complaint_pause::Entity::find()
        .filter(complaint_pause::Column::ComplaintId.eq(case.id))
        .filter(complaint_pause::Column::EndedAt.is_null());
    for pause in lasting.all(tx.conn()).await? {
        let mut ended = pause.clone().into_active_model();
        ended.ended_at = Set(Some(tx.at()));
        ended.ended_by = Set(tx.person());
        tx.update::<complaint_pause::Entity, _>(&pause, ended).await?;
    }
    row.paused_at = Set(None);
    Ok(())
}
