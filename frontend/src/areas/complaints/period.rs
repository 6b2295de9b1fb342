//! The days that figures are about; they stand in the URL (`from`, `to`).

use crate::i18n::t;
use chrono::{Datelike, Months, NaiveDate};
use contract::complaints::nonconformities::DaysQuery;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use locale::{Key, quality_ui as text};

/// The days in the URL; tracked.
pub fn period_of() -> Memo<DaysQuery> {
    let map = use_query_map();
    Memo::new(move |_| {
        let map = map.read();
        let day = |name: &str| map.get(name).and_then(|day| day.parse::<NaiveDate>().ok());
        DaysQuery { from: day("from"), to: day("to") }
    })
}

/// Months back from today: label, how many months, whether up to the end of last month.
const SPANS: [(Key, u32); 4] = [(text::THIS_MONTH, 0), (text::THREE_MONTHS, 2), (text::SIX_MONTHS, 5), (text::TWELVE_MONTHS, 11)];

/// The first day of the month so many months back.
fn begins(today: NaiveDate, months: u32) -> NaiveDate {
    let first = today.with_day(1).unwrap_or(today);
    first.checked_sub_months(Months::new(months)).unwrap_or(first)
}

/// Chooses the days: a span, or a first and a last day.
pub fn period_picker(path: &'static str, days: Memo<DaysQuery>) -> AnyView {
    let today = crate::clock::today();
    let shown = move || (days.get().from.unwrap_or_else(|| begins(today, 2)), days.get().to.unwrap_or(today));
    let spans: Vec<_> = SPANS
        .iter()
        .map(|(label, months)| {
            let (label, from) = (*label, begins(today, *months));
            let current = move || (shown() == (from, today)).then_some("true");
            view! { <a href=format!("{path}?from={from}&to={today}") aria-current=current>{t(label)}</a> }
        })
        .collect();
    let navigate = use_navigate();
    let go = Callback::new(move |(from, to): (NaiveDate, NaiveDate)| {
        navigate(&format!("{path}?from={from}&to={to}"), NavigateOptions { scroll: false, replace: true, ..Default::default() });
    });
    let first = move |event| {
        if let Ok(from) = event_target_value(&event).parse::<NaiveDate>() {
            let to = untrack(shown).1;
            go.run((from, to.max(from)));
        }
    };
    let last = move |event| {
        if let Ok(to) = event_target_value(&event).parse::<NaiveDate>() {
            let from = untrack(shown).0;
            go.run((from.min(to), to));
        }
    };
    view! {
        <div class="toolbar">
            <div class="segments" role="group" aria-label=t(text::PERIOD)>{spans}</div>
            <input class="input w-auto" type="date" aria-label=t(text::FROM) prop:value=move || shown().0.to_string() on:change=first />
            <span class="text-ink-3">"–"</span>
            <input class="input w-auto" type="date" aria-label=t(text::TO) prop:value=move || shown().1.to_string() on:change=last />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_begins_with_a_month() {
        let today = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        assert_eq!(begins(today, 0).to_string(), "2026-01-01");
        assert_eq!(begins(today, 2).to_string(), "2025-11-01");
    }
}
