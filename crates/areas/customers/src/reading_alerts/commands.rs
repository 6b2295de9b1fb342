use super::entity::{alert, rules};
use super::queries;
use contract::customers::{AlertReview, ReadingAlertStatus, ReadingRules, ReadingRulesForm};
use contract::tasks::{TaskKind, TaskStatus};
use engines::tasks;
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

const REVIEWED: Refusal = Refusal::new("reading_alert.reviewed", locale::problems::READING_ALERT_REVIEWED);

/// Writes down what came of looking into it; whoever else was asked need not.
pub(super) async fn review(tx: &mut Tx, id: Uuid, seen: i64, form: &AlertReview) -> Reply<alert::Model> {
    let who = tx.actor()?.clone();
    let before = queries::visible(tx.conn(), &who, id).await?;
    if before.status == ReadingAlertStatus::Reviewed {
        return Err(Error::Refused(REVIEWED));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(ReadingAlertStatus::Reviewed);
    row.note = Set(form.note.trim().to_owned());
    row.reviewed_by = Set(Some(who.id));
    row.reviewed_at = Set(Some(tx.at()));
    row.reviewed_files = Set(Some(before.files));
    let now = tx.update::<alert::Entity, _>(&before, row).await?;
    tasks::close(tx, id, TaskKind::ReadingAlert, TaskStatus::Done).await?;
    Ok(now)
}

/// Changes from when on reading is unusual.
pub(super) async fn edit_rules(tx: &mut Tx, seen: i64, form: &ReadingRulesForm) -> Reply<ReadingRules> {
    let before = queries::rules_row(tx.conn()).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let ReadingRulesForm { burst_files, burst_minutes, night_files, night_from, night_to, leaving_files } = form;
    let mut row: rules::ActiveModel = before.clone().into_active_model();
    row.burst_files = Set(*burst_files);
    row.burst_minutes = Set(*burst_minutes);
    row.night_files = Set(*night_files);
    row.night_from = Set(*night_from);
    row.night_to = Set(*night_to);
    row.leaving_files = Set(*leaving_files);
    tx.update::<rules::Entity, _>(&before, row).await.map(queries::present_rules)
}
