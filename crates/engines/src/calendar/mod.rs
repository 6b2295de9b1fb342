//! The company's working calendar: one service for every due time (DAY-11, CPL-02).

mod china;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Set};
use std::collections::BTreeMap;

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

/// The day at the company.
pub fn local_date(at: DateTime<Utc>, utc_offset_minutes: i32) -> NaiveDate {
    (at + TimeDelta::minutes(utc_offset_minutes.into())).date_naive()
}

/// The end of a day at the company: the midnight after it.
pub fn end_of_day(day: NaiveDate, utc_offset_minutes: i32) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(1) - TimeDelta::minutes(utc_offset_minutes.into())
}

/// Puts the statutory days into an empty table.
///
/// # Errors
/// Where the database fails.
pub async fn ensure_defaults(tx: &mut Tx) -> Reply<()> {
    if exception::Entity::find().count(tx.conn()).await? > 0 {
        return Ok(());
    }
    let mut rows = Vec::new();
    for (first, last, working, name) in china::DAYS {
        let (Ok(first), Ok(last)) = (first.parse::<NaiveDate>(), last.parse::<NaiveDate>()) else { continue };
        let days = first.iter_days().take_while(|day| *day <= last);
        rows.extend(days.map(|day| exception::ActiveModel { day: Set(day), working: Set(*working), name: Set((*name).to_owned()) }));
    }
    exception::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Working hours.
    Hours(i64),
    /// Full working days after the day of the start; ends with the working day.
    Days(u32),
}

/// Which days and hours are worked.
#[derive(Clone, Debug)]
pub struct WorkingDays {
    exceptions: BTreeMap<NaiveDate, bool>,
    zone: FixedOffset,
    opens: NaiveTime,
    closes: NaiveTime,
}

