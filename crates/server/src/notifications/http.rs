use super::entity::{ActiveModel, Column, Entity, Model};
use actix_web::web::Json;
use actix_web::{get, post};
use contract::SubjectKind;
use contract::notifications::{Notification, NotificationCount, NotificationKind, ReadMark};
use contract::page::{FieldKind, Page};
use contract::values::Subject;
use engines::people::Names;
use platform::Reply;
use platform::auth::Signed;
use platform::db::{Door, Tx};
use platform::http::{Body, Once};
use platform::list::{Field, List, ListDef, Params, page, total};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The caller's notifications.
pub const LIST: ListDef = ListDef {
    key: "notifications",
    fields: &[
        Field::new("kind", "kind", FieldKind::Word, locale::notifications::KIND)
            .words(|| NotificationKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()),
        Field::new("read_at", "read_at", FieldKind::Time, locale::notifications::READ_AT),
        Field::new("created_at", "created_at", FieldKind::Time, locale::notifications::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(count).service(read);
}

/// What the caller was told, newest first (PLT-07).
#[utoipa::path(tag = "notifications", operation_id = "list_notifications", params(Params),
    responses((status = 200, description = "A page of notifications", body = Page<Notification>)))]
#[get("/notifications")]
async fn list(who: Signed, list: List, door: Door) -> Reply<Json<Page<Notification>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let select = Entity::find().filter(Column::PersonId.eq(who.id));
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let names = Names::load(conn, found.items.iter().filter_map(|row| row.from_id)).await?;
    let items = found.items.into_iter().map(|row| shown(row, &names)).collect();
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// How many the caller has not read.
#[utoipa::path(tag = "notifications", operation_id = "count_notifications",
    responses((status = 200, description = "The figure of the bell", body = NotificationCount)))]
#[get("/notifications/count")]
async fn count(who: Signed, door: Door) -> Reply<Json<NotificationCount>> {
    unread(door.reader().conn(), who.id).await.map(Json)
}

/// Marks notifications of the caller as read: some, those that tell of a record, or all up to now.
#[utoipa::path(tag = "notifications", operation_id = "mark_notifications", request_body = ReadMark,
    responses((status = 200, description = "What is still unread", body = NotificationCount)))]
#[post("/notifications/reads")]
async fn read(who: Signed, once: Once, body: Body<ReadMark>, door: Door) -> Reply<Json<NotificationCount>> {
    let attempt = once.with(&body);
    let me = who.id;
    let write = async move |tx: &mut Tx| {
        let row = ActiveModel { read_at: Set(Some(tx.at())), ..Default::default() };
        let mut mark = Entity::update_many().set(row).filter(Column::PersonId.eq(me)).filter(Column::ReadAt.is_null());
        if !body.ids.is_empty() {
            mark = mark.filter(Column::Id.is_in(body.ids.iter().copied()));
        }
        if let Some(record) = body.about {
            mark = mark.filter(Column::SubjectId.eq(record));
        }
        mark.exec(tx.conn()).await?;
        unread(tx.conn(), me).await
    };
    door.write(&who, attempt, write).await.map(Json)
}

pub(super) async fn unread(conn: &impl ConnectionTrait, person: Uuid) -> Reply<NotificationCount> {
    let unread = Entity::find().filter(Column::PersonId.eq(person)).filter(Column::ReadAt.is_null()).count(conn).await?;
    Ok(NotificationCount { unread })
}

fn shown(row: Model, names: &Names) -> Notification {
    Notification {
        id: row.id,
        kind: row.kind,
        subject: Subject { kind: row.subject_kind.parse().unwrap_or(SubjectKind::Task), id: row.subject_id, title: row.title.clone() },
        title: row.title,
        from: row.from_id.map(|id| names.of(id)),
        created_at: row.created_at,
        read_at: row.read_at,
    }
}
