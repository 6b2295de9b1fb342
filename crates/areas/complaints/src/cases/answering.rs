//! What the customer's answer does to a case (CPL-06), and that the time in which it was waited for counts against nobody (CPL-02).

use super::clocks;
use super::commands::{Change, apply};
use super::entity::complaint::{ActiveModel, Model};
use super::states::FLOW;
use crate::settings;
use contract::complaints::{ComplaintActKind, Feedback};
use engines::calendar::WorkingDays;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{IntoActiveModel, Set};

/// The customer's own answer, by their page or the survey: satisfied closes, anything else reopens; nobody of the company decides.
///
/// # Errors
/// `409` where no answer is waited for.
pub async fn answered(tx: &mut Tx, case: &Model, feedback: &Feedback) -> Reply<Model> {
    let satisfied = feedback.satisfaction >= contract::complaints::SATISFIED_FROM;
    let act = if satisfied { ComplaintActKind::Accept } else { ComplaintActKind::Dispute };
    let step = FLOW.plan_by_system(case, act)?;
    let mut row = case.clone().into_active_model();
    let note = if satisfied { close(tx, case, &mut row, feedback).await? } else { reopen(tx, case, &mut row, feedback).await? };
    apply(tx, case, step, Change { row, act, note }).await
}

/// The customer is satisfied.
///
/// # Errors
/// Where the database fails.
pub async fn close(tx: &Tx, case: &Model, row: &mut ActiveModel, feedback: &Feedback) -> Reply<String> {
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    ended(tx, case, row, &days);
    Ok(answer(row, feedback))
}

/// The case is over, with an answer or without one.
pub fn ended(tx: &Tx, case: &Model, row: &mut ActiveModel, days: &WorkingDays) {
    row.closed_at = Set(Some(tx.at()));
    let due = clocks::after_answer(case, tx.at(), days);
    row.close_due_at = Set(due);
    row.closed_on_time = Set(Some(tx.at() <= due));
}

/// Not satisfied reopens the investigation under the same number. The clock of the whole case goes on with what was left of it when
/// the remedy was carried out. The investigation gets its whole term anew, counted from here: the first one was kept or missed with the
/// first remedy, that is told by its step, and it ended before the customer said what is still wrong, so that a case reopened after
/// some days would be late before anybody could look.
///
/// # Errors
/// Where the database fails.
pub async fn reopen(tx: &Tx, case: &Model, row: &mut ActiveModel, feedback: &Feedback) -> Reply<String> {
    let said = settings::load(tx.conn()).await?;
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    row.close_due_at = Set(clocks::after_answer(case, tx.at(), &days));
    row.investigate_due_at = Set(clocks::due(&said.of(case.severity), tx.at(), &days).investigate);
    row.reopened = Set(case.reopened + 1);
    row.merged_into_id = Set(None);
    row.investigated_at = Set(None);
    row.executed_at = Set(None);
    row.approve_due_at = Set(None);
    row.approved_at = Set(None);
    row.execute_due_at = Set(None);
    row.answer_due_at = Set(None);
    row.result = Set(None);
    Ok(answer(row, feedback))
}

fn answer(row: &mut ActiveModel, feedback: &Feedback) -> String {
    let words = feedback.words.trim().to_owned();
    let note = format!("{}/5 {words}", feedback.satisfaction).trim_end().to_owned();
    row.satisfaction = Set(Some(feedback.satisfaction));
    row.words = Set(Some(words));
    note
}
