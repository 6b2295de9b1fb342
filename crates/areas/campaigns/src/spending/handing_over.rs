//! Money that is committed and not paid, or waits for leave, goes to whoever takes over (ORG-08). What was paid stays as it was.

use super::entity::{Column, Entity};
use super::queries::subject;
use crate::entity as campaign;
use crate::entity::Model as Campaign;
use crate::handing_over::reached;
use crate::policy::reaches;
use contract::campaigns::CampaignStatus;
use contract::campaigns::spending::ExpenseStatus::{Committed, Waiting};
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use engines::{Holding, Passing};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use std::collections::HashMap;
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let open = Entity::find().filter(Column::PersonId.eq(person)).filter(Column::Status.is_in([Waiting, Committed]));
    let rows = open.order_by_asc(Column::Id).all(tx.conn()).await?;
    let open = campaign::Entity::find()
        .filter(campaign::Column::Id.is_in(rows.iter().map(|row| row.campaign_id)))
        .filter(campaign::Column::Status.ne(CampaignStatus::SummedUp));
    let campaigns: HashMap<Uuid, Campaign> = open.all(tx.conn()).await?.into_iter().map(|row| (row.id, row)).collect();
    let holding = |row| Some(Holding::passed_on(HoldingKind::Expense, subject(row, campaigns.get(&row.campaign_id)?)));
    Ok(rows.iter().filter_map(holding).collect())
}

/// Whoever takes over settles them, and so must reach the campaign with the right to spend for it.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    let actor = tx.actor()?.clone();
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        if !reaches(&reached(tx, found.campaign_id).await?, &actor, Permission::CampaignEdit) {
            return Err(engines::area::unable());
        }
        let mut row = found.clone().into_active_model();
        row.person_id = Set(passing.to);
        tx.update::<Entity, _>(&found, row).await?;
    }
    Ok(())
}
