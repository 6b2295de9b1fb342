use super::{book, local_date};
use actix_web::web::Path;
use actix_web::{get, post, put};
use chrono::Datelike;
use contract::calendar::{WorkingCalendar, WorkingHours, YearDays};
use contract::permission::calendar::Edit;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, Once, Query, Versioned};
use platform::{Error, Refusal, Reply};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

const YEAR_UNKNOWN: Refusal = Refusal::new("calendar.year_unknown", locale::problems::CALENDAR_YEAR_UNKNOWN);

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_working_calendar).service(set_working_hours).service(set_year).service(load_statutory_days);
}

/// Which year.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `2026`; absent: this year.
    #[param(min_length = 4, max_length = 4)]
    year: Option<String>,
}

/// Years of a calendar that people plan by.
fn year(text: &str) -> Option<i32> {
    text.parse().ok().filter(|year| (2000..=2100).contains(year))
}

/// The company's working hours, and the holidays and make-up days of a year (DAY-11).
#[utoipa::path(tag = "calendar", operation_id = "show_working_calendar", params(Wanted),
    responses((status = 200, description = "Hours and special days", body = WorkingCalendar)))]
#[get("/working-calendar")]
async fn show_working_calendar(who: Signed, wanted: Query<Wanted>, door: Door) -> Reply<Versioned<WorkingCalendar>> {
    let offset = door.state().config.utc_offset_minutes;
    let year = match &wanted.year {
        Some(text) => year(text).ok_or_else(|| Error::invalid("/year", "calendar_year"))?,
        None => local_date(door.state().clock.now(), offset).year(),
    };
    book::show(door.reader().conn(), &who, offset, year).await.map(Versioned)
}

/// Sets the hours of a working day. Due times that are set already stay as they are.
#[utoipa::path(tag = "calendar", operation_id = "set_working_hours", request_body = WorkingHours,
    responses((status = 200, description = "The calendar as it is now", body = WorkingCalendar)))]
#[put("/working-calendar")]
async fn set_working_hours(who: Can<Edit>, seen: Expected, body: Body<WorkingHours>, door: Door) -> Reply<Versioned<WorkingCalendar>> {
    let write = async move |tx: &mut Tx| {
        book::set_hours(tx, seen.0, &body).await?;
        let offset = tx.state().config.utc_offset_minutes;
        book::show(tx.conn(), tx.actor()?, offset, local_date(tx.at(), offset).year()).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Sets every holiday and make-up day of a year.
#[utoipa::path(tag = "calendar", operation_id = "set_calendar_year", request_body = YearDays,
    responses((status = 200, description = "The calendar as it is now", body = WorkingCalendar)))]
#[put("/working-calendar/years/{year}")]
async fn set_year(
    who: Can<Edit>,
    wanted: Path<String>,
    seen: Expected,
    body: Body<YearDays>,
    door: Door,
) -> Reply<Versioned<WorkingCalendar>> {
    let year = year(&wanted).ok_or(Error::NotFound)?;
    let write = async move |tx: &mut Tx| {
        book::set_year(tx, Some(seen.0), year, &body).await?;
        book::show(tx.conn(), tx.actor()?, tx.state().config.utc_offset_minutes, year).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Sets a year's days to those that the State Council announced; `409 calendar.year_unknown` where the product does not know them.
#[utoipa::path(tag = "calendar", operation_id = "load_statutory_days",
    responses((status = 200, description = "The calendar as it is now", body = WorkingCalendar)))]
#[post("/working-calendar/years/{year}/statutory")]
async fn load_statutory_days(who: Can<Edit>, wanted: Path<String>, once: Once, door: Door) -> Reply<Versioned<WorkingCalendar>> {
    let year = year(&wanted).ok_or(Error::NotFound)?;
    let write = async move |tx: &mut Tx| {
        let days = book::statutory(year).ok_or(Error::Refused(YEAR_UNKNOWN))?;
        book::set_year(tx, None, year, &YearDays { days }).await?;
        book::show(tx.conn(), tx.actor()?, tx.state().config.utc_offset_minutes, year).await
    };
    door.write(&who, once.bound(String::new()), write).await.map(Versioned)
}
