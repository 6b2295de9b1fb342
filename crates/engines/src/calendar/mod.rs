//! The company's working calendar: one service for every due time (DAY-11, CPL-02). [`book`] keeps its days and hours, [`entries`] is
//! the question what lies in some days, [`ical`] writes it for calendar programs.

pub mod book;
mod china;
mod entries;
mod http;
pub mod ical;

pub use entries::{Entry, Span};
pub use http::routes;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use locale::Language;
use platform::Reply;
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// The day at the company.
pub fn local_date(at: DateTime<Utc>, utc_offset_minutes: i32) -> NaiveDate {
    at.checked_add_signed(TimeDelta::minutes(utc_offset_minutes.into())).unwrap_or(at).date_naive()
}

/// The end of a day at the company: the midnight after it.
pub fn end_of_day(day: NaiveDate, utc_offset_minutes: i32) -> DateTime<Utc> {
    let after = TimeDelta::days(1) - TimeDelta::minutes(utc_offset_minutes.into());
    day.and_time(NaiveTime::MIN).and_utc().checked_add_signed(after).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The beginning of a day at the company.
pub fn start_of_day(day: NaiveDate, utc_offset_minutes: i32) -> DateTime<Utc> {
    let ahead = TimeDelta::minutes(utc_offset_minutes.into());
    day.and_time(NaiveTime::MIN).and_utc().checked_sub_signed(ahead).unwrap_or(DateTime::<Utc>::MIN_UTC)
}

/// A day as it is said in a sentence: `12月2日`, `2 Dec`.
pub fn spoken(day: NaiveDate, language: Language) -> String {
    match language {
        Language::En => day.format("%-d %b").to_string(),
        Language::ZhCn | Language::ZhTw => day.format("%-m月%-d日").to_string(),
    }
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
    /// In their order, with pauses between them; never empty.
    shifts: Vec<(NaiveTime, NaiveTime)>,
}

impl WorkingDays {
    /// The company's calendar as stored, in one statement.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait, utc_offset_minutes: i32) -> Reply<Self> {
        let (shifts, exceptions) = book::read(conn).await?;
        Ok(Self::new(exceptions, utc_offset_minutes).with_shifts(shifts))
    }

    /// Monday to Friday, 9:00–18:00, but for these days.
    pub fn new(exceptions: impl IntoIterator<Item = (NaiveDate, bool)>, utc_offset_minutes: i32) -> Self {
        let utc = FixedOffset::east_opt(0).unwrap_or_else(|| chrono::Offset::fix(&Utc));
        Self {
            exceptions: exceptions.into_iter().collect(),
            zone: FixedOffset::east_opt(utc_offset_minutes * 60).unwrap_or(utc),
            shifts: book::standard(),
        }
    }

    /// With these shifts of a working day; none: the hours stay.
    #[must_use]
    pub fn with_shifts(mut self, shifts: Vec<(NaiveTime, NaiveTime)>) -> Self {
        if !shifts.is_empty() {
            self.shifts = shifts;
        }
        self
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

    /// The `count`-th working day before `day`; `day` itself for zero.
    pub fn back(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let mut day = day;
        for _ in 0..count {
            for _ in 0..730 {
                day = day.checked_sub_days(Days::new(1)).unwrap_or(day);
                if self.is_working(day) {
                    break;
                }
            }
        }
        day
    }

    /// The day itself where it is worked, else the last working day before it: what has to be done by a day off is done before it.
    pub fn on_or_before(&self, day: NaiveDate) -> NaiveDate {
        if self.is_working(day) { day } else { self.back(day, 1) }
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
        self.at(day, self.shifts.last().map_or(NaiveTime::MIN, |(_, closes)| *closes))
    }

    /// The working times of a day; none where it is not worked.
    fn hours(&self, day: NaiveDate) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> + '_ {
        let worked = if self.is_working(day) { self.shifts.as_slice() } else { &[] };
        worked.iter().map(move |(opens, closes)| (self.at(day, *opens), self.at(day, *closes)))
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
        let days = self.day_of(from).iter_days().take_while(|day| *day <= self.day_of(to));
        days.flat_map(|day| self.hours(day)).map(|(opens, closes)| (to.min(closes) - from.max(opens)).max(TimeDelta::zero())).sum()
    }

    /// The moment by which so much has been worked.
    pub fn after(&self, from: DateTime<Utc>, worked: TimeDelta) -> DateTime<Utc> {
        let mut day = self.day_of(from);
        let mut left = worked;
        for _ in 0..3650 {
            for (opens, closes) in self.hours(day) {
                let begins = from.max(opens);
                let room = closes - begins;
                if room >= left {
                    return begins + left;
                }
                left -= room.max(TimeDelta::zero());
            }
            day = day.checked_add_days(Days::new(1)).unwrap_or(day);
        }
        self.at(day, NaiveTime::MIN)
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
    fn there_and_back_over_a_holiday() {
        let days = calendar();
        assert_eq!(days.back(day("2026-10-12"), 4), day("2026-09-30"));
        assert_eq!(days.add(days.back(day("2026-10-12"), 9), 9), day("2026-10-12"));
        assert_eq!(days.back(day("2026-10-04"), 0), day("2026-10-04"));
    }

    #[test]
    fn what_is_due_on_a_day_off_is_done_before_it() {
        let days = calendar();
        assert_eq!(days.on_or_before(day("2026-10-10")), day("2026-10-10"), "a make-up day");
        assert_eq!(days.on_or_before(day("2026-10-11")), day("2026-10-10"));
        assert_eq!(days.on_or_before(day("2026-10-05")), day("2026-09-30"), "the holiday before a Monday");
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

    #[test]
    fn day_11_the_clock_stands_still_at_noon_where_the_day_has_two_shifts() {
        let hour = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        let days = calendar().with_shifts(vec![(hour(8, 30), hour(12, 0)), (hour(13, 30), hour(17, 30))]);
        // Half an hour before noon, the other half after the pause.
        assert_eq!(days.due(at("2026-11-23T11:30:00+08:00"), Term::Hours(1)), at("2026-11-23T14:00:00+08:00"));
        assert_eq!(days.due(at("2026-11-23T12:40:00+08:00"), Term::Hours(1)), at("2026-11-23T14:30:00+08:00"), "from within the pause");
        assert_eq!(days.due(at("2026-11-20T17:00:00+08:00"), Term::Hours(1)), at("2026-11-23T09:00:00+08:00"), "over the weekend");
        assert_eq!(days.due(at("2026-11-23T10:00:00+08:00"), Term::Days(1)), at("2026-11-24T17:30:00+08:00"));
        assert_eq!(days.worked(at("2026-11-23T00:00:00+08:00"), at("2026-11-24T00:00:00+08:00")).num_minutes(), 450);
        let from = at("2026-11-23T11:45:00+08:00");
        assert_eq!(days.after(from, days.worked(from, at("2026-11-24T15:00:00+08:00"))), at("2026-11-24T15:00:00+08:00"), "there and back");
    }
}
