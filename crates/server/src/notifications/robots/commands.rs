//! What administrators do with robots.

use super::entity::{ActiveModel, Column, Entity, Model};
use super::providers;
use super::states::FLOW;
use crate::webhooks::judge;
use contract::hand_overs::HoldingKind;
use contract::robots::{RobotActKind, RobotForm, RobotStatus};
use contract::values::{Subject, SubjectKind};
use engines::{Holding, Passing};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// A robot that is not removed.
pub(super) async fn existing(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Model> {
    let found = Entity::find_by_id(id).one(conn).await?;
    found.filter(|robot| robot.status != RobotStatus::Removed).ok_or(Error::NotFound)
}

pub(super) async fn create(tx: &mut Tx, form: &RobotForm) -> Reply<Model> {
    if form.url.as_deref().is_none_or(|url| url.trim().is_empty()) {
        return Err(Error::invalid("/url", "required"));
    }
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        sealed_secret: Set(String::new()),
        status: Set(FLOW.start),
        created_by: Set(tx.actor()?.id),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let row = set_up(tx, row, form).await?;
    tx.insert::<Entity, _>(row).await
}

pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &RobotForm) -> Reply<Model> {
    let before = existing(tx.conn(), id).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    if form.provider != before.provider && form.url.is_none() {
        // The stored address is the other provider's.
        return Err(Error::invalid("/url", "required"));
    }
    let row = set_up(tx, before.clone().into_active_model(), form).await?;
    tx.update::<Entity, _>(&before, row).await
}

async fn set_up(tx: &Tx, mut row: ActiveModel, form: &RobotForm) -> Reply<ActiveModel> {
    if let Some(unit) = form.unit_id
        && !organisation::is_open_unit(tx.conn(), unit).await?
    {
        return Err(Error::invalid("/unit_id", "unit_unknown"));
    }
    row.name = Set(form.name.trim().to_owned());
    row.provider = Set(form.provider);
    row.unit_id = Set(form.unit_id);
    let state = tx.state();
    if let Some(text) = &form.url {
        let allow_private = state.config.webhooks.allow_private;
        let url = judge(text.trim(), allow_private).map_err(|code| Error::invalid("/url", code))?;
        let host = url.host_str().unwrap_or_default();
        if !allow_private && !providers::hosts(form.provider).contains(&host) {
            return Err(Error::invalid("/url", "robot_host_unknown"));
        }
        row.host = Set(host.to_owned());
        row.sealed_url = Set(state.keys.seal(text.trim())?);
    }
    if let Some(secret) = &form.secret {
        row.sealed_secret = Set(if secret.is_empty() { String::new() } else { state.keys.seal(secret)? });
    }
    Ok(row)
}

pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: RobotActKind) -> Reply<Model> {
    let before = existing(tx.conn(), id).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&before, act, tx.actor()?)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    if step.to() == RobotStatus::Removed {
        // Nobody needs them any more.
        row.sealed_url = Set(String::new());
        row.sealed_secret = Set(String::new());
    }
    tx.update::<Entity, _>(&before, row).await
}

/// Robots that a person answers for (ORG-08).
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let theirs = Entity::find().filter(Column::CreatedBy.eq(person)).filter(Column::Status.ne(RobotStatus::Removed));
    let subject = |robot: Model| Subject { kind: SubjectKind::Robot, id: robot.id, title: robot.name };
    let all = theirs.order_by_asc(Column::CreatedAt).all(tx.conn()).await?;
    Ok(all.into_iter().map(|robot| Holding::passed_on(HoldingKind::Robot, subject(robot))).collect())
}

/// Somebody else answers for them from now on.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for found in Entity::find().filter(Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.created_by = Set(passing.to);
        tx.update::<Entity, _>(&found, row).await?;
    }
    Ok(())
}