impl WorkingDays {
    /// The company's calendar as stored.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait, utc_offset_minutes: i32) -> Reply<Self> {
        let rows = exception::Entity::find().all(conn).await?;
        Ok(Self::new(rows.into_iter().map(|row| (row.day, row.working)), utc_offset_minutes))
    }

    /// Monday to Friday, 9:00–18:00, but for these days.
    pub fn new(exceptions: impl IntoIterator<Item = (NaiveDate, bool)>, utc_offset_minutes: i32) -> Self {
        let utc = FixedOffset::east_opt(0).unwrap_or_else(|| chrono::Offset::fix(&Utc));
        Self {
            exceptions: exceptions.into_iter().collect(),
            zone: FixedOffset::east_opt(utc_offset_minutes * 60).unwrap_or(utc),
            opens: NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default(),
            closes: NaiveTime::from_hms_opt(18, 0, 0).unwrap_or_default(),
        }
    }

    /// Whether the company works on this day.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.exceptions.get(&day).copied().unwrap_or_else(|| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    }

    /// The working days from one day to another, both counted, that fit.
    pub fn between(&self, first: NaiveDate, last: NaiveDate, fits: impl Fn(NaiveDate) -> bool) -> u32 {
        let days = first.iter_days().take_while(|day| *day <= last).filter(|day| self.is_working(*day) && fits(*day));
        u32::try_from(days.count()).unwrap_or(u32::MAX)
    }

    /// The day at the company.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The `count`-th working day after `day`; `day` itself for zero.
    pub fn add(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let mut day = day;
        for _ in 0..count {
            day = self.next(day);
        }
        day
    }

    fn next(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        // A calendar without any working day would never end: two years are looked at.
        for _ in 0..730 {
            day = day.checked_add_days(Days::new(1)).unwrap_or(day);
            if self.is_working(day) {
                break;
            }
        }
        day
    }

    /// The end of a working day.
    pub fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.at(day, self.closes)
    }

    fn at(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        day.and_time(time).and_local_timezone(self.zone).single().map_or_else(|| day.and_time(time).and_utc(), |t| t.with_timezone(&Utc))
    }

    /// When something that starts now and may take so long is due.
    pub fn due(&self, from: DateTime<Utc>, term: Term) -> DateTime<Utc> {
        match term {
            Term::Days(days) => self.end_of(self.add(self.day_of(from), days)),
            Term::Hours(hours) => self.after(from, TimeDelta::hours(hours)),
        }
    }

    /// The working time between two moments; nothing where `to` is not after `from`.
    pub fn worked(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        let days = self.day_of(from).iter_days().take_while(|day| *day <= self.day_of(to)).filter(|day| self.is_working(*day));
        let room = |day| (to.min(self.end_of(day)) - from.max(self.at(day, self.opens))).max(TimeDelta::zero());
        days.map(room).sum()
    }

    /// The moment by which so much has been worked.
    pub fn after(&self, from: DateTime<Utc>, worked: TimeDelta) -> DateTime<Utc> {
        let mut day = self.day_of(from);
        let mut start = from;
        let mut left = worked;
        for _ in 0..3650 {
            if self.is_working(day) {
                let begins = start.max(self.at(day, self.opens));
                let room = self.at(day, self.closes) - begins;
                if room >= left {
                    return begins + left;
                }
                left -= room.max(TimeDelta::zero());
            }
            day = day.checked_add_days(Days::new(1)).unwrap_or(day);
            start = self.at(day, self.opens);
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// National Day 2026: 1–7 October off, Saturday 10 October worked.
    fn calendar() -> WorkingDays {
        let off = (1..=7).map(|d| (NaiveDate::from_ymd_opt(2026, 10, d).unwrap(), false));
        WorkingDays::new(off.chain([(day("2026-10-10"), true)]), 480)
    }

    #[test]
    fn holidays_are_skipped_and_make_up_days_count() {
        let days = calendar();
        assert_eq!(days.add(day("2026-09-30"), 1), day("2026-10-08"));
        assert_eq!(days.add(day("2026-09-30"), 3), day("2026-10-10"));
        assert_eq!(days.add(day("2026-10-09"), 2), day("2026-10-12"));
    }

    #[test]
    fn working_hours_pause_over_night_and_holiday() {
        let days = calendar();
        // 17:00 on the last day before the holiday: one hour left, one more on 8 October.
        assert_eq!(days.due(at("2026-09-30T17:00:00+08:00"), Term::Hours(2)), at("2026-10-08T10:00:00+08:00"));
        // Before opening and after closing, the clock starts with the next working hour.
        assert_eq!(days.due(at("2026-11-23T07:00:00+08:00"), Term::Hours(2)), at("2026-11-23T11:00:00+08:00"));
        assert_eq!(days.due(at("2026-11-20T20:00:00+08:00"), Term::Hours(2)), at("2026-11-23T11:00:00+08:00"));
    }

    #[test]
    fn worked_time_leaves_out_nights_holidays_and_what_lies_behind() {
        let days = calendar();
        let worked = |from: &str, to: &str| days.worked(at(from), at(to)).num_minutes();
        assert_eq!(worked("2026-11-23T10:00:00+08:00", "2026-11-23T12:30:00+08:00"), 150);
        // One hour on 30 September, none in the holiday, half an hour on 8 October.
        assert_eq!(worked("2026-09-30T17:00:00+08:00", "2026-10-08T09:30:00+08:00"), 90);
        // Friday, Saturday the make-up day, not Sunday.
        assert_eq!(worked("2026-10-09T09:00:00+08:00", "2026-10-11T12:00:00+08:00"), 18 * 60);
        assert_eq!(worked("2026-11-23T12:00:00+08:00", "2026-11-23T10:00:00+08:00"), 0);
        let from = at("2026-09-30T17:00:00+08:00");
        assert_eq!(days.after(from, days.worked(from, at("2026-10-10T11:00:00+08:00"))), at("2026-10-10T11:00:00+08:00"), "there and back");
    }

    #[test]
    fn a_term_in_days_ends_with_the_working_day() {
        assert_eq!(calendar().due(at("2026-09-30T10:00:00+08:00"), Term::Days(3)), at("2026-10-10T18:00:00+08:00"));
    }
}
