//! The days and hours of the working calendar as the company keeps them.

use super::china;
use chrono::{Datelike, NaiveDate, NaiveTime};
use contract::SubjectKind;
use contract::calendar::{CalendarDay, Shift, SpecialDay, WorkingCalendar, WorkingHours, YearDays, hour};
use contract::permission::Permission;
use platform::audit::{Change, Verb};
use platform::auth::Actor;
use platform::db::{Tracked, Tx};
use platform::outbox::Event;
use platform::{Error, Reply, Violation};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set, Statement,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

mod exception {
    use sea_orm::entity::prelude::*;

    /// A day that is not what its weekday says: a statutory holiday, or a make-up working day.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_exception")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: chrono::NaiveDate,
        pub working: bool,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod book_row {
    use sea_orm::entity::prelude::*;

    /// The one row of the company's hours; its version moves with the days, too.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "working_calendar")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        /// `09:00-12:00 13:00-18:00`
        pub shifts: String,
        pub changed_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for book_row::Entity {
    const KIND: SubjectKind = SubjectKind::Calendar;
}

/// Nine to six.
pub(super) fn standard() -> Vec<(NaiveTime, NaiveTime)> {
    let hour = |h| NaiveTime::from_hms_opt(h, 0, 0).unwrap_or_default();
    vec![(hour(9), hour(18))]
}

fn stored(shifts: &[Shift]) -> String {
    shifts.iter().map(|shift| format!("{}-{}", shift.from, shift.to)).collect::<Vec<_>>().join(" ")
}

fn shifts(stored: &str) -> Vec<Shift> {
    let shift = |(from, to): (&str, &str)| Shift { from: from.to_owned(), to: to.to_owned() };
    stored.split_whitespace().filter_map(|text| text.split_once('-').map(shift)).collect()
}

type Read = (Vec<(NaiveTime, NaiveTime)>, Vec<(NaiveDate, bool)>);

/// Shifts and special days, in one statement.
pub(super) async fn read(conn: &impl ConnectionTrait) -> Reply<Read> {
    const SQL: &str = "SELECT c.shifts, e.day, e.working FROM working_calendar c LEFT JOIN calendar_exception e ON 1 = 1";
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), SQL)).await?;
    let mut hours = Vec::new();
    let mut days = Vec::with_capacity(rows.len());
    for row in &rows {
        if hours.is_empty() {
            let stored: String = row.try_get("", "shifts")?;
            hours = shifts(&stored).iter().filter_map(|shift| Some((hour(&shift.from)?, hour(&shift.to)?))).collect();
        }
        if let Some(day) = row.try_get::<Option<NaiveDate>>("", "day")? {
            days.push((day, row.try_get("", "working")?));
        }
    }
    Ok((hours, days))
}

/// Gives a company its first working calendar: nine to six, and the statutory days that the product knows.
///
/// # Errors
/// Where the database fails.
pub async fn ensure_defaults(tx: &mut Tx) -> Reply<()> {
    if book_row::Entity::find().one(tx.conn()).await?.is_some() {
        return Ok(());
    }
    let hours = standard();
    let shift = |(from, to): &(NaiveTime, NaiveTime)| Shift { from: from.format("%H:%M").to_string(), to: to.format("%H:%M").to_string() };
    let row = book_row::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        shifts: Set(stored(&hours.iter().map(shift).collect::<Vec<_>>())),
        changed_at: Set(tx.at()),
    };
    tx.insert::<book_row::Entity, _>(row).await?;
    if exception::Entity::find().count(tx.conn()).await? > 0 {
        return Ok(());
    }
    let known: BTreeSet<i32> = china::DAYS.iter().filter_map(|(first, ..)| first.get(..4)?.parse().ok()).collect();
    insert(tx, known.into_iter().flat_map(|year| statutory(year).unwrap_or_default())).await
}

/// The days that the State Council announced for a year, where the product knows them.
pub fn statutory(year: i32) -> Option<Vec<SpecialDay>> {
    let mut days = Vec::new();
    for (first, last, working, name) in china::DAYS {
        let (Ok(first), Ok(last)) = (first.parse::<NaiveDate>(), last.parse::<NaiveDate>()) else { continue };
        let span = first.iter_days().take_while(|day| *day <= last).filter(|day| day.year() == year);
        days.extend(span.map(|on| SpecialDay { on, working: *working, name: (*name).to_owned() }));
    }
    Some(days).filter(|days| !days.is_empty())
}

async fn insert(tx: &Tx, days: impl IntoIterator<Item = SpecialDay>) -> Reply<()> {
    let row =
        |day: SpecialDay| exception::ActiveModel { day: Set(day.on), working: Set(day.working), name: Set(day.name.trim().to_owned()) };
    let rows: Vec<_> = days.into_iter().map(row).collect();
    if !rows.is_empty() {
        exception::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

async fn of_year(conn: &impl ConnectionTrait, year: i32) -> Reply<Vec<exception::Model>> {
    let Some((first, last)) = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31)) else {
        return Err(Error::NotFound);
    };
    between(conn, first, last).await
}

async fn between(conn: &impl ConnectionTrait, from: NaiveDate, to: NaiveDate) -> Reply<Vec<exception::Model>> {
    let days = exception::Entity::find().filter(exception::Column::Day.gte(from)).filter(exception::Column::Day.lte(to));
    Ok(days.order_by_asc(exception::Column::Day).all(conn).await?)
}

