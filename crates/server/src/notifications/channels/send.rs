//! Sending: one job for each message.

use super::super::entity::{Column, Entity, Model, message, setting};
use super::super::{robots, rules, settings};
use super::mailer;
use super::wording::Tone;
use crate::webhooks::{Outcome, Sender, pause};
use chrono::{DateTime, TimeDelta, Utc};
use contract::jobs::JobKind;
use contract::notifications::settings::Channel;
use contract::robots::RobotStatus;
use contract::webhooks::DeliveryStatus;
use engines::people::Names;
use locale::mails;
use organisation::{Recipient, recipient};
use platform::Reply;
use platform::db::Tx;
use platform::jobs::{Failure, Job, Work, enqueue_at};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Notifications that a digest lists; the others it counts.
const LISTED: usize = 50;

/// One message on its way.
#[derive(Serialize, Deserialize)]
pub struct SendMessage {
    pub message: Uuid,
}

impl Job for SendMessage {
    const KIND: JobKind = JobKind::SendMessage;
    const ATTEMPTS: i32 = 10;
    type Tools = Sender;

    fn pause(attempts: i32) -> TimeDelta {
        pause(attempts)
    }

    async fn run(self, sender: Sender, work: Work) -> Result<(), Failure> {
        let conn = work.door.reader().conn();
        let found = message::Entity::find_by_id(self.message).one(conn).await.map_err(Failure::new)?;
        let Some(found) = found.filter(|m| m.status == DeliveryStatus::Waiting) else { return Ok(()) };
        let wishes = settings::of(conn, found.person_id).await?;
        let (now, offset) = (work.door.state().clock.now(), work.door.state().config.utc_offset_minutes);
        let quiet = wishes.as_ref().and_then(|wishes| rules::quiet_until(now, offset, wishes.quiet()));
        if let Some(until) = quiet.filter(|_| found.channel != Channel::Test) {
            return Ok(hold(&work, found.id, until).await?);
        }
        let outcome = send(&sender, &work, &found, wishes).await?;
        let failure = outcome.failure(&work);
        note(&work, found.id, outcome).await?;
        failure.map_or(Ok(()), Err)
    }
}

/// Quiet hours: another job goes on when they end. A run that comes twice leaves one.
async fn hold(work: &Work, id: Uuid, until: DateTime<Utc>) -> Reply<()> {
    let write = async move |tx: &mut Tx| {
        let Some(found) = message::Entity::find_by_id(id).one(tx.conn()).await? else { return Ok(()) };
        if found.held_until == Some(until) {
            return Ok(());
        }
        let mut row = found.into_active_model();
        row.held_until = Set(Some(until));
        message::Entity::update(row).exec(tx.conn()).await?;
        enqueue_at(tx, &SendMessage { message: id }, until).await?;
        Ok(())
    };
    work.door.write_as_system(write).await
}

/// Nobody wants it any more.
fn dropped() -> Outcome {
    Outcome { status: DeliveryStatus::Dropped, ..Outcome::default() }
}

async fn send(sender: &Sender, work: &Work, found: &message::Model, wishes: Option<setting::Model>) -> Reply<Outcome> {
    let state = work.door.state();
    let conn = work.door.reader().conn();
    let Some(person) = recipient(conn, found.person_id).await?.filter(|person| person.active) else { return Ok(dropped()) };
    let tone = Tone {
        name: &person.name,
        language: person.language,
        public_url: state.config.server.public_url.as_deref(),
        utc_offset_minutes: state.config.utc_offset_minutes,
    };
    if matches!(found.channel, Channel::Robot | Channel::Test) {
        return speak(sender, work, found, &tone, &person).await;
    }
    let address = wishes.map(|wishes| wishes.email).filter(|address| !address.is_empty());
    let (Some(config), Some(address)) = (&state.config.mail, address) else { return Ok(dropped()) };
    let text = if found.channel == Channel::Digest {
        let mut rows = unread(work, found).await?;
        let more = rows.len().saturating_sub(LISTED);
        rows.truncate(LISTED);
        if rows.is_empty() {
            return Ok(dropped());
        }
        tone.digest(&rows, more)
    } else {
        let Some(told) = told(work, found).await? else { return Ok(dropped()) };
        let names = Names::load(conn, told.from_id).await?;
        tone.mail(&told, told.from_id.map(|id| names.of(id).name).as_deref())
    };
    Ok(mailer::send(config, &person.name, &address, found.id, text).await)
}

async fn speak(sender: &Sender, work: &Work, found: &message::Model, tone: &Tone<'_>, person: &Recipient) -> Reply<Outcome> {
    let conn = work.door.reader().conn();
    let Some(id) = found.robot_id else { return Ok(dropped()) };
    let test = found.channel == Channel::Test;
    let robot = robots::of(conn, id).await?;
    let Some(robot) = robot.filter(|robot| robot.status == RobotStatus::Active || (test && robot.status == RobotStatus::Paused)) else {
        return Ok(dropped());
    };
    let text = if test {
        mails::TEST.text(person.language).to_owned()
    } else {
        let Some(told) = told(work, found).await? else { return Ok(dropped()) };
        tone.robot(&told)
    };
    let outcome = robots::speak(sender, work.door.state(), &robot, &text).await;
    // Who tries a robot out looks at the log now, not in three days.
    Ok(Outcome { gone: outcome.gone || test, ..outcome })
}

async fn told(work: &Work, found: &message::Model) -> Reply<Option<Model>> {
    let Some(id) = found.notification_id else { return Ok(None) };
    Ok(Entity::find_by_id(id).one(work.door.reader().conn()).await?)
}

/// What a digest is about: of the kinds that the person wants in it, what was not read meanwhile.
async fn unread(work: &Work, found: &message::Model) -> Reply<Vec<Model>> {
    let (Some(since), Some(until)) = (found.since_at, found.until_at) else { return Ok(Vec::new()) };
    let conn = work.door.reader().conn();
    let rows = Entity::find()
        .filter(Column::PersonId.eq(found.person_id))
        .filter(Column::ReadAt.is_null())
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::CreatedAt.lte(until))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    let Some(wishes) = settings::of(conn, found.person_id).await? else { return Ok(Vec::new()) };
    Ok(rows.into_iter().filter(|row| setting::names(&wishes.digests, row.kind)).collect())
}

/// Writes how it went.
async fn note(work: &Work, id: Uuid, outcome: Outcome) -> Reply<()> {
    let (attempt, last) = (work.attempt, work.last || outcome.gone);
    let write = async move |tx: &mut Tx| {
        let Some(found) = message::Entity::find_by_id(id).one(tx.conn()).await? else { return Ok(()) };
        let mut row = found.into_active_model();
        row.status = Set(if outcome.error.is_some() && last { DeliveryStatus::Failed } else { outcome.status });
        if outcome.status != DeliveryStatus::Dropped {
            row.attempts = Set(attempt);
            row.last_status = Set(outcome.answered.map(i32::from));
            row.last_error = Set(outcome.error.clone());
            row.last_at = Set(Some(tx.at()));
        }
        message::Entity::update(row).exec(tx.conn()).await?;
        Ok(())
    };
    work.door.write_as_system(write).await
}
