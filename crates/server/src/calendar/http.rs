use actix_web::get;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use contract::calendar::{Calendar, CalendarEntry, CalendarView};
use contract::values::is_day;
use engines::calendar::{Entry, Span, book};
use engines::people::{Names, Staff};
use engines::{Areas, Asking, approvals, tasks};
use platform::auth::Signed;
use platform::db::Door;
use platform::http::Query;
use platform::{Error, Reply};
use serde::Deserialize;
use std::collections::HashSet;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Six weeks of a month's page, and some.
const MOST_DAYS: i64 = 62;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_calendar);
}

/// Which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The first day, `2026-11-01`.
    #[param(min_length = 10, max_length = 10)]
    from: String,
    /// The last day, at most 61 days later.
    #[param(min_length = 10, max_length = 10)]
    to: String,
    /// `own` (default), `team` or `centre`.
    #[param(max_length = 10)]
    view: Option<String>,
}

/// What lies in these days, of the caller, their team or the whole centre: each area shows what the caller may see there anyhow.
/// With holidays and make-up days (DAY-11).
#[utoipa::path(tag = "calendar", operation_id = "show_calendar", params(Wanted),
    responses((status = 200, description = "Days and what lies in them", body = Calendar)))]
#[get("/calendar")]
async fn show_calendar(who: Signed, wanted: Query<Wanted>, areas: Data<Areas>, door: Door) -> Reply<Json<Calendar>> {
    let day = |text: &str, pointer: &str| {
        let day = text.parse::<NaiveDate>().map_err(|_| Error::invalid(pointer, "type"))?;
        if is_day(day) { Ok(day) } else { Err(Error::invalid(pointer, "day_implausible")) }
    };
    let (from, to) = (day(&wanted.from, "/from")?, day(&wanted.to, "/to")?);
    if to < from {
        return Err(Error::invalid("/to", "ends_before_start"));
    }
    if (to - from).num_days() >= MOST_DAYS {
        return Err(Error::invalid("/to", "range"));
    }
    let view = match &wanted.view {
        Some(word) => word.parse().map_err(|_| Error::invalid("/view", "word_unknown"))?,
        None => CalendarView::Own,
    };
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let people = match view {
        CalendarView::Own => Some(HashSet::from([who.id])),
        CalendarView::Team => {
            let mut team = Staff::load(asking.conn).await?.within(who.unit_id);
            team.insert(who.id);
            Some(team)
        }
        CalendarView::Centre => None,
    };
    let span = Span::new(from, to, door.state().config.utc_offset_minutes, people);
    let entries = gather(&asking, &span, &areas).await?;
    let cut = entries.len() as u64 >= Span::MOST && is_cut(&entries);
    let names = Names::load(asking.conn, entries.iter().filter_map(|entry| entry.person)).await?;
    let shown = |entry: Entry| CalendarEntry {
        kind: entry.kind,
        subject: entry.subject,
        title: entry.title,
        person: entry.person.map(|id| names.of(id)),
        from_on: entry.from_on,
        to_on: entry.to_on,
        at: entry.at,
        done: entry.done,
    };
    let days = book::days(asking.conn, from, to).await?;
    Ok(Json(Calendar { days, entries: entries.into_iter().map(shown).collect(), cut }))
}

/// Whether some kind came up to its limit.
fn is_cut(entries: &[Entry]) -> bool {
    contract::calendar::CalendarKind::ALL.iter().any(|kind| entries.iter().filter(|entry| entry.kind == *kind).count() as u64 >= Span::MOST)
}

/// What every area has in these days, by day and hour.
///
/// # Errors
/// Where the database fails.
pub(super) async fn gather(asking: &Asking<'_>, span: &Span, areas: &Areas) -> Reply<Vec<Entry>> {
    let mut entries = tasks::entries(asking, span).await?;
    entries.extend(approvals::absences(asking, span).await?);
    for area in &areas.0 {
        entries.extend(area.calendar(asking, span).await?);
    }
    entries.sort_by(|a, b| (a.from_on, a.at, a.kind, &a.title).cmp(&(b.from_on, b.at, b.kind, &b.title)));
    Ok(entries)
}
