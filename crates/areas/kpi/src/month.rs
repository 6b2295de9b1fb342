//! A month at the company.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use engines::calendar::start_of_day;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// A calendar month; its days begin at midnight in the company's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

/// Not written like `2026-11`.
#[derive(Debug, PartialEq, Eq)]
pub struct NotAMonth;

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.next().first.pred_opt().unwrap_or(self.first)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX) }
    }

    /// The month before it.
    #[must_use]
    pub fn before(self) -> Self {
        Self { first: self.first.checked_sub_months(Months::new(1)).unwrap_or(self.first) }
    }

    /// From its first moment to that of the next month.
    pub fn span(self, utc_offset_minutes: i32) -> Range<DateTime<Utc>> {
        let midnight = |day: NaiveDate| start_of_day(day, utc_offset_minutes);
        midnight(self.first)..midnight(self.next().first)
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    /// Exactly `yyyy-mm`, of this millennium.
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) || !year.starts_with('2') {
            return Err(NotAMonth);
        }
        let (year, month) = (year.parse().map_err(|_| NotAMonth)?, month.parse().map_err(|_| NotAMonth)?);
        NaiveDate::from_ymd_opt(year, month, 1).map(|first| Self { first }).ok_or(NotAMonth)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn a_month_runs_from_midnight_to_midnight_at_the_company() {
        let span = "2026-11".parse::<Month>().unwrap().span(480);
        assert_eq!(span, at("2026-11-01T00:00:00+08:00")..at("2026-12-01T00:00:00+08:00"));
        assert!(span.contains(&at("2026-10-31T16:00:00Z")), "already November in China");
        assert!(!span.contains(&at("2026-11-30T16:00:00Z")), "already December in China");
    }

    #[test]
    fn december_ends_with_the_year_and_february_with_the_leap_day() {
        assert_eq!("2026-12".parse::<Month>().unwrap().span(0).end, at("2027-01-01T00:00:00Z"));
        assert_eq!("2028-02".parse::<Month>().unwrap().span(-300), at("2028-02-01T00:00:00-05:00")..at("2028-03-01T00:00:00-05:00"));
        assert_eq!("2999-12".parse::<Month>().unwrap().span(480).end, at("3000-01-01T00:00:00+08:00"));
    }

    #[test]
    fn a_month_is_written_one_way_only() {
        for text in
            ["", "2026", "2026-1", "2026-13", "2026-00", "26-11", "2026-11-01", "2026/11", "+026-11", "１２３４-11", "0000-01", " 2026-11"]
        {
            assert_eq!(text.parse::<Month>(), Err(NotAMonth), "{text}");
        }
        assert_eq!("2026-11".parse::<Month>().unwrap().to_string(), "2026-11");
    }

    #[test]
    fn a_month_knows_its_last_day_and_its_neighbours() {
        let month = "2026-12".parse::<Month>().unwrap();
        assert_eq!(
            (month.last().to_string(), month.next().to_string(), month.before().to_string()),
            ("2026-12-31".into(), "2027-01".into(), "2026-11".into())
        );
        assert_eq!("2028-02".parse::<Month>().unwrap().last().to_string(), "2028-02-29");
    }

    #[test]
    fn a_day_has_its_month() {
        assert_eq!(Month::of(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()).to_string(), "2026-11");
    }
}
