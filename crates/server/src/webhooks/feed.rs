use actix_web::get;
use actix_web::web::Json;
use contract::SubjectKind;
use contract::permission::event::Read;
use contract::problem::Problem;
use contract::webhooks::{Feed, FeedEvent};
use platform::auth::Can;
use platform::db::Door;
use platform::http::Query;
use platform::outbox::{self, PURGED, event};
use platform::{Error, Refusal, Reply};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

const GONE: Refusal = Refusal::new("events.gone", locale::problems::EVENTS_GONE);
const LIMIT: u64 = 100;
const MOST: u64 = 1000;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read);
}

/// Where to read on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `next` of the answer before; absent: from the oldest event that is kept.
    #[param(pattern = r"^\d{1,18}$", max_length = 18)]
    after: Option<String>,
    /// Events at once, up to 1000; 100 unless said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000)]
    limit: Option<String>,
}

/// Everything that happened, in order: nothing is missed and nothing comes twice, whatever is written meanwhile (PLT-02).
///
/// Where `more` is true there is more at once; else ask again later with the same `next`.
#[utoipa::path(tag = "webhooks", operation_id = "read_feed", params(Wanted), responses(
    (status = 200, description = "A part of the feed", body = Feed),
    (status = 409, description = "Events after this are no longer kept: `events.gone`", body = Problem, content_type = "application/problem+json")))]
#[get("/events")]
async fn read(_who: Can<Read>, wanted: Query<Wanted>, door: Door) -> Reply<Json<Feed>> {
    let seq = |text: &String| text.parse::<i64>().ok().filter(|seq| *seq >= 0).ok_or_else(|| Error::invalid("/after", "cursor_number"));
    let after = wanted.after.as_ref().map(seq).transpose()?;
    let limit = match &wanted.limit {
        None => LIMIT,
        Some(text) => text.parse().ok().filter(|n| (1..=MOST).contains(n)).ok_or_else(|| Error::invalid("/limit", "limit_range"))?,
    };
    let conn = door.reader().conn();
    let found = outbox::after(conn, after.unwrap_or_default(), limit + 1).await?;
    // Asked after the events, so that a purge in between is noticed.
    let purged = outbox::cursor(conn, PURGED).await?;
    if after.is_some_and(|after| after < purged) {
        return Err(Error::Refused(GONE));
    }
    let more = found.len() as u64 > limit;
    let items: Vec<FeedEvent> = found.into_iter().take(limit as usize).map(shown).collect();
    let next = items.last().map_or(after.unwrap_or(purged), |event| event.seq);
    Ok(Json(Feed { items, next: next.to_string(), more }))
}

fn shown(row: event::Model) -> FeedEvent {
    FeedEvent {
        seq: row.seq,
        id: row.id,
        at: row.at,
        event: row.name,
        kind: row.kind.parse().unwrap_or(SubjectKind::Task),
        record_id: row.record_id,
        person_id: row.person_id,
    }
}
