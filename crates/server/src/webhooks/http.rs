use super::commands::{self, existing, secret};
use super::entity::{delivery, webhook};
use super::states::FLOW;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::page::{FieldKind, Page};
use contract::permission::webhook::{Manage, Read};
use contract::webhooks::{Delivery, DeliveryStatus, Replay, Replayed, Webhook, WebhookAct, WebhookActKind, WebhookForm, WebhookStatus};
use engines::people::Names;
use platform::Reply;
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{Field, List, ListDef, Params, page, total};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The web hooks.
pub const LIST: ListDef = ListDef {
    key: "webhooks",
    fields: &[
        Field::new("name", "name", FieldKind::Text, locale::webhooks::NAME),
        Field::new("status", "status", FieldKind::Word, locale::webhooks::STATUS)
            .words(|| WebhookStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("created_at", "created_at", FieldKind::Time, locale::webhooks::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// The log of deliveries.
pub const DELIVERIES: ListDef = ListDef {
    key: "webhook-deliveries",
    fields: &[
        Field::new("webhook", "webhook_id", FieldKind::Record, locale::webhooks::WEBHOOK),
        Field::new("event", "event_name", FieldKind::Text, locale::webhooks::EVENT),
        Field::new("status", "status", FieldKind::Word, locale::webhooks::STATUS)
            .words(|| DeliveryStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("created_at", "created_at", FieldKind::Time, locale::webhooks::SENT_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(create).service(show).service(edit).service(act).service(replay).service(deliveries);
}

/// Where events are sent to (PLT-02).
#[utoipa::path(tag = "webhooks", operation_id = "list_webhooks", params(Params),
    responses((status = 200, description = "A page of web hooks", body = Page<Webhook>)))]
#[get("/webhooks")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<Webhook>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let select = webhook::Entity::find().filter(webhook::Column::Status.ne(WebhookStatus::Removed));
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let names = Names::load(conn, found.items.iter().map(|hook| hook.created_by)).await?;
    let items = found.items.into_iter().map(|hook| shown(hook, &names, &who)).collect();
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// Adds a web hook. The answer carries its secret: it is not shown again.
#[utoipa::path(tag = "webhooks", operation_id = "create_webhook", request_body = WebhookForm,
    responses((status = 201, description = "The web hook, with its secret", body = Webhook)))]
#[post("/webhooks")]
async fn create(who: Can<Manage>, once: Once, body: Body<WebhookForm>, door: Door) -> Reply<Created<Webhook>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let hook = commands::create(tx, &body).await?;
        present(tx.conn(), hook, tx.actor()?).await
    };
    let made = door.write(&who, attempt, write).await?;
    with_secret(&door, made).await.map(Created)
}

/// A web hook.
#[utoipa::path(tag = "webhooks", operation_id = "show_webhook", responses((status = 200, description = "The web hook", body = Webhook)))]
#[get("/webhooks/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Webhook>> {
    let conn = door.reader().conn();
    present(conn, existing(conn, *id).await?, &who).await.map(Versioned)
}

/// Changes name, address and events of a web hook.
#[utoipa::path(tag = "webhooks", operation_id = "edit_webhook", request_body = WebhookForm,
    responses((status = 200, description = "The web hook as it is now", body = Webhook)))]
#[put("/webhooks/{id}")]
async fn edit(who: Can<Manage>, id: Path<Uuid>, seen: Expected, body: Body<WebhookForm>, door: Door) -> Reply<Versioned<Webhook>> {
    let write = async move |tx: &mut Tx| {
        let hook = commands::edit(tx, *id, seen.0, &body).await?;
        present(tx.conn(), hook, tx.actor()?).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Pauses, resumes or removes a web hook, or gives it a new secret, which only this answer carries.
#[utoipa::path(tag = "webhooks", operation_id = "act_on_webhook", request_body = WebhookAct,
    responses((status = 200, description = "The web hook as it is now", body = Webhook)))]
#[post("/webhooks/{id}/transitions")]
async fn act(
    who: Can<Manage>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<WebhookAct>,
    door: Door,
) -> Reply<Versioned<Webhook>> {
    let attempt = once.with(&body);
    let rotated = body.act == WebhookActKind::Rotate;
    let write = async move |tx: &mut Tx| {
        let hook = commands::act(tx, *id, seen.0, body.act).await?;
        present(tx.conn(), hook, tx.actor()?).await
    };
    let now = door.write(&who, attempt, write).await?;
    if rotated { with_secret(&door, now).await.map(Versioned) } else { Ok(Versioned(now)) }
}

/// Sends events again: that of one delivery, or all since a moment.
#[utoipa::path(tag = "webhooks", operation_id = "replay_webhook", request_body = Replay,
    responses((status = 200, description = "How much is on its way", body = Replayed)))]
#[post("/webhooks/{id}/replays")]
async fn replay(who: Can<Manage>, id: Path<Uuid>, once: Once, body: Body<Replay>, door: Door) -> Reply<Json<Replayed>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| commands::replay(tx, *id, &body).await).await.map(Json)
}

/// What was sent where, and how it went.
#[utoipa::path(tag = "webhooks", operation_id = "list_deliveries", params(Params),
    responses((status = 200, description = "A page of deliveries", body = Page<Delivery>)))]
#[get("/webhook-deliveries")]
async fn deliveries(who: Can<Read>, wanted: List, door: Door) -> Reply<Json<Page<Delivery>>> {
    let query = wanted.of(&DELIVERIES, who.id)?;
    let conn = door.reader().conn();
    let found = page(conn, delivery::Entity::find(), &query).await?;
    let total = total(conn, delivery::Entity::find(), &query).await?;
    let hooks: HashMap<Uuid, String> = webhook::Entity::find().all(conn).await?.into_iter().map(|hook| (hook.id, hook.name)).collect();
    let delivery = |row: delivery::Model| Delivery {
        webhook: hooks.get(&row.webhook_id).cloned().unwrap_or_default(),
        id: row.id,
        webhook_id: row.webhook_id,
        event: row.event_name,
        event_id: row.event_id,
        seq: row.event_seq,
        status: row.status,
        attempts: row.attempts,
        last_status: row.last_status,
        last_error: row.last_error,
        created_at: row.created_at,
        last_at: row.last_at,
        body: row.body,
    };
    let items = found.items.into_iter().map(delivery).collect();
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// The secret joins the answer only here: what is kept for a repeated request is without it.
async fn with_secret(door: &Door, hook: Webhook) -> Reply<Webhook> {
    let row = existing(door.reader().conn(), hook.id).await?;
    Ok(Webhook { secret: Some(secret(&door.state().keys, &row)), ..hook })
}

async fn present(conn: &impl ConnectionTrait, hook: webhook::Model, who: &Actor) -> Reply<Webhook> {
    let names = Names::load(conn, [hook.created_by]).await?;
    Ok(shown(hook, &names, who))
}

fn shown(hook: webhook::Model, names: &Names, who: &Actor) -> Webhook {
    Webhook {
        actions: FLOW.actions(&hook, who),
        id: hook.id,
        name: hook.name,
        url: hook.url,
        events: hook.events.split(' ').map(str::to_owned).collect(),
        status: hook.status,
        failing_since: hook.failing_since,
        old_secret_until: hook.old_secret_until,
        created_by: names.of(hook.created_by),
        created_at: hook.created_at,
        updated_at: hook.updated_at,
        version: hook.version,
        secret: None,
    }
}
