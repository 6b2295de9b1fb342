//! The feed: a person's own calendar for calendar programs, under a secret address that they can end.

use super::entity::{ActiveModel, Column, Entity, Model};
use super::http::gather;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, http::header, post};
use chrono::{Days, TimeDelta};
use contract::calendar::CalendarFeed;
use engines::calendar::ical::{self, Event, When};
use engines::calendar::{Entry, Span};
use engines::{Areas, Asking};
use locale::{Language, calendar_ui as text};
use organisation::doorkeeper;
use platform::auth::{InPerson, Signed};
use platform::db::{Door, Tx};
use platform::http::{NoContent, State};
use platform::seal::{Keys, hex, random};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, Set};
use std::collections::HashSet;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// How far the feed looks back and ahead, in days.
const BACK: u64 = 30;
const AHEAD: u64 = 180;
/// The last reading is written down this often at most: reading must not become writing.
const EVERY: TimeDelta = TimeDelta::hours(1);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_calendar_feed).service(make_calendar_feed).service(end_calendar_feed).service(read_calendar_feed);
}

/// Whether the caller has a feed, and when a program last fetched it.
#[utoipa::path(tag = "calendar", operation_id = "show_calendar_feed",
    responses((status = 200, description = "The feed, without its address", body = CalendarFeed)))]
#[get("/me/calendar-feed")]
async fn show_calendar_feed(who: InPerson, door: Door) -> Reply<Json<CalendarFeed>> {
    let found = Entity::find_by_id(who.id).one(door.reader().conn()).await?;
    Ok(Json(CalendarFeed {
        created_at: found.as_ref().map(|feed| feed.created_at),
        last_read_at: found.and_then(|feed| feed.last_read_at),
        path: None,
    }))
}

/// Makes a feed of the caller's own calendar with a new secret address; the one before ends. This answer alone has the address.
/// Not while something else has to be done first: the address would outlive a temporary password.
#[utoipa::path(tag = "calendar", operation_id = "make_calendar_feed",
    responses((status = 200, description = "The feed with its address", body = CalendarFeed)))]
#[post("/me/calendar-feed")]
async fn make_calendar_feed(_free: Signed, who: InPerson, door: Door) -> Reply<Json<CalendarFeed>> {
    let mut bytes = [0; 32];
    random(&mut bytes)?;
    let token = hex(&bytes);
    let (person, kept) = (who.id, hash(&door.state().keys, &token));
    let write = async move |tx: &mut Tx| {
        let at = tx.at();
        match Entity::find_by_id(person).one(tx.conn()).await? {
            Some(before) => {
                let mut row = before.clone().into_active_model();
                row.token_hash = Set(kept.clone());
                row.created_at = Set(at);
                row.last_read_at = Set(None);
                tx.update::<Entity, _>(&before, row).await?;
            }
            None => {
                let row = ActiveModel {
                    id: Set(person),
                    version: Set(1),
                    token_hash: Set(kept.clone()),
                    created_at: Set(at),
                    last_read_at: Set(None),
                };
                tx.insert::<Entity, _>(row).await?;
            }
        }
        Ok(at)
    };
    let created_at = door.write(&who, None, write).await?;
    Ok(Json(CalendarFeed { created_at: Some(created_at), last_read_at: None, path: Some(format!("/api/v1/calendar-feeds/{token}")) }))
}

/// Ends the caller's feed: its address leads nowhere from now on.
#[utoipa::path(tag = "calendar", operation_id = "end_calendar_feed", responses((status = 204, description = "It is ended")))]
#[delete("/me/calendar-feed")]
async fn end_calendar_feed(who: InPerson, door: Door) -> Reply<NoContent> {
    let person = who.id;
    let write = async move |tx: &mut Tx| {
        if let Some(feed) = Entity::find_by_id(person).one(tx.conn()).await? {
            let change = platform::audit::Change { field: "calendar_feed".to_owned(), old: Some("•••".to_owned()), new: None };
            tx.note(platform::audit::Verb::Remove, contract::SubjectKind::Person, person, vec![change]);
            feed.delete(tx.conn()).await?;
        }
        Ok(())
    };
    door.write(&who, None, write).await?;
    Ok(NoContent)
}

/// A person's calendar as iCalendar (RFC 5545), for programs that subscribe to it: who has the address reads it, so it names no
/// customer. `404` once the address is ended or its owner has left.
#[utoipa::path(tag = "calendar", operation_id = "read_calendar_feed", security(()),
    responses((status = 200, description = "The calendar", body = String, content_type = "text/calendar")))]
#[get("/calendar-feeds/{token}")]
async fn read_calendar_feed(token: Path<String>, areas: Data<Areas>, door: Door) -> Reply<HttpResponse> {
    let state = door.state();
    let conn = door.reader().conn();
    let feed = Entity::find().filter(Column::TokenHash.eq(hash(&state.keys, &token))).one(conn).await?.ok_or(Error::NotFound)?;
    let actor = doorkeeper::person(conn, feed.id).await?.asking_at(state.clock.now());
    let asking = Asking::new(state, &actor, door.meta.language);
    let (from, to) = (asking.today - Days::new(BACK), asking.today + Days::new(AHEAD));
    let span = Span::new(from, to, state.config.utc_offset_minutes, Some(HashSet::from([actor.id])));
    let entries = gather(&asking, &span, &areas).await?;
    let events: Vec<Event> = entries.into_iter().map(|entry| event(entry, asking.language)).collect();
    let name = text::FEED_NAME.with(asking.language, &[("name", &actor.name)]);
    let body = ical::calendar(&name, asking.now, &events);
    note_reading(&door, &feed, state).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .body(body))
}

fn event(entry: Entry, language: Language) -> Event {
    let kind = locale::find(entry.kind.text_path()).map_or(entry.kind.word(), |key| key.text(language));
    Event {
        uid: format!("{}-{}@yunchou", entry.kind, entry.subject.id),
        summary: format!("{kind} · {}", entry.outside),
        when: entry.at.map_or(When::Days(entry.from_on, entry.to_on), When::Moment),
    }
}

/// No history: reading one's own calendar changes nothing.
async fn note_reading(door: &Door, feed: &Model, state: &State) -> Reply<()> {
    if feed.last_read_at.is_some_and(|at| state.clock.now() - at < EVERY) {
        return Ok(());
    }
    let id: Uuid = feed.id;
    let write = async move |tx: &mut Tx| {
        let row = ActiveModel { last_read_at: Set(Some(tx.at())), ..Default::default() };
        Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.conn()).await?;
        Ok(())
    };
    door.write_as_system(write).await
}

/// How an address is kept: its 256 bits cannot be guessed.
fn hash(keys: &Keys, token: &str) -> String {
    keys.hash("calendar-feed", token.as_bytes())
}
