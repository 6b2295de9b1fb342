use super::entity::{Column, Entity, Model};
use super::{commands, inbox, readers, rules};
use actix_web::web::{Data, Json, Path};
use actix_web::{get, post, put};
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::attachments::HOLDERS;
use contract::comments::{Comment, CommentAct, CommentActKind, CommentForm, RecordReaders};
use contract::page::{FieldKind, Page};
use contract::values::Subject;
use engines::people::Names;
use engines::{Areas, Asking};
use platform::auth::{Actor, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Query, Versioned};
use platform::list::{Field, List, ListDef, Params, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The comments on a record.
pub const LIST: ListDef = ListDef {
    key: "comments",
    fields: &[
        Field::new("person", "person_id", FieldKind::Person, locale::comments::PERSON),
        Field::new("created_at", "created_at", FieldKind::Time, locale::comments::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Letters of a name that are looked for.
const Q_MAX: usize = 100;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(add).service(list).service(find_readers).service(show).service(edit).service(act);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// A part of the name, in Chinese or pinyin; absent: anybody.
    #[param(max_length = 100)]
    q: Option<String>,
}

/// The record in the path, where the caller may see it and it can have comments.
async fn record(areas: &Areas, door: &Door, who: &Actor, at: &(String, Uuid)) -> Reply<Subject> {
    let kind: SubjectKind = at.0.parse().ok().filter(|kind| HOLDERS.contains(kind)).ok_or(Error::NotFound)?;
    seen(areas, door, who, kind, at.1).await
}

async fn seen(areas: &Areas, door: &Door, who: &Actor, kind: SubjectKind, id: Uuid) -> Reply<Subject> {
    areas.record(&Asking::new(door.state(), who, door.meta.language), kind, id).await?.ok_or(Error::NotFound)
}

/// A comment on a record that the caller may see.
async fn visible(areas: &Areas, door: &Door, who: &Actor, id: Uuid) -> Reply<(Model, Subject)> {
    let row = Entity::find_by_id(id).one(door.reader().conn()).await?.ok_or(Error::NotFound)?;
    let subject = seen(areas, door, who, row.subject_kind, row.subject_id).await?;
    Ok((row, subject))
}

/// Comments on a record that the caller may see; people who are mentioned are told (DAY-03).
#[utoipa::path(tag = "comments", operation_id = "add_comment", request_body = CommentForm,
    responses((status = 201, description = "The comment", body = Comment)))]
#[post("/records/{kind}/{id}/comments")]
async fn add(
    who: Signed,
    at: Path<(String, Uuid)>,
    once: Once,
    body: Body<CommentForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Created<Comment>> {
    let subject = record(&areas, &door, &who, &at).await?;
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let row = commands::add(tx, &areas, &subject, &body).await?;
        one(tx.conn(), row, &subject, tx.actor()?, tx.at()).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// What was said about a record that the caller may see, newest first. A mention of the caller that waits in their inbox is done with it.
#[utoipa::path(tag = "comments", operation_id = "list_comments", params(Params),
    responses((status = 200, description = "A page of comments", body = Page<Comment>)))]
#[get("/records/{kind}/{id}/comments")]
async fn list(who: Signed, at: Path<(String, Uuid)>, list: List, areas: Data<Areas>, door: Door) -> Reply<Json<Page<Comment>>> {
    let query = list.of(&LIST, who.id)?;
    let subject = record(&areas, &door, &who, &at).await?;
    let conn = door.reader().conn();
    let select = Entity::find().filter(Column::SubjectId.eq(subject.id)).filter(Column::SubjectKind.eq(subject.kind));
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let items = present(conn, found.items, &subject, &who, door.state().clock.now()).await?;
    inbox::opened(&door, &who, subject.id).await?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// Who may see a record that the caller sees, and so can be mentioned; without the caller.
#[utoipa::path(tag = "comments", operation_id = "list_readers", params(Wanted),
    responses((status = 200, description = "At most eight people", body = RecordReaders)))]
