//! What somebody was told in the bell goes the ways that they chose.

use super::super::entity::{message, setting};
use super::super::{robots, settings};
use super::send::SendMessage;
use chrono::{DateTime, Utc};
use contract::notifications::NotificationKind;
use contract::notifications::settings::Channel;
use contract::webhooks::DeliveryStatus;
use platform::Reply;
use platform::db::Tx;
use platform::jobs;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

/// A message about to go out.
pub(super) struct NewMessage {
    pub person: Uuid,
    pub channel: Channel,
    pub notification: Option<Uuid>,
    pub robot: Option<Uuid>,
    /// A digest tells of what came after this moment …
    pub since_at: Option<DateTime<Utc>>,
    /// … up to this one.
    pub until_at: Option<DateTime<Utc>>,
}

impl NewMessage {
    /// Nothing but whom it goes to, and how.
    pub fn to(person: Uuid, channel: Channel) -> Self {
        Self { person, channel, notification: None, robot: None, since_at: None, until_at: None }
    }
}

/// Queues a message; it is there if and only if the write is.
pub(super) async fn queue(tx: &Tx, new: NewMessage) -> Reply<Uuid> {
    let id = Uuid::now_v7();
    let row = message::ActiveModel {
        id: Set(id),
        channel: Set(new.channel),
        person_id: Set(new.person),
        notification_id: Set(new.notification),
        robot_id: Set(new.robot),
        since_at: Set(new.since_at),
        until_at: Set(new.until_at),
        status: Set(DeliveryStatus::Waiting),
        held_until: Set(None),
        attempts: Set(0),
        last_status: Set(None),
        last_error: Set(None),
        created_at: Set(tx.at()),
        last_at: Set(None),
    };
    message::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    jobs::enqueue(tx, &SendMessage { message: id }).await?;
    Ok(id)
}

/// Sends a notification the ways that its person chose; what waits for the digest waits there.
///
/// # Errors
/// Where the database fails.
pub(in crate::notifications) async fn spread(tx: &Tx, notification: Uuid, person: Uuid, kind: NotificationKind) -> Reply<()> {
    let Some(wishes) = settings::of(tx.conn(), person).await? else { return Ok(()) };
    if setting::names(&wishes.mails, kind) && tx.state().config.mail.is_some() {
        queue(tx, NewMessage { notification: Some(notification), ..NewMessage::to(person, Channel::Mail) }).await?;
    }
    if setting::names(&wishes.robots, kind) {
        for robot in robots::near(tx.conn(), person).await? {
            let new = NewMessage { notification: Some(notification), robot: Some(robot.id), ..NewMessage::to(person, Channel::Robot) };
            queue(tx, new).await?;
        }
    }
    Ok(())
}

/// Those of many people who want to be told of this kind at once, in another way than the bell.
///
/// # Errors
/// Where the database fails.
pub(in crate::notifications) async fn wishing(tx: &Tx, people: &[Uuid], kind: NotificationKind) -> Reply<Vec<Uuid>> {
    let wishes = setting::Entity::find().filter(setting::Column::Id.is_in(people.iter().copied())).all(tx.conn()).await?;
    let wants = |one: &setting::Model| setting::names(&one.mails, kind) || setting::names(&one.robots, kind);
    Ok(wishes.iter().filter(|one| wants(one)).map(|one| one.id).collect())
}

/// Tries a robot out on behalf of the caller.
///
/// # Errors
/// Where the database fails.
pub(in crate::notifications) async fn test(tx: &Tx, robot: Uuid) -> Reply<Uuid> {
    let me = tx.actor()?.id;
    queue(tx, NewMessage { robot: Some(robot), ..NewMessage::to(me, Channel::Test) }).await
}
