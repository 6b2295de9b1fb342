//! What the clock does with preparations (CMP-04): what is late goes to the manager of whose it is, once.

use super::entity::{Column, Entity};
use super::queries::subject;
use crate::entity as campaign;
use contract::campaigns::CampaignStatus::{Approved, Ready, Running};
use contract::campaigns::preparation::PreparationStatus;
use contract::tasks::TaskKind;
use engines::calendar::{WorkingDays, local_date};
use engines::people::Staff;
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::db::{Door, Tx};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

/// Things of one write: the clock must not keep other writers waiting.
const CHUNK: u64 = 100;

/// Tells of what is late; how much that was.
///
/// # Errors
/// Where the database fails.
pub async fn watch(door: &Door) -> Reply<u64> {
    let mut told = 0;
    loop {
        let now = door.write_as_system(async move |tx: &mut Tx| tell(tx).await).await?;
        told += now;
        if now < CHUNK {
            return Ok(told);
        }
    }
}

async fn tell(tx: &mut Tx) -> Reply<u64> {
    let offset = tx.state().config.utc_offset_minutes;
    let under_way = campaign::Entity::find()
        .select_only()
        .column(campaign::Column::Id)
        .filter(campaign::Column::Status.is_in([Approved, Ready, Running]))
        .into_query();
    let late = Entity::find()
        .filter(Column::Status.eq(PreparationStatus::Open))
        .filter(Column::DueOn.lt(local_date(tx.at(), offset)))
        .filter(Column::LateToldAt.is_null())
        .filter(Column::CampaignId.in_subquery(under_way))
        .order_by_asc(Column::Id)
        .limit(CHUNK);
    let late = late.all(tx.conn()).await?;
    if late.is_empty() {
        return Ok(0);
    }
    let staff = Staff::load(tx.conn()).await?;
    let days = WorkingDays::load(tx.conn(), offset).await?;
    for item in &late {
        let mut row = item.clone().into_active_model();
        row.late_told_at = Set(Some(tx.at()));
        tx.update::<Entity, _>(item, row).await?;
        let Some(campaign) = campaign::Entity::find_by_id(item.campaign_id).one(tx.conn()).await? else { continue };
        let above = staff.person(item.owner_id).and_then(|owner| owner.superior).unwrap_or(campaign.owner_id);
        if above != item.owner_id {
            let due_at = Some(days.end_of(item.due_on));
            let new =
                NewTask { kind: TaskKind::Escalation, person: above, title: item.title.clone(), subject: subject(item, &campaign), due_at };
            tasks::open(tx, new).await?;
        }
    }
    Ok(late.len() as u64)
}
