//! Robots in the groups of WeCom, DingTalk and Feishu (PLT-07). A whole group reads what a robot says: it names who is waited for
//! and what kind of thing it is, and links to it; never the record.

mod commands;
mod entity;
mod http;
mod providers;
mod states;

pub(crate) use commands::{hand_over, holdings};
pub use http::{LIST, routes};
pub use states::{diagram, matrix};

use crate::webhooks::{Outcome, Sender};
use contract::robots::RobotStatus;
use engines::people::Staff;
use entity::{Column, Entity, Model};
use platform::Reply;
use platform::http::State;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// The robots that speak in a person's groups.
pub(super) async fn near(conn: &impl ConnectionTrait, person: Uuid) -> Reply<Vec<Model>> {
    let active = Entity::find().filter(Column::Status.eq(RobotStatus::Active)).order_by_asc(Column::Name).all(conn).await?;
    if active.iter().all(|robot| robot.unit_id.is_none()) {
        return Ok(active);
    }
    let staff = Staff::load(conn).await?;
    let Some(unit) = staff.person(person).map(|person| person.unit_id) else { return Ok(Vec::new()) };
    Ok(active.into_iter().filter(|robot| robot.unit_id.is_none_or(|own| staff.lies_within(unit, own))).collect())
}

/// A robot by its id, whatever became of it.
pub(super) async fn of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<Model>> {
    Ok(Entity::find_by_id(id).one(conn).await?)
}

/// The names of all robots, removed ones included.
pub(super) async fn names(conn: &impl ConnectionTrait) -> Reply<HashMap<Uuid, String>> {
    Ok(Entity::find().all(conn).await?.into_iter().map(|robot| (robot.id, robot.name)).collect())
}

/// Says something in the robot's group.
pub(super) async fn speak(sender: &Sender, state: &State, robot: &Model, text: &str) -> Outcome {
    let open = |sealed: &str| if sealed.is_empty() { Ok(String::new()) } else { state.keys.open(sealed) };
    let (Ok(url), Ok(secret)) = (open(&robot.sealed_url), open(&robot.sealed_secret)) else {
        return Outcome { gone: true, ..Outcome::failed("its address cannot be opened") };
    };
    let now = state.clock.now();
    let Some((url, body)) = providers::message(robot.provider, &url, &secret, text, now) else {
        return Outcome { gone: true, ..Outcome::failed("its address is none") };
    };
    let answer = match sender.post(state, &url, &[], body.to_string()).await {
        Ok(answer) => answer,
        Err(outcome) => return outcome,
    };
    let outcome = Outcome::of(&answer, now);
    if outcome.error.is_some() {
        return outcome;
    }
    match answer.text().await.map(|text| providers::objection(&text)) {
        Ok(None) => outcome,
        Ok(Some(words)) => Outcome { answered: outcome.answered, ..Outcome::failed(words) },
        Err(_) => Outcome { answered: outcome.answered, ..Outcome::failed("the answer broke off") },
    }
}
