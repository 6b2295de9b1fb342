use super::commands::{By, attach, of};
use super::entity;
use super::incoming::{Incoming, give_up, receive};
use crate::people::{self, Names};
use crate::{Areas, Asking};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use contract::attachments::{Attachment, AttachmentAct, AttachmentActKind, AttachmentKind, HOLDERS};
use contract::page::{FieldKind, Page};
use contract::values::{Subject, SubjectKind};
use platform::audit::{Change, Verb};
use platform::auth::{Actor, Signed};
use platform::db::{Door, Tx};
use platform::http::{Arriving, Body, Created, Expected, Once, Streamed, Versioned};
use platform::list::{Field, List, ListDef, Params, page, total};
use platform::vault::Vault;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use std::sync::Arc;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The attachments of a record.
pub const LIST: ListDef = ListDef {
    key: "attachments",
    fields: &[
        Field::new("kind", "kind", FieldKind::Word, locale::attachments::KIND)
            .words(|| AttachmentKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()),
        Field::new("file_name", "file_name", FieldKind::Text, locale::attachments::FILE_NAME),
        Field::new("person", "person_id", FieldKind::Person, locale::attachments::PERSON),
        Field::new("size", "size", FieldKind::Number, locale::attachments::SIZE).sortable(),
        Field::new("created_at", "created_at", FieldKind::Time, locale::attachments::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

const NOT_OWN: Refusal = Refusal::new("attachment.not_own", locale::problems::ATTACHMENT_NOT_OWN);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(add).service(list).service(show).service(content).service(act);
}

/// The record, where the caller may see it.
async fn record(areas: &Areas, door: &Door, who: &Actor, kind: SubjectKind, id: Uuid) -> Reply<Subject> {
    areas.record(&Asking::new(door.state(), who, door.meta.language), kind, id).await?.ok_or(Error::NotFound)
}

/// A kind of record as it stands in a path, where it can have attachments.
fn named(kind: &str) -> Reply<SubjectKind> {
    kind.parse().ok().filter(|kind| HOLDERS.contains(kind)).ok_or(Error::NotFound)
}

/// An attachment of a record that the caller may see.
async fn visible(areas: &Areas, door: &Door, who: &Actor, id: Uuid) -> Reply<(entity::Model, Subject)> {
    let found = entity::Entity::find_by_id(id).filter(entity::Column::RemovedAt.is_null()).one(door.reader().conn()).await?;
    let found = found.ok_or(Error::NotFound)?;
    let subject = record(areas, door, who, found.subject_kind, found.subject_id).await?;
    Ok((found, subject))
}

/// Attaches a file to a record that the caller may see (PLT-05).
///
/// The file is the whole body; its name travels in `Content-Disposition: attachment; filename*=UTF-8''…`. What it is, its content says.
#[utoipa::path(tag = "attachments", operation_id = "add_attachment",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    responses((status = 201, description = "The attachment", body = Attachment)))]
#[post("/records/{kind}/{id}/attachments")]
async fn add(
    who: Signed,
    at: Path<(String, Uuid)>,
    once: Once,
    file: Arriving,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Created<Attachment>> {
    let (kind, record_id) = at.into_inner();
    let subject = record(&areas, &door, &who, named(&kind)?, record_id).await?;
    let allowed = &door.state().config.files;
    let incoming = Arc::new(receive(door.state(), file, allowed.max_mib * 1024 * 1024, &allowed.kinds).await?);
    let entered = enter(&door, &who, &once, incoming.clone(), subject).await;
    let in_use = match &entered {
        Ok(attachment) => attachment.id == incoming.id,
        // It may have been committed all the same; what no row speaks of goes with the daily look at the vault.
        Err(error) => matches!(error, Error::Internal(_) | Error::Unavailable),
    };
    // Refused, or the repetition of an upload that was answered before.
    if !in_use {
        give_up(door.state(), &incoming).await?;
    }
    entered.map(Created)
}

async fn enter(door: &Door, who: &Actor, once: &Once, incoming: Arc<Incoming>, subject: Subject) -> Reply<Attachment> {
    let attempt = once.bound(format!("{} {}", incoming.kept.hash, incoming.file_name));
    let write = async move |tx: &mut Tx| {
        let row = attach(tx, &incoming, &subject, By::Person).await?;
        one(tx.conn(), row, &subject, tx.actor()?).await
    };
    door.write(who, attempt, write).await
}

/// The files attached to a record that the caller may see.
#[utoipa::path(tag = "attachments", operation_id = "list_attachments", params(Params),
    responses((status = 200, description = "A page of attachments", body = Page<Attachment>)))]
#[get("/records/{kind}/{id}/attachments")]
async fn list(who: Signed, at: Path<(String, Uuid)>, list: List, areas: Data<Areas>, door: Door) -> Reply<Json<Page<Attachment>>> {
    let query = list.of(&LIST, who.id)?;
    let (kind, id) = at.into_inner();
    let subject = record(&areas, &door, &who, named(&kind)?, id).await?;
    let conn = door.reader().conn();
    let select = of(&subject);
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let items = present(conn, found.items, &subject, &who).await?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// An attachment of a record that the caller may see.
#[utoipa::path(tag = "attachments", operation_id = "show_attachment",
    responses((status = 200, description = "The attachment", body = Attachment)))]
