//! Steps and safety checks that are still to come go to whoever takes over (ORG-08).

use super::entity::{Column, Entity, Model};
use crate::handing_over::{ahead, reached};
use contract::SubjectKind;
use contract::campaigns::run_sheet::RunItemStatus::{Planned, Running};
use contract::hand_overs::HoldingKind;
use contract::values::Subject;
use engines::{Holding, Passing};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let open = Entity::find().filter(Column::OwnerId.eq(person)).filter(Column::Status.is_in([Planned, Running]));
    let rows = open.order_by_asc(Column::PlannedAt).order_by_asc(Column::Id).all(tx.conn()).await?;
    let campaigns = ahead(tx, rows.iter().map(|row| row.campaign_id)).await?;
    let holding = |row: &Model| {
        let title = format!("{} {}", campaigns.get(&row.campaign_id)?.number, row.title);
        Some(Holding::passed_on(HoldingKind::RunItem, Subject { kind: SubjectKind::CampaignRunItem, id: row.id, title }))
    };
    Ok(rows.iter().filter_map(holding).collect())
}

pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        reached(tx, found.campaign_id).await?;
        let mut row = found.clone().into_active_model();
        row.owner_id = Set(passing.to);
        tx.update::<Entity, _>(&found, row).await?;
    }
    Ok(())
}
