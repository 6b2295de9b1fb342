//! Dates as people write them.

use super::width::fold;
use chrono::NaiveDate;

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Not written in a way we know.
    Unreadable,
    /// Written like a date, but the calendar has no such day: `2026年13月40日`.
    Impossible,
}

impl DateProblem {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "date_unreadable",
            Self::Impossible => "date_impossible",
        }
    }
}

/// The years that count as a date in business; a year outside is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The day that a text names, year first with four digits.
///
/// Understood are `2022-12-31`, `2022/12/31`, `2022.12.31`, `2022年12月31日` (号), `20221231`, one-digit months and days, full-width
/// digits, spaces between the parts and a time of day behind the date, which is left out.
///
/// # Errors
/// Where the text is written otherwise, or the calendar has no such day, or the year is not of this age.
pub fn parse(text: &str) -> Result<NaiveDate, DateProblem> {
    let folded = fold(text);
    let text = folded.trim();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return day_of(&text[..4], &text[4..6], &text[6..]);
    }
    parts(text).ok_or(DateProblem::Unreadable).and_then(|(year, month, day)| day_of(year, month, day))
}

/// Year, month and day of a date with separators.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (year, first, rest) = before_separator(text)?;
    let (month, second, rest) = before_separator(rest)?;
    let rest = rest.trim_start();
    let (day, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let rest = match (first, second) {
        ('年', '月') => rest.trim_start().strip_prefix(['日', '号', '號']).unwrap_or(rest),
        (a, b) if a == b && matches!(a, '-' | '/' | '.') => rest,
        _ => return None,
    };
    let written_out = year.len() == 4 && matches!(month.len(), 1 | 2) && matches!(day.len(), 1 | 2);
    (written_out && is_time_of_day(rest)).then_some((year, month, day))
}

/// The digits at the start, the separator behind them and what follows.
fn before_separator(text: &str) -> Option<(&str, char, &str)> {
    let text = text.trim_start();
    let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let rest = rest.trim_start();
    let separator = rest.chars().next()?;
    let kind = if matches!(separator, '–' | '—') { '-' } else { separator };
    Some((digits, kind, &rest[separator.len_utf8()..]))
}

fn day_of(year: &str, month: &str, day: &str) -> Result<NaiveDate, DateProblem> {
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else { return Err(DateProblem::Unreadable) };
    if !YEARS.contains(&year) {
        return Err(DateProblem::Impossible);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateProblem::Impossible)
}

/// Nothing, or a time such as ` 08:30`, `T00:00:00.000Z`.
fn is_time_of_day(text: &str) -> bool {
    let time = text.strip_prefix('T').unwrap_or(text).trim();
    time.is_empty()
        || (text.starts_with([' ', 'T'])
            && time.contains(':')
            && time.starts_with(|c: char| c.is_ascii_digit())
            && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | '+' | '-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Result<NaiveDate, DateProblem> {
        NaiveDate::from_ymd_opt(y, m, d).ok_or(DateProblem::Impossible)
    }

    #[test]
    fn every_usual_way_of_writing_is_understood() {
        for text in [
            "2022-12-31",
            "2022/12/31",
            "2022.12.31",
            "2022年12月31日",
            "2022年12月31号",
            "2022年12月31",
            "20221231",
            "２０２２年１２月３１日",
            "２０２２－１２－３１",
            " 2022 年 12 月 31 日 ",
            "\u{3000}2022-12-31\u{a0}",
            "2022-12-31 08:30",
            "2022-12-31T00:00:00.000Z",
            "2022/12/31 00:00:00",
        ] {
            assert_eq!(parse(text), day(2022, 12, 31), "{text}");
        }
        assert_eq!(parse("2023/6/7"), day(2023, 6, 7));
        assert_eq!(parse("2023.06.27"), day(2023, 6, 27));
        assert_eq!(parse("2023年6月7日"), day(2023, 6, 7));
    }

    #[test]
    fn days_that_the_calendar_lacks_are_impossible() {
        for text in
            ["2026年13月40日", "2023-02-29", "2023-04-31", "20230230", "2023-00-10", "2023-01-00", "0023-01-01", "1899-12-31", "9999-01-01"]
        {
            assert_eq!(parse(text), Err(DateProblem::Impossible), "{text}");
        }
        assert_eq!(parse("2024-02-29"), day(2024, 2, 29));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_guessed() {
        for text in [
            "",
            " ",
            "待定",
            "22-12-31",
            "31/12/2022",
            "12-31-2022",
            "2022-12",
            "2022年12月",
            "2022年",
            "2022",
            "2022-12/31",
            "2022年12-31",
            "2022月12年31",
            "2022-12-31-01",
            "2022-123-1",
            "2022123",
            "202212311",
            "2022-12-31x",
            "2022-12-31 下午",
            "-2022-12-31",
            "2022--12-31",
            "4294967296",
            "99999999999999999999",
            "2022-12-99999999999",
            "٢٠٢٢-١٢-٣١",
            "2022-12-3108:30",
        ] {
            assert_eq!(parse(text), Err(DateProblem::Unreadable), "{text:?}");
        }
    }

    #[test]
    fn codes_are_stable() {
        assert_eq!(DateProblem::Unreadable.code(), "date_unreadable");
        assert_eq!(DateProblem::Impossible.code(), "date_impossible");
    }
}