#[get("/attachments/{id}")]
async fn show(who: Signed, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Versioned<Attachment>> {
    let (row, subject) = visible(&areas, &door, &who, *id).await?;
    one(door.reader().conn(), row, &subject, &who).await.map(Versioned)
}

/// The content of an attachment; the audit log keeps who read it, and the record's own log of readings where its kind has one.
#[utoipa::path(tag = "attachments", operation_id = "read_attachment",
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream")))]
#[get("/attachments/{id}/content")]
async fn content(who: Signed, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Streamed> {
    let (row, subject) = visible(&areas, &door, &who, *id).await?;
    let pieces = Vault::of(door.state()).open(row.id).await?;
    let (file_name, size) = (row.file_name.clone(), u64::try_from(row.size).unwrap_or_default());
    let read = async move |tx: &mut Tx| {
        let change = Change { field: "attachment".to_owned(), old: None, new: Some(row.file_name.clone()) };
        tx.note(Verb::Reveal, row.subject_kind, row.subject_id, vec![change]);
        areas.was_read(tx, &subject).await
    };
    door.write(&who, None, read).await?;
    Ok(Streamed { file_name, size, pieces })
}

/// Takes an attachment away: by whoever brought it, or their superior.
#[utoipa::path(tag = "attachments", operation_id = "act_on_attachment", request_body = AttachmentAct,
    responses((status = 200, description = "The attachment as it was", body = Attachment)))]
#[post("/attachments/{id}/transitions")]
async fn act(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<AttachmentAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Attachment>> {
    let attempt = once.with(&body);
    let found = entity::Entity::find_by_id(*id).one(door.reader().conn()).await?.ok_or(Error::NotFound)?;
    let subject = record(&areas, &door, &who, found.subject_kind, found.subject_id).await?;
    let write = async move |tx: &mut Tx| {
        let row = entity::Entity::find_by_id(found.id).filter(entity::Column::RemovedAt.is_null()).one(tx.conn()).await?;
        let row = row.ok_or(Error::NotFound)?;
        if row.version != seen.0 {
            return Err(Error::Stale);
        }
        let me = tx.actor()?.clone();
        if row.person_id != me.id && !people::reports_to(tx.conn(), row.person_id, me.id).await? {
            return Err(Error::Refused(NOT_OWN));
        }
        let mut gone: entity::ActiveModel = row.clone().into_active_model();
        gone.removed_at = Set(Some(tx.at()));
        gone.removed_by = Set(Some(me.id));
        let row = tx.update::<entity::Entity, _>(&row, gone).await?;
        one(tx.conn(), row, &subject, &me).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

async fn one(conn: &impl ConnectionTrait, row: entity::Model, subject: &Subject, who: &Actor) -> Reply<Attachment> {
    present(conn, vec![row], subject, who).await?.pop().ok_or(Error::NotFound)
}

async fn present(conn: &impl ConnectionTrait, rows: Vec<entity::Model>, subject: &Subject, who: &Actor) -> Reply<Vec<Attachment>> {
    let names = Names::load(conn, rows.iter().map(|row| row.person_id)).await?;
    let below = if rows.iter().any(|row| row.person_id != who.id) { people::direct_reports(conn, who.id).await? } else { Vec::new() };
    let may_remove = |row: &entity::Model| row.removed_at.is_none() && (row.person_id == who.id || below.contains(&row.person_id));
    let attachment = |row: entity::Model| Attachment {
        actions: if may_remove(&row) { vec![AttachmentActKind::Remove] } else { Vec::new() },
        subject: subject.clone(),
        person: names.of(row.person_id),
        from_customer: row.from_customer,
        id: row.id,
        file_name: row.file_name,
        kind: row.kind,
        size: row.size,
        hash: row.hash,
        created_at: row.created_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(attachment).collect())
}
