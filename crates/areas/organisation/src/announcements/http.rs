use super::fields::{ADDRESSED, RECEIPTS, WRITTEN};
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::announcements::{
    Addressable, AddressedAnnouncement, Announcement, AnnouncementAct, AnnouncementForm, Receipt, Reminded, WrittenAnnouncement,
};
use contract::page::Page;
use contract::permission::announcement::Publish;
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{List, Params};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list_announcements).service(list_written).service(show_addressable).service(draft_announcement);
    config.service(show_announcement).service(edit_announcement).service(act_on_announcement);
    config.service(read_announcement).service(list_receipts).service(remind_readers);
}

/// Announcements for the caller that are shown at this moment: `filter[read_at]=null:true` are unread, `filter[prominent]=true`
/// unread or pinned (DAY-12).
#[utoipa::path(tag = "announcements", operation_id = "list_announcements", params(Params),
    responses((status = 200, description = "A page of announcements", body = Page<AddressedAnnouncement>)))]
#[get("/announcements")]
async fn list_announcements(who: Signed, list: List, door: Door) -> Reply<Json<Page<AddressedAnnouncement>>> {
    let query = list.of(&ADDRESSED, who.id)?;
    queries::addressed_to(door.reader().conn(), who.id, door.state().clock.now(), &query).await.map(Json)
}

/// Drafts, published and withdrawn announcements within the caller's reach.
#[utoipa::path(tag = "announcements", operation_id = "list_written_announcements", params(Params),
    responses((status = 200, description = "A page of announcements", body = Page<WrittenAnnouncement>)))]
#[get("/announcements/written")]
async fn list_written(who: Can<Publish>, list: List, door: Door) -> Reply<Json<Page<WrittenAnnouncement>>> {
    let query = list.of(&WRITTEN, who.id)?;
    queries::written(door.reader().conn(), &who, &query).await.map(Json)
}

/// Whom the caller may address: who reaches everything, everyone; others, the units they reach.
#[utoipa::path(tag = "announcements", operation_id = "show_addressable",
    responses((status = 200, description = "Units and roles", body = Addressable)))]
#[get("/announcements/addressable")]
async fn show_addressable(who: Can<Publish>, door: Door) -> Reply<Json<Addressable>> {
    queries::addressable(door.reader().conn(), &who, door.meta.language).await.map(Json)
}

/// Writes a draft; nobody is told of it before it is published.
#[utoipa::path(tag = "announcements", operation_id = "draft_announcement", request_body = AnnouncementForm,
    responses((status = 201, description = "The draft", body = Announcement)))]
#[post("/announcements")]
async fn draft_announcement(who: Can<Publish>, once: Once, body: Body<AnnouncementForm>, door: Door) -> Reply<Created<Announcement>> {
    let attempt = once.with(&body);
    let language = door.meta.language;
    let write = async move |tx: &mut Tx| {
        let author = tx.actor()?.clone();
        let row = commands::draft(tx, &author, &body).await?;
        queries::show(tx.conn(), &author, tx.at(), language, row.id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// An announcement: for those addressed while it is shown, and for those who may publish it.
#[utoipa::path(tag = "announcements", operation_id = "show_announcement",
    responses((status = 200, description = "The announcement", body = Announcement)))]
#[get("/announcements/{id}")]
async fn show_announcement(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Announcement>> {
    queries::show(door.reader().conn(), &who, door.state().clock.now(), door.meta.language, *id).await.map(Versioned)
}

/// Changes a draft.
#[utoipa::path(tag = "announcements", operation_id = "edit_announcement", request_body = AnnouncementForm,
    responses((status = 200, description = "The draft as it is now", body = Announcement)))]
#[put("/announcements/{id}")]
async fn edit_announcement(
    who: Can<Publish>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<AnnouncementForm>,
    door: Door,
) -> Reply<Versioned<Announcement>> {
    let (id, language) = (id.into_inner(), door.meta.language);
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        let before = queries::managed(tx.conn(), &actor, id).await?;
        commands::edit(tx, &actor, before, seen.0, &body).await?;
        queries::show(tx.conn(), &actor, tx.at(), language, id).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Publishes a draft: those addressed are told on its first day. Or withdraws what is published: nobody sees it any longer.
#[utoipa::path(tag = "announcements", operation_id = "act_on_announcement", request_body = AnnouncementAct,
    responses((status = 200, description = "The announcement as it is now", body = Announcement)))]
#[post("/announcements/{id}/transitions")]
async fn act_on_announcement(
    who: Can<Publish>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<AnnouncementAct>,
    door: Door,
) -> Reply<Versioned<Announcement>> {
    let (id, language) = (id.into_inner(), door.meta.language);
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        let before = queries::managed(tx.conn(), &actor, id).await?;
        commands::act(tx, &actor, before, seen.0, body.act).await?;
        queries::show(tx.conn(), &actor, tx.at(), language, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// The caller has read it.
#[utoipa::path(tag = "announcements", operation_id = "read_announcement",
    responses((status = 200, description = "The announcement with the receipt", body = Announcement)))]
#[post("/announcements/{id}/receipts")]
async fn read_announcement(who: Signed, id: Path<Uuid>, once: Once, door: Door) -> Reply<Versioned<Announcement>> {
    let (id, language) = (id.into_inner(), door.meta.language);
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        if !queries::show(tx.conn(), &actor, tx.at(), language, id).await?.for_me {
            return Err(platform::Error::NotFound);
        }
        commands::read(tx, id, actor.id).await?;
        queries::show(tx.conn(), &actor, tx.at(), language, id).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Versioned)
}

/// Who has read it and who has not: `filter[read_at]=null:true`.
#[utoipa::path(tag = "announcements", operation_id = "list_announcement_receipts", params(Params),
    responses((status = 200, description = "A page of those addressed", body = Page<Receipt>)))]
#[get("/announcements/{id}/receipts")]
async fn list_receipts(who: Can<Publish>, id: Path<Uuid>, list: List, door: Door) -> Reply<Json<Page<Receipt>>> {
    let query = list.of(&RECEIPTS, who.id)?;
    queries::receipts_of(door.reader().conn(), &who, *id, &query).await.map(Json)
}

/// Reminds those who have not read it, at most every four hours.
#[utoipa::path(tag = "announcements", operation_id = "remind_readers",
    responses((status = 200, description = "How many were reminded", body = Reminded)))]
#[post("/announcements/{id}/reminders")]
async fn remind_readers(who: Can<Publish>, id: Path<Uuid>, once: Once, door: Door) -> Reply<Json<Reminded>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let actor = tx.actor()?.clone();
        let before = queries::managed(tx.conn(), &actor, id).await?;
        commands::remind(tx, before).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Json)
}
