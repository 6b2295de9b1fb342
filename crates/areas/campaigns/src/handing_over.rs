//! What a person owns here goes to somebody else (ORG-08): campaigns that are not over. What is summed up stays theirs, as history.

use crate::entity::{Column, Entity};
use crate::queries::subject;
use contract::campaigns::CampaignStatus::{Cancelled, SummedUp};
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use engines::{Holding, Passing, people, tasks};
use organisation::grants;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let running = Entity::find().filter(Column::OwnerId.eq(person)).filter(Column::Status.is_not_in([SummedUp, Cancelled]));
    let rows = running.order_by_asc(Column::Number).all(tx.conn()).await?;
    Ok(rows.iter().map(|row| Holding::passed_on(HoldingKind::Campaign, subject(row))).collect())
}

pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    if passing.kind != HoldingKind::Campaign {
        return Ok(());
    }
    if passing.from != passing.to && !grants::holds(tx.conn(), passing.to, Permission::CampaignEdit).await? {
        return Err(engines::area::unable());
    }
    let unit = people::unit_of(tx.conn(), passing.to).await?;
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.owner_id = Set(passing.to);
        row.unit_id = Set(unit);
        tx.update::<Entity, _>(&found, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}