#[get("/records/{kind}/{id}/readers")]
async fn find_readers(
    who: Signed,
    at: Path<(String, Uuid)>,
    wanted: Query<Wanted>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Json<RecordReaders>> {
    let q = wanted.q.as_deref().unwrap_or_default().trim();
    if q.chars().count() > Q_MAX {
        return Err(Error::invalid("/q", "search_long"));
    }
    let subject = record(&areas, &door, &who, &at).await?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    readers::find(&asking, &areas, &subject, q).await.map(Json)
}

/// A comment on a record that the caller may see; reading it does what reading all of them does.
#[utoipa::path(tag = "comments", operation_id = "show_comment",
    responses((status = 200, description = "The comment", body = Comment)))]
#[get("/comments/{id}")]
async fn show(who: Signed, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Versioned<Comment>> {
    let (row, subject) = visible(&areas, &door, &who, *id).await?;
    inbox::opened(&door, &who, subject.id).await?;
    one(door.reader().conn(), row, &subject, &who, door.state().clock.now()).await.map(Versioned)
}

/// Changes a comment: its author, within a day; the history keeps what stood there.
#[utoipa::path(tag = "comments", operation_id = "edit_comment", request_body = CommentForm,
    responses((status = 200, description = "The comment as it is now", body = Comment)))]
#[put("/comments/{id}")]
async fn edit(
    who: Signed,
    id: Path<Uuid>,
    expected: Expected,
    body: Body<CommentForm>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Comment>> {
    let (row, subject) = visible(&areas, &door, &who, *id).await?;
    let write = async move |tx: &mut Tx| {
        let row = commands::edit(tx, &areas, &subject, row.id, expected.0, &body).await?;
        one(tx.conn(), row, &subject, tx.actor()?, tx.at()).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Withdraws a comment: its author, within a day.
#[utoipa::path(tag = "comments", operation_id = "act_on_comment", request_body = CommentAct,
    responses((status = 200, description = "The comment as it is now", body = Comment)))]
#[post("/comments/{id}/transitions")]
async fn act(
    who: Signed,
    id: Path<Uuid>,
    expected: Expected,
    once: Once,
    body: Body<CommentAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Comment>> {
    let (row, subject) = visible(&areas, &door, &who, *id).await?;
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let CommentActKind::Withdraw = body.act;
        let row = commands::withdraw(tx, row.id, expected.0).await?;
        one(tx.conn(), row, &subject, tx.actor()?, tx.at()).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

async fn one(conn: &impl ConnectionTrait, row: Model, subject: &Subject, who: &Actor, now: DateTime<Utc>) -> Reply<Comment> {
    present(conn, vec![row], subject, who, now).await?.pop().ok_or(Error::NotFound)
}

async fn present(conn: &impl ConnectionTrait, rows: Vec<Model>, subject: &Subject, who: &Actor, now: DateTime<Utc>) -> Reply<Vec<Comment>> {
    let named = rows.iter().flat_map(|row| std::iter::once(row.person_id).chain(rules::read(&row.mentions)));
    let names = Names::load(conn, named).await?;
    let shown = |row: Model| {
        let withdrawn = row.withdrawn_at.is_some();
        let changeable = rules::is_changeable(row.person_id, row.created_at, withdrawn, who.id, now);
        Comment {
            subject: subject.clone(),
            person: names.of(row.person_id),
            mentions: if withdrawn { Vec::new() } else { rules::read(&row.mentions).into_iter().map(|id| names.of(id)).collect() },
            text: if withdrawn { String::new() } else { row.text },
            editable: changeable,
            actions: if changeable { vec![CommentActKind::Withdraw] } else { Vec::new() },
            id: row.id,
            created_at: row.created_at,
            edited_at: row.edited_at,
            withdrawn_at: row.withdrawn_at,
            version: row.version,
        }
    };
    Ok(rows.into_iter().map(shown).collect())
}
