//! Figures of a period for the dashboard (DAY-13): a question put to every area, and what their answers are made of.

use crate::Asking;
use crate::calendar::{end_of_day, start_of_day};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use contract::dashboard::{DashboardPeriod, Slice};
use platform::Reply;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QuerySelect, Select, TryGetable};

/// The days that are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    /// The last day, inclusive.
    pub to: NaiveDate,
    offset: i32,
}

impl Period {
    /// A period as seen from a day at the company; the running month goes up to its last day.
    pub fn new(wanted: DashboardPeriod, today: NaiveDate, utc_offset_minutes: i32) -> Self {
        let first = today.with_day(1).unwrap_or(today);
        let back = |months| first.checked_sub_months(Months::new(months)).unwrap_or(first);
        let (from, months) = match wanted {
            DashboardPeriod::ThisMonth => (first, 1),
            DashboardPeriod::LastMonth => (back(1), 1),
            DashboardPeriod::Quarter => (back(2), 3),
        };
        let next = from.checked_add_months(Months::new(months)).unwrap_or(from);
        Self { from, to: next - Days::new(1), offset: utc_offset_minutes }
    }

    /// These days, both counted.
    pub fn of(from: NaiveDate, to: NaiveDate, utc_offset_minutes: i32) -> Self {
        Self { from, to, offset: utc_offset_minutes }
    }

    /// The first moment of it.
    pub fn begins(&self) -> DateTime<Utc> {
        start_of_day(self.from, self.offset)
    }

    /// The first moment after it.
    pub fn ends(&self) -> DateTime<Utc> {
        end_of_day(self.to, self.offset)
    }

    /// Its weeks from Monday to Sunday, the first and last ones cut to it.
    pub fn weeks(&self) -> Vec<Self> {
        let mut weeks = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let sunday = from + Days::new((6 - from.weekday().num_days_from_monday()).into());
            weeks.push(Self { from, to: Ord::min(sunday, self.to), offset: self.offset });
            from = sunday + Days::new(1);
        }
        weeks
    }

    /// The filter of a list by a moment within it, for a link: `filter[created_at]=ge:…&filter[created_at]=lt:…`.
    pub fn filter(&self, field: &str) -> String {
        let text = |at: DateTime<Utc>| at.format("%FT%TZ").to_string();
        format!("filter[{field}]=ge:{}&filter[{field}]=lt:{}", text(self.begins()), text(self.ends()))
    }
}

/// How many rows there are of each value of a column, in one statement.
///
/// # Errors
/// Where the database fails.
pub async fn grouped<E: EntityTrait, V>(conn: &impl ConnectionTrait, select: Select<E>, column: E::Column) -> Reply<Vec<(V, i64)>>
where
    V: TryGetable + Send,
{
    let rows = select.select_only().column(column).column_as(Expr::cust("COUNT(*)"), "n").group_by(column).into_tuple::<(V, i64)>();
    Ok(rows.all(conn).await?)
}

/// How many rows fall into each of these spans by the moment in a column, in one statement.
///
/// # Errors
/// Where the database fails.
pub async fn counted<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    column: E::Column,
    spans: &[Period],
) -> Reply<Vec<i64>> {
    let mut query = select.select_only();
    for (at, span) in spans.iter().enumerate() {
        let within = CaseStatement::new().case(column.gte(span.begins()).and(column.lt(span.ends())), 1).finally(0);
        // Without any row there is no sum.
        let sum = Func::coalesce([Expr::expr(within).sum(), Expr::val(0)]);
        query = query.column_as(Expr::expr(sum).cast_as("bigint"), format!("span_{at}"));
    }
    let statement = sea_orm::QueryTrait::into_query(query);
    let row = conn.query_one(&statement).await?;
    let mut counts = Vec::with_capacity(spans.len());
    for at in 0..spans.len() {
        counts.push(match &row {
            Some(row) => row.try_get("", &format!("span_{at}"))?,
            None => 0,
        });
    }
    Ok(counts)
}

/// A figure for each of these words, none left out: how often each was counted, its text by `told`, and the filters of its list.
pub fn by_word<W: Copy + PartialEq>(
    asking: &Asking<'_>,
    words: &[W],
    told: fn(W) -> &'static str,
    counts: &[(W, i64)],
    path: &str,
    filters: impl Fn(W) -> Vec<String>,
) -> Vec<Slice> {
    let figure = |word: &W| {
        let value = counts.iter().find(|(held, _)| held == word).map_or(0, |(_, n)| *n);
        let label = locale::find(told(*word)).map_or_else(|| told(*word), |key| key.text(asking.language));
        slice(label, value, path, &filters(*word))
    };
    words.iter().map(figure).collect()
}

/// A figure with its list: `path` and the filters of it.
pub fn slice(label: impl Into<String>, value: i64, path: &str, filters: &[String]) -> Slice {
    Slice { label: label.into(), value, link: format!("{path}?{}", filters.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn day_13_a_period_is_whole_months_and_its_weeks_leave_nothing_out() {
        let of = |wanted| Period::new(wanted, day("2026-11-23"), 480);
        let span = |period: Period| (period.from, period.to);
        assert_eq!(span(of(DashboardPeriod::ThisMonth)), (day("2026-11-01"), day("2026-11-30")));
        assert_eq!(span(of(DashboardPeriod::LastMonth)), (day("2026-10-01"), day("2026-10-31")));
        assert_eq!(span(of(DashboardPeriod::Quarter)), (day("2026-09-01"), day("2026-11-30")));
        let weeks = of(DashboardPeriod::ThisMonth).weeks();
        assert_eq!(weeks.first().map(|w| (w.from, w.to)), Some((day("2026-11-01"), day("2026-11-01"))), "a Sunday");
        assert_eq!(weeks.last().map(|w| (w.from, w.to)), Some((day("2026-11-30"), day("2026-11-30"))), "a Monday");
        assert!(weeks.windows(2).all(|pair| pair[0].ends() == pair[1].begins()));
    }

    #[test]
    fn the_filter_of_a_link_is_that_of_the_count() {
        let period = Period::new(DashboardPeriod::ThisMonth, day("2026-11-23"), 480);
        assert_eq!(period.filter("created_at"), "filter[created_at]=ge:2026-10-31T16:00:00Z&filter[created_at]=lt:2026-11-30T16:00:00Z");
    }
}
