//! What a person owns here goes to somebody else (ORG-08): campaigns that are not over, what they prepare or do on the day of another's,
//! money that is not settled, questionnaires. What is summed up stays theirs, as history.

use crate::entity::{Column, Entity, Model};
use crate::queries::{subject, visible};
use crate::{preparation, questionnaires, run_sheet, spending};
use contract::campaigns::CampaignStatus::{Approved, Approving, Cancelled, Draft, Ready, Running, SummedUp};
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use engines::{Holding, Passing, people, tasks};
use organisation::grants;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use std::collections::HashMap;
use uuid::Uuid;

pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let running = Entity::find().filter(Column::OwnerId.eq(person)).filter(Column::Status.is_not_in([SummedUp, Cancelled]));
    let rows = running.order_by_asc(Column::Number).all(tx.conn()).await?;
    let mut all: Vec<Holding> = rows.iter().map(|row| Holding::passed_on(HoldingKind::Campaign, subject(row))).collect();
    all.extend(preparation::holdings(tx, person).await?);
    all.extend(run_sheet::holdings(tx, person).await?);
    all.extend(spending::holdings(tx, person).await?);
    all.extend(questionnaires::holdings(tx, person).await?);
    Ok(all)
}

pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    match passing.kind {
        HoldingKind::Campaign => campaigns(tx, passing).await,
        HoldingKind::Questionnaire => questionnaires::hand_over(tx, passing).await,
        // What somebody does for another's campaign stays where it is when they move.
        _ if passing.from == passing.to => Ok(()),
        HoldingKind::PreparationItem => preparation::hand_over(tx, passing).await,
        HoldingKind::RunItem => run_sheet::hand_over(tx, passing).await,
        HoldingKind::Expense => spending::hand_over(tx, passing).await,
        _ => Ok(()),
    }
}

async fn campaigns(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    is_able(tx, passing).await?;
    let unit = people::unit_of(tx.conn(), passing.to).await?;
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.owner_id = Set(passing.to);
        row.unit_id = Set(unit);
        tx.update::<Entity, _>(&found, row).await?;
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}

/// Whoever takes over somebody's plans makes plans themselves.
pub(crate) async fn is_able(tx: &Tx, passing: &Passing) -> Reply<()> {
    let able = passing.from == passing.to || grants::holds(tx.conn(), passing.to, Permission::CampaignEdit).await?;
    if able { Ok(()) } else { Err(engines::area::unable()) }
}

/// The campaign of something that the caller takes over: only where it lies within their reach can they work on it.
pub(crate) async fn reached(tx: &Tx, campaign: Uuid) -> Reply<Model> {
    visible(tx.conn(), tx.actor()?, campaign).await.map_err(|_| engines::area::unable())
}

/// Campaigns of these ids for which something can still be done.
pub(crate) async fn ahead(tx: &Tx, ids: impl Iterator<Item = Uuid>) -> Reply<HashMap<Uuid, Model>> {
    let open = Entity::find().filter(Column::Id.is_in(ids)).filter(Column::Status.is_in([Draft, Approving, Approved, Ready, Running]));
    Ok(open.all(tx.conn()).await?.into_iter().map(|row| (row.id, row)).collect())
}
