//! Surveys that wait for an answer go to whoever takes over (ORG-08): an answer that opens a case must find somebody.

use super::entity::stage_survey::{Column, Entity, Model};
use contract::complaints::stage_surveys::StageSurveyStatus;
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use engines::{Holding, Passing, people};
use organisation::grants;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let asked = Entity::find().filter(Column::AskerId.eq(person)).filter(Column::Status.eq(StageSurveyStatus::Asked));
    let rows = asked.order_by_asc(Column::Number).all(tx.conn()).await?;
    Ok(rows.iter().map(Model::subject).map(|subject| Holding::passed_on(HoldingKind::StageSurvey, subject)).collect())
}

pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    if passing.from != passing.to && !grants::holds(tx.conn(), passing.to, Permission::StageSurveyAsk).await? {
        return Err(engines::area::unable());
    }
    let unit = people::unit_of(tx.conn(), passing.to).await?;
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.asker_id = Set(passing.to);
        row.unit_id = Set(unit);
        tx.update::<Entity, _>(&found, row).await?;
    }
    Ok(())
}
