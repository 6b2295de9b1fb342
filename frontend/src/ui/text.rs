//! Values as views: they follow language and clock.

use crate::i18n::{language, t};
use crate::{clock, format};
use chrono::{DateTime, NaiveDate, Utc};
use contract::{Money, Subject};
use leptos::prelude::*;
use locale::ui;

/// A day: `11月22日 周日`, `今天`.
pub fn day(on: NaiveDate) -> impl Fn() -> String + Copy + Send {
    move || format::day(language(), on, clock::today())
}

/// A day that may be missing.
pub fn day_or_none(on: Option<NaiveDate>) -> impl Fn() -> String + Copy + Send {
    move || on.map_or_else(|| "—".to_owned(), |on| day(on)())
}

/// How long ago something was.
pub fn ago(at: DateTime<Utc>) -> impl Fn() -> String + Copy + Send {
    move || format::ago(language(), clock::local(at), clock::local(clock::now()))
}

/// Day and time of day.
pub fn moment(at: DateTime<Utc>) -> impl Fn() -> String + Copy + Send {
    move || format::moment(language(), clock::local(at), clock::today())
}

/// How long ago something was, as an element that shows the exact time on hover.
pub fn since(at: DateTime<Utc>) -> impl IntoView {
    let exact = clock::local(at).format("%Y-%m-%d %H:%M:%S").to_string();
    view! { <time datetime=at.to_rfc3339() title=exact>{ago(at)}</time> }
}

thread_local! {
    static MINUTES: ArcRwSignal<u32> = {
        let minutes = ArcRwSignal::new(0);
        let counted = minutes.clone();
        // Spans are told in minutes; half of one keeps them right to the eye.
        set_interval(move || counted.update(|n| *n += 1), std::time::Duration::from_secs(30));
        minutes
    };
}

/// What is left until a due time, red once it is past; counts down while it is looked at.
pub fn due(at: DateTime<Utc>) -> impl IntoView {
    let tick = MINUTES.with(ArcRwSignal::clone);
    let state = move || {
        tick.track();
        format::due(language(), clock::local(at), clock::local(clock::now()))
    };
    let late = state.clone();
    let exact = clock::local(at).format("%Y-%m-%d %H:%M").to_string();
    view! { <time datetime=at.to_rfc3339() title=exact class:late=move || late().1>{move || state().0}</time> }
}

/// A date on which something is due, red once it is past.
pub fn due_day(on: Option<NaiveDate>) -> impl IntoView {
    let late = on.is_some_and(|on| on < clock::today());
    view! { <span class:late=late>{day_or_none(on)}</span> }
}

/// An amount in short units.
pub fn money_short(amount: Money) -> impl Fn() -> String + Clone + Send {
    move || format::money_short(language(), &amount)
}

/// Text, or a quiet "not given".
pub fn or_unset(text: String) -> AnyView {
    if text.trim().is_empty() { view! { <span class="unset">{t(ui::NOT_GIVEN)}</span> }.into_any() } else { text.into_any() }
}

/// Where a record is shown; nothing for kinds without a page of their own.
pub fn path_of(subject: &Subject) -> Option<String> {
    subject.page()
}

/// A record's title, leading to it where it has a page.
pub fn subject_link(subject: &Subject) -> AnyView {
    let title = subject.title.clone();
    match path_of(subject) {
        Some(path) => view! { <a class="link" href=path>{title}</a> }.into_any(),
        None => title.into_any(),
    }
}
