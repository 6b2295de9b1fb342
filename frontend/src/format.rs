//! Dates, spans, money and numbers as people read them, in each language. Pure: the clock comes in as an argument.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};
use contract::Money;
use contract::values::grouped;
use locale::{Language, ui};
use rust_decimal::Decimal;

const WEEKDAYS: [locale::Key; 7] =
    [ui::WEEKDAY_1, ui::WEEKDAY_2, ui::WEEKDAY_3, ui::WEEKDAY_4, ui::WEEKDAY_5, ui::WEEKDAY_6, ui::WEEKDAY_7];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `11月22日 周日`, with the year where it is not this year's.
pub fn date(language: Language, date: NaiveDate, today: NaiveDate) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize].text(language);
    let year_known = y == today.year();
    match language {
        Language::En => {
            let month = MONTHS[date.month0() as usize];
            if year_known { format!("{weekday}, {d} {month}") } else { format!("{d} {month} {y}") }
        }
        _ if year_known => format!("{m}月{d}日 {weekday}"),
        _ => format!("{y}年{m}月{d}日"),
    }
}

/// The date as [`date`], or today, yesterday, tomorrow.
pub fn day(language: Language, on: NaiveDate, today: NaiveDate) -> String {
    match (on - today).num_days() {
        0 => ui::TODAY.text(language).to_owned(),
        -1 => ui::YESTERDAY.text(language).to_owned(),
        1 => ui::TOMORROW.text(language).to_owned(),
        _ => date(language, on, today),
    }
}

/// `今天 14:20`, `11月22日 周日 14:20`.
pub fn moment(language: Language, at: DateTime<FixedOffset>, today: NaiveDate) -> String {
    format!("{} {}", day(language, at.date_naive(), today), at.format("%H:%M"))
}

/// `刚刚`, `5 分钟前`, `3 小时前`, else as [`moment`].
pub fn ago(language: Language, at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    let minutes = (now - at).num_minutes();
    match minutes {
        ..0 => moment(language, at, now.date_naive()),
        0 => ui::JUST_NOW.text(language).to_owned(),
        1..60 => ui::MINUTES_AGO.with(language, &[("n", &minutes.to_string())]),
        60..360 if at.date_naive() == now.date_naive() => ui::HOURS_AGO.with(language, &[("n", &(minutes / 60).to_string())]),
        _ => moment(language, at, now.date_naive()),
    }
}

/// `2 天 3 小时`, `45 分钟`: the two largest units.
pub fn span(language: Language, span: TimeDelta) -> String {
    let minutes = span.num_minutes().abs();
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let say = |key: locale::Key, n: i64| key.with(language, &[("n", &n.to_string())]);
    let parts = match (days, hours, rest) {
        (0, 0, m) => vec![say(ui::SPAN_MINUTES, m)],
        (0, h, 0) => vec![say(ui::SPAN_HOURS, h)],
        (0, h, m) => vec![say(ui::SPAN_HOURS, h), say(ui::SPAN_MINUTES, m)],
        (d, 0, _) => vec![say(ui::SPAN_DAYS, d)],
        (d, h, _) => vec![say(ui::SPAN_DAYS, d), say(ui::SPAN_HOURS, h)],
    };
    parts.join(" ")
}

/// A due time against now: `还剩 2 小时` or `已超 1 天`, and whether it is past.
pub fn due(language: Language, at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> (String, bool) {
    let left = at - now;
    let late = left < TimeDelta::zero();
    let key = if late { ui::OVER_BY } else { ui::LEFT };
    (key.with(language, &[("span", &span(language, left))]), late)
}

/// `¥128.5万`, `¥1.2亿`; in English `¥1.29M`. Small amounts as [`money`].
pub fn money_short(language: Language, amount: &Money) -> String {
    let units: [(i64, &str); 2] = match language {
        Language::En => [(1_000_000, "M"), (10_000, "k")],
        Language::ZhTw => [(100_000_000, "億"), (10_000, "萬")],
        Language::ZhCn => [(100_000_000, "亿"), (10_000, "万")],
    };
    for (size, unit) in units {
        if amount.amount.abs() >= Decimal::from(size) {
            let size = if unit == "k" { 1000 } else { size };
            let value = (amount.amount / Decimal::from(size)).round_dp(2).normalize();
            let digits = value.to_string();
            let (whole, point, fraction) = digits.split_once('.').map_or((digits.as_str(), "", ""), |(w, f)| (w, ".", f));
            let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
            return format!("{sign}¥{}{point}{fraction}{unit}", grouped(whole));
        }
    }
    amount.to_string()
}

/// `12,345`.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    format!("{}{}", if n < 0 { "-" } else { "" }, grouped(&digits))
}

/// A score with one decimal, whole ones without.
pub fn score(value: Decimal) -> String {
    value.round_dp(1).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_carry_the_year_only_when_it_is_another() {
        let today = on("2026-11-22");
        assert_eq!(date(Language::ZhCn, on("2026-11-22"), today), "11月22日 周日");
        assert_eq!(date(Language::ZhCn, on("2025-03-01"), today), "2025年3月1日");
        assert_eq!(date(Language::En, on("2026-11-22"), today), "Sun, 22 Nov");
        assert_eq!(day(Language::ZhCn, on("2026-11-21"), today), "昨天");
    }

    #[test]
    fn fresh_events_are_told_by_their_age() {
        let now = at("2026-11-22T14:20:00+08:00");
        assert_eq!(ago(Language::ZhCn, at("2026-11-22T14:19:40+08:00"), now), "刚刚");
        assert_eq!(ago(Language::ZhCn, at("2026-11-22T14:00:00+08:00"), now), "20 分钟前");
        assert_eq!(ago(Language::ZhCn, at("2026-11-21T09:05:00+08:00"), now), "昨天 09:05");
    }

    #[test]
    fn due_times_say_how_much_is_left_or_over() {
        let now = at("2026-11-22T14:00:00+08:00");
        assert_eq!(due(Language::ZhCn, at("2026-11-22T16:00:00+08:00"), now), ("还剩 2 小时".to_owned(), false));
        assert_eq!(due(Language::ZhCn, at("2026-11-21T13:00:00+08:00"), now), ("已超 1 天 1 小时".to_owned(), true));
    }

    #[test]
    fn money_is_grouped_and_shortened_by_the_reader_s_units() {
        assert_eq!(money_short(Language::ZhCn, &Money::from_cents(128_500_000)), "¥128.5万");
        assert_eq!(money_short(Language::En, &Money::from_cents(128_500_000)), "¥1.28M");
        assert_eq!(money_short(Language::ZhCn, &Money::from_cents(-8_481_000_000)), "-¥8,481万");
        assert_eq!(money_short(Language::ZhCn, &Money::from_cents(99_900)), "¥999");
        assert_eq!(number(-1_234_567), "-1,234,567");
    }
}
