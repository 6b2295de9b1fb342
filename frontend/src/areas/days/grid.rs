//! Days of a calendar as month, week and agenda.

use crate::format;
use crate::i18n::{language, t, tell, word};
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, icon};
use crate::ui::text::{day, path_of};
use crate::{clock, ui::remote::empty};
use chrono::{Datelike, Days, NaiveDate};
use contract::calendar::{Calendar, CalendarDay, CalendarEntry, CalendarKind};
use leptos::prelude::*;
use locale::calendar_ui as text;

/// Entries of a day of a month; the others open with the day.
const OF_A_DAY: usize = 4;

/// From the Monday of the month's first week to the Sunday of its last.
pub fn month_of(on: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = on.with_day(1).unwrap_or(on);
    let next = first.checked_add_months(chrono::Months::new(1)).unwrap_or(first);
    (week_of(first).0, week_of(next - Days::new(1)).1)
}

/// From Monday to Sunday.
pub fn week_of(on: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = on - Days::new(on.weekday().num_days_from_monday().into());
    (monday, monday + Days::new(6))
}

fn of_day(calendar: &Calendar, on: NaiveDate) -> impl Iterator<Item = &CalendarEntry> {
    calendar.entries.iter().filter(move |entry| entry.from_on <= on && on <= entry.to_on)
}

fn look(kind: CalendarKind) -> (Tone, Icon) {
    match kind {
        CalendarKind::Campaign => (Tone::Jade, Icon::Campaign),
        CalendarKind::FollowUp => (Tone::Indigo, Icon::Phone),
        CalendarKind::Complaint => (Tone::Cinnabar, Icon::Complaint),
        CalendarKind::Task => (Tone::Ochre, Icon::Inbox),
        CalendarKind::Kpi => (Tone::Bamboo, Icon::Kpi),
        CalendarKind::Delegation => (Tone::Calm, Icon::Customers),
        CalendarKind::Leave => (Tone::Bamboo, Icon::Clock),
        CalendarKind::HandOver => (Tone::Calm, Icon::SignOut),
        CalendarKind::Announcement => (Tone::Indigo, Icon::Bell),
    }
}

fn hour(entry: &CalendarEntry) -> Option<String> {
    entry.at.map(|at| clock::local(at).format("%H:%M").to_string())
}

/// Holiday or make-up day in a word; other days say nothing.
fn special(it: &CalendarDay) -> AnyView {
    let Some(name) = it.name.clone() else { return ().into_any() };
    let hover = name.clone();
    let (class, mark) = if it.working { ("worked", text::WORKED) } else { ("rest", text::REST) };
    view! { <span class=format!("special {class}") title=hover><b>{t(mark)}</b><span>{name}</span></span> }.into_any()
}

/// An entry in a narrow column.
fn chip(entry: &CalendarEntry) -> AnyView {
    let (tone, picture) = look(entry.kind);
    let class = format!("entry {}{}", tone.class(), if entry.done { " done" } else { "" });
    let whose = entry.person.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let path = entry.kind.text_path();
    let (title, shown) = (entry.title.clone(), entry.title.clone());
    let hover = move || format!("{} · {title} {whose}", word(path)());
    let inner = view! { {icon(picture)}{hour(entry).map(|hour| view! { <time>{hour}</time> })}<span>{shown}</span> };
    match path_of(&entry.subject) {
        Some(path) => view! { <a class=class href=path title=hover>{inner}</a> }.into_any(),
        None => view! { <span class=class title=hover>{inner}</span> }.into_any(),
    }
}

fn cell(it: &CalendarDay, calendar: &Calendar, month: Option<u32>, most: usize) -> AnyView {
    let on = it.on;
    let all: Vec<&CalendarEntry> = of_day(calendar, on).collect();
    let chips: Vec<_> = all.iter().take(most).map(|entry| view! { <li>{chip(entry)}</li> }).collect();
    let rest = all.len().saturating_sub(most);
    let more = (rest > 0).then(|| {
        let n = rest.to_string();
        view! { <a class="link more" href=format!("/calendar?shape=week&on={on}")>{move || tell(text::MORE, &[("n", &n)])}</a> }
    });
    let other = month.is_some_and(|month| month != on.month());
    let today = move || (on == clock::today()).then_some("date");
    let spoken = move || format::date(language(), on, clock::today());
    view! {
        <td class:off=!it.working class:other=other aria-current=today>
            <div class="date"><time datetime=on.to_string() aria-label=spoken>{on.day()}</time>{special(it)}</div>
            <ul>{chips}</ul>
            {more}
        </td>
    }
    .into_any()
}

fn weekdays() -> impl IntoView {
    use locale::ui;
    let names = [ui::WEEKDAY_1, ui::WEEKDAY_2, ui::WEEKDAY_3, ui::WEEKDAY_4, ui::WEEKDAY_5, ui::WEEKDAY_6, ui::WEEKDAY_7];
    view! { <thead><tr>{names.map(|name| view! { <th scope="col">{t(name)}</th> })}</tr></thead> }
}

/// A month, week under week.
pub fn month(calendar: &Calendar, on: NaiveDate) -> AnyView {
    let weeks: Vec<_> = calendar
        .days
        .chunks(7)
        .map(|week| view! { <tr>{week.iter().map(|it| cell(it, calendar, Some(on.month()), OF_A_DAY)).collect::<Vec<_>>()}</tr> })
        .collect();
    view! { <table class="days month">{weekdays()}<tbody>{weeks}</tbody></table> }.into_any()
}

/// A week, day beside day.
pub fn week(calendar: &Calendar) -> AnyView {
    let days: Vec<_> = calendar.days.iter().map(|it| cell(it, calendar, None, usize::MAX)).collect();
    view! { <table class="days week">{weekdays()}<tbody><tr>{days}</tr></tbody></table> }.into_any()
}

/// Day under day, those with something in them.
pub fn agenda(calendar: &Calendar) -> AnyView {
    let days: Vec<_> = calendar
        .days
        .iter()
        .filter(|it| it.name.is_some() || of_day(calendar, it.on).next().is_some())
        .map(|it| {
            let rows: Vec<_> = of_day(calendar, it.on).map(line).collect();
            let on = it.on;
            view! {
                <section class="agenda-day" aria-current=move || (on == clock::today()).then_some("date")>
                    <h2>{day(on)}{special(it)}</h2>
                    <ul class="rows">{rows}</ul>
                </section>
            }
        })
        .collect();
    if days.is_empty() {
        return empty(text::NOTHING, text::NOTHING_HINT, ());
    }
    view! { <div class="agenda">{days}</div> }.into_any()
}

fn line(entry: &CalendarEntry) -> AnyView {
    let (tone, picture) = look(entry.kind);
    let title = entry.title.clone();
    let link = match path_of(&entry.subject) {
        Some(path) => view! { <a class="font-medium hover:text-jade" href=path>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let whose = entry.person.as_ref().map(|one| format!(" · {}", one.name));
    view! {
        <li class="goes">
            <span class=format!("kind {}", tone.class())>{icon(picture)}</span>
            <div class="grow">
                {link}
                <small class="block">{word(entry.kind.text_path())}{whose}</small>
            </div>
            <span class="quiet">{hour(entry)}</span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        assert_eq!(month_of(on("2026-11-23")), (on("2026-10-26"), on("2026-12-06")));
        assert_eq!(month_of(on("2026-02-01")), (on("2026-01-26"), on("2026-03-01")));
        assert_eq!(week_of(on("2026-11-22")), (on("2026-11-16"), on("2026-11-22")));
    }
}
