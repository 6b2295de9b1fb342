use super::super::entity::message;
use super::super::robots;
use actix_web::get;
use actix_web::web::Json;
use contract::notifications::settings::{Channel, Message};
use contract::page::{FieldKind, Page};
use contract::permission::webhook::Read;
use contract::webhooks::DeliveryStatus;
use engines::people::Names;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use platform::list::{Field, List, ListDef, Params, page, total};
use sea_orm::EntityTrait;
use utoipa_actix_web::service_config::ServiceConfig;

/// The log of mails and of what robots said.
pub const MESSAGES: ListDef = ListDef {
    key: "messages",
    fields: &[
        Field::new("channel", "channel", FieldKind::Word, locale::robots::CHANNEL)
            .words(|| Channel::ALL.iter().map(|c| (c.word(), c.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, locale::robots::STATUS)
            .words(|| DeliveryStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("person", "person_id", FieldKind::Person, locale::robots::RECIPIENT),
        Field::new("robot", "robot_id", FieldKind::Record, locale::robots::ROBOT),
        Field::new("created_at", "created_at", FieldKind::Time, locale::robots::SENT_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(messages);
}

/// What went out by mail and robot, and how it went; never what it said.
#[utoipa::path(tag = "robots", operation_id = "list_messages", params(Params),
    responses((status = 200, description = "A page of messages", body = Page<Message>)))]
#[get("/messages")]
async fn messages(who: Can<Read>, wanted: List, door: Door) -> Reply<Json<Page<Message>>> {
    let query = wanted.of(&MESSAGES, who.id)?;
    let conn = door.reader().conn();
    let found = page(conn, message::Entity::find(), &query).await?;
    let total = total(conn, message::Entity::find(), &query).await?;
    let names = Names::load(conn, found.items.iter().map(|row| row.person_id)).await?;
    let robots = robots::names(conn).await?;
    let shown = |row: message::Model| Message {
        id: row.id,
        channel: row.channel,
        person: names.of(row.person_id),
        robot: row.robot_id.and_then(|id| robots.get(&id).cloned()),
        status: row.status,
        held_until: row.held_until.filter(|_| row.status == DeliveryStatus::Waiting),
        attempts: row.attempts,
        last_status: row.last_status,
        last_error: row.last_error,
        created_at: row.created_at,
        last_at: row.last_at,
    };
    let items = found.items.into_iter().map(shown).collect();
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}