/// Each of these days: worked or not, and what a special one is called.
///
/// # Errors
/// Where the database fails.
pub async fn days(conn: &impl ConnectionTrait, from: NaiveDate, to: NaiveDate) -> Reply<Vec<CalendarDay>> {
    let special: BTreeMap<NaiveDate, exception::Model> = between(conn, from, to).await?.into_iter().map(|row| (row.day, row)).collect();
    // Hours and zone do not matter for whole days.
    let plain = super::WorkingDays::new(special.values().map(|row| (row.day, row.working)), 0);
    let day = |on| CalendarDay { on, working: plain.is_working(on), name: special.get(&on).map(|row| row.name.clone()) };
    Ok(from.iter_days().take_while(|on| *on <= to).map(day).collect())
}

/// The calendar with the special days of a year.
///
/// # Errors
/// [`Error::NotFound`] for a year beyond all calendars.
pub(super) async fn show(conn: &impl ConnectionTrait, actor: &Actor, utc_offset_minutes: i32, year: i32) -> Reply<WorkingCalendar> {
    let row = found(conn).await?;
    let days = of_year(conn, year).await?;
    let all: Vec<NaiveDate> = exception::Entity::find().select_only().column(exception::Column::Day).into_tuple().all(conn).await?;
    let mut years: BTreeSet<i32> = all.iter().map(Datelike::year).collect();
    years.insert(year);
    Ok(WorkingCalendar {
        id: row.id,
        version: row.version,
        shifts: shifts(&row.shifts),
        utc_offset_minutes,
        year,
        days: days.into_iter().map(|row| SpecialDay { on: row.day, working: row.working, name: row.name }).collect(),
        years: years.into_iter().collect(),
        statutory: statutory(year).is_some(),
        may_edit: actor.may(Permission::CalendarEdit),
    })
}

async fn found(conn: &impl ConnectionTrait) -> Reply<book_row::Model> {
    let row = book_row::Entity::find().one(conn).await?;
    row.ok_or_else(|| Error::Internal(anyhow::anyhow!("the company has no working calendar")))
}

/// Sets the hours of a working day. Due times that are set already stay.
pub(super) async fn set_hours(tx: &mut Tx, seen: i64, hours: &WorkingHours) -> Reply<()> {
    let before = found(tx.conn()).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.shifts = Set(stored(&hours.shifts));
    tx.update::<book_row::Entity, _>(&before, row).await?;
    emit(tx, before.id);
    Ok(())
}

/// Sets every special day of a year; `seen`: the version that was seen, where one has to be.
pub(super) async fn set_year(tx: &mut Tx, seen: Option<i64>, year: i32, wanted: &YearDays) -> Reply<()> {
    let bad = wanted.problems(year);
    if !bad.is_empty() {
        return Err(Error::Invalid(bad.into_iter().map(|(at, code)| Violation::new(format!("/days/{at}/on"), code)).collect()));
    }
    let before = found(tx.conn()).await?;
    if seen.is_some_and(|seen| seen != before.version) {
        return Err(Error::Stale);
    }
    let spoken = |working: bool, name: &str| format!("{} {}", name.trim(), if working { "worked" } else { "off" });
    let held: BTreeMap<NaiveDate, String> =
        of_year(tx.conn(), year).await?.into_iter().map(|row| (row.day, spoken(row.working, &row.name))).collect();
    let new: BTreeMap<NaiveDate, String> = wanted.days.iter().map(|day| (day.on, spoken(day.working, &day.name))).collect();
    let touched: BTreeSet<NaiveDate> = held.keys().chain(new.keys()).copied().filter(|day| held.get(day) != new.get(day)).collect();
    if touched.is_empty() {
        return Ok(());
    }
    exception::Entity::delete_many().filter(exception::Column::Day.is_in(touched.iter().copied())).exec(tx.conn()).await?;
    insert(tx, wanted.days.iter().filter(|day| touched.contains(&day.on)).cloned()).await?;
    let change = |day: &NaiveDate| Change { field: day.to_string(), old: held.get(day).cloned(), new: new.get(day).cloned() };
    let changes: Vec<Change> = touched.iter().map(change).collect();
    tx.note(Verb::Update, SubjectKind::Calendar, before.id, changes);
    let mut row = before.clone().into_active_model();
    row.changed_at = Set(tx.at());
    tx.update::<book_row::Entity, _>(&before, row).await?;
    emit(tx, before.id);
    Ok(())
}

fn emit(tx: &mut Tx, id: Uuid) {
    tx.emit(Event { name: "calendar.changed", kind: SubjectKind::Calendar, id, data: serde_json::json!({}) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_11_the_known_year_has_its_holidays_and_make_up_days() {
        let days = statutory(2026).unwrap();
        let of = |text: &str| days.iter().find(|day| day.on == text.parse().unwrap()).map(|day| day.working);
        assert_eq!(of("2026-10-01"), Some(false));
        assert_eq!(of("2026-10-10"), Some(true));
        assert_eq!(of("2026-10-12"), None);
        assert!(statutory(1999).is_none());
    }

    #[test]
    fn shifts_are_stored_as_they_are_read() {
        let shift = |from: &str, to: &str| Shift { from: from.into(), to: to.into() };
        let day = [shift("09:00", "12:00"), shift("13:30", "18:00")];
        assert_eq!(stored(&day), "09:00-12:00 13:30-18:00");
        assert_eq!(shifts(&stored(&day)), day);
    }
}
