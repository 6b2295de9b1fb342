//! A rater who leaves is replaced in the rounds that are being marked (ORG-08, KPI-13).

use super::entity::round;
use contract::kpi::grading::{GradingStatus, RaterForm};
use contract::tasks::TaskKind;
use engines::{Passing, tasks};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

/// Sheets that were given stay; whoever reviews in this round already does so once.
pub(crate) async fn pass(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    let rounds = tasks::subjects_of(tx.conn(), &passing.ids, TaskKind::Grading).await?;
    if rounds.is_empty() {
        return Ok(());
    }
    let running = round::Entity::find().filter(round::Column::Id.is_in(rounds)).filter(round::Column::Status.eq(GradingStatus::Marking));
    for before in running.all(tx.conn()).await? {
        let all = before.raters();
        let known = all.iter().any(|rater| rater.person_id == passing.to);
        let replaced: Vec<RaterForm> = all
            .into_iter()
            .filter(|rater| rater.person_id != passing.from || !known)
            .map(|rater| RaterForm { person_id: if rater.person_id == passing.from { passing.to } else { rater.person_id }, ..rater })
            .collect();
        let mut row = before.clone().into_active_model();
        row.raters = Set(serde_json::to_string(&replaced)?);
        tx.update::<round::Entity, _>(&before, row).await?;
    }
    Ok(())
}
