//! Open things to prepare go to whoever takes over (ORG-08).

use super::entity::{Column, Entity};
use super::queries::subject;
use crate::handing_over::{ahead, reached};
use contract::campaigns::preparation::PreparationStatus;
use contract::hand_overs::HoldingKind;
use engines::{Holding, Passing, tasks};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let open = Entity::find().filter(Column::OwnerId.eq(person)).filter(Column::Status.eq(PreparationStatus::Open));
    let rows = open.order_by_asc(Column::DueOn).order_by_asc(Column::Id).all(tx.conn()).await?;
    let campaigns = ahead(tx, rows.iter().map(|row| row.campaign_id)).await?;
    let holding = |row| Some(Holding::passed_on(HoldingKind::PreparationItem, subject(row, campaigns.get(&row.campaign_id)?)));
    Ok(rows.iter().filter_map(holding).collect())
}

pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        reached(tx, found.campaign_id).await?;
        let mut row = found.clone().into_active_model();
        row.owner_id = Set(passing.to);
        tx.update::<Entity, _>(&found, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}
