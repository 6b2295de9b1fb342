//! From the outbox to the web hooks: each event once for each web hook that wants it.

use super::deliver::Deliver;
use super::entity::{delivery, webhook};
use contract::webhooks::{DeliveryStatus, WebhookStatus};
use platform::Reply;
use platform::db::{Door, Tx};
use platform::http::State;
use platform::jobs;
use platform::outbox::{self, WEBHOOKS, event};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Events read in one write.
const PART: u64 = 200;
/// As long as there is no web hook, the place in the outbox is moved on only now and then.
const IDLE_PART: u64 = 1000;
const IDLE: Duration = Duration::from_secs(1);
const BUSY: Duration = Duration::from_millis(20);

/// Relays one part of the outbox; tells how many events it read. A crash repeats nothing and loses nothing: the place in the
/// outbox moves in the write that queues the deliveries, and of several nodes one holds it.
///
/// # Errors
/// Where the database fails.
pub async fn relay(state: &Arc<State>) -> Reply<usize> {
    let conn = state.database.reader().conn();
    let from = outbox::cursor(conn, WEBHOOKS).await?;
    // A paused web hook counts: what happens meanwhile is passed by, and sent by a replay.
    let wanted = webhook::Entity::find().filter(webhook::Column::Status.ne(WebhookStatus::Removed)).one(conn).await?.is_some();
    let news = if wanted { outbox::last(conn).await? > from } else { outbox::last(conn).await? > from + IDLE_PART as i64 };
    if !news {
        return Ok(0);
    }
    let part = if wanted { PART } else { IDLE_PART };
    let write = async move |tx: &mut Tx| {
        let from = outbox::hold_cursor(tx, WEBHOOKS).await?;
        let events = outbox::after(tx.conn(), from, part).await?;
        let hooks = active(tx.conn()).await?;
        for event in &events {
            for hook in hooks.iter().filter(|hook| hook.created_at <= event.at && hook.wants(&event.name)) {
                queue(tx, hook.id, event).await?;
            }
        }
        if let Some(last) = events.last() {
            outbox::move_cursor(tx, WEBHOOKS, last.seq).await?;
        }
        Ok(events.len())
    };
    Door::of_system(state.clone(), "relay").write_as_system(write).await
}

async fn active(conn: &impl ConnectionTrait) -> Reply<Vec<webhook::Model>> {
    Ok(webhook::Entity::find().filter(webhook::Column::Status.eq(WebhookStatus::Active)).all(conn).await?)
}

/// Queues an event for a web hook.
pub(super) async fn queue(tx: &Tx, hook: Uuid, event: &event::Model) -> Reply<()> {
    let body = json!({
        "type": event.name,
        "timestamp": event.at,
        "data": { "seq": event.seq, "kind": event.kind, "id": event.record_id },
    });
    let id = Uuid::now_v7();
    let row = delivery::ActiveModel {
        id: Set(id),
        webhook_id: Set(hook),
        event_id: Set(event.id),
        event_seq: Set(event.seq),
        event_name: Set(event.name.clone()),
        body: Set(body.to_string()),
        status: Set(DeliveryStatus::Waiting),
        attempts: Set(0),
        last_status: Set(None),
        last_error: Set(None),
        created_at: Set(tx.at()),
        last_at: Set(None),
    };
    delivery::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    jobs::enqueue(tx, &Deliver { delivery: id }).await?;
    Ok(())
}

/// Relays as events come, until the server stops.
pub struct Relay(pub Arc<State>);

impl Relay {
    /// Works until `stop` comes true.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut stop = Box::pin(stop);
        let mut written = self.0.pulse.subscribe();
        loop {
            let read = relay(&self.0).await.unwrap_or_else(|error| {
                tracing::warn!(cause = ?error, "the outbox cannot be relayed");
                0
            });
            let pause = async {
                if read > 0 {
                    return tokio::time::sleep(BUSY).await;
                }
                tokio::select! {
                    () = tokio::time::sleep(IDLE) => {}
                    _ = written.changed() => tokio::time::sleep(BUSY).await,
                }
            };
            tokio::select! {
                () = &mut stop => return,
                () = pause => {}
            }
        }
    }
}
