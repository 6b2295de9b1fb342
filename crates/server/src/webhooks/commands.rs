//! What people do with web hooks.

use super::entity::{delivery, webhook};
use super::relay::queue;
use super::signing::Secret;
use super::states::FLOW;
use super::target;
use chrono::TimeDelta;
use contract::hand_overs::HoldingKind;
use contract::values::{Subject, SubjectKind};
use contract::webhooks::{Replay, Replayed, WebhookActKind, WebhookForm, WebhookStatus};
use engines::{Holding, Passing};
use platform::db::Tx;
use platform::outbox::event;
use platform::seal::Keys;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// How long the secret before the last rotation is signed with.
const OVERLAP: TimeDelta = TimeDelta::hours(24);
/// Events of one replay.
const MOST: u64 = 5000;

/// A web hook that is not removed.
pub(super) async fn existing(conn: &impl ConnectionTrait, id: Uuid) -> Reply<webhook::Model> {
    let found = webhook::Entity::find_by_id(id).one(conn).await?;
    found.filter(|hook| hook.status != WebhookStatus::Removed).ok_or(Error::NotFound)
}

/// The secret in force.
pub(super) fn secret(keys: &Keys, hook: &webhook::Model) -> String {
    Secret::of(keys, hook.id, hook.secret_number).shown()
}

fn judged(tx: &Tx, form: &WebhookForm) -> Reply<()> {
    let allow_private = tx.state().config.webhooks.allow_private;
    target::judge(&form.url, allow_private).map(|_| ()).map_err(|code| Error::invalid("/url", code))
}

pub(super) async fn create(tx: &mut Tx, form: &WebhookForm) -> Reply<webhook::Model> {
    judged(tx, form)?;
    let at = tx.at();
    let row = webhook::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        name: Set(form.name.trim().to_owned()),
        url: Set(form.url.trim().to_owned()),
        events: Set(form.events.join(" ")),
        status: Set(FLOW.start),
        secret_number: Set(1),
        old_secret_until: Set(None),
        failing_since: Set(None),
        created_by: Set(tx.actor()?.id),
        created_at: Set(at),
        updated_at: Set(at),
    };
    tx.insert::<webhook::Entity, _>(row).await
}

pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &WebhookForm) -> Reply<webhook::Model> {
    let hook = existing(tx.conn(), id).await?;
    if hook.version != seen {
        return Err(Error::Stale);
    }
    judged(tx, form)?;
    let mut row = hook.clone().into_active_model();
    row.name = Set(form.name.trim().to_owned());
    row.url = Set(form.url.trim().to_owned());
    row.events = Set(form.events.join(" "));
    tx.update::<webhook::Entity, _>(&hook, row).await
}

pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: WebhookActKind) -> Reply<webhook::Model> {
    let hook = existing(tx.conn(), id).await?;
    if hook.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&hook, act, tx.actor()?)?;
    let mut row = hook.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        WebhookActKind::Rotate => {
            row.secret_number = Set(hook.secret_number + 1);
            row.old_secret_until = Set(Some(tx.at() + OVERLAP));
        }
        WebhookActKind::Resume => row.failing_since = Set(None),
        WebhookActKind::Pause | WebhookActKind::Remove | WebhookActKind::BreakOff => {}
    }
    tx.update::<webhook::Entity, _>(&hook, row).await
}

/// Web hooks that a person answers for (ORG-08).
pub(crate) async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let theirs = webhook::Entity::find().filter(webhook::Column::CreatedBy.eq(person));
    let theirs = theirs.filter(webhook::Column::Status.ne(WebhookStatus::Removed)).order_by_asc(webhook::Column::CreatedAt);
    let subject = |hook: webhook::Model| Subject { kind: SubjectKind::Webhook, id: hook.id, title: hook.name };
    Ok(theirs.all(tx.conn()).await?.into_iter().map(|hook| Holding::passed_on(HoldingKind::Webhook, subject(hook))).collect())
}

/// Somebody else answers for them from now on; address and secret stay as they are.
pub(crate) async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    for found in webhook::Entity::find().filter(webhook::Column::Id.is_in(passing.ids.iter().copied())).all(tx.conn()).await? {
        let mut row = found.clone().into_active_model();
        row.created_by = Set(passing.to);
        tx.update::<webhook::Entity, _>(&found, row).await?;
    }
    Ok(())
}

/// Sends again: the event of one delivery, or every event since a moment that the web hook wants.
pub(super) async fn replay(tx: &mut Tx, id: Uuid, wanted: &Replay) -> Reply<Replayed> {
    let hook = existing(tx.conn(), id).await?;
    let mut events = event::Entity::find().order_by_asc(event::Column::Seq).limit(MOST + 1);
    if let Some(delivery) = wanted.delivery_id {
        let found = delivery::Entity::find_by_id(delivery).filter(delivery::Column::WebhookId.eq(id)).one(tx.conn()).await?;
        let found = found.ok_or_else(|| Error::invalid("/delivery_id", "field_invalid"))?;
        events = events.filter(event::Column::Seq.eq(found.event_seq));
    }
    if let Some(since) = wanted.since {
        events = events.filter(event::Column::At.gte(since));
    }
    let found = events.all(tx.conn()).await?;
    let complete = found.len() as u64 <= MOST;
    let single = wanted.delivery_id.is_some();
    let mut queued = 0;
    for event in found.iter().take(MOST as usize).filter(|event| single || hook.wants(&event.name)) {
        queue(tx, id, event).await?;
        queued += 1;
    }
    Ok(Replayed { queued, complete })
}
