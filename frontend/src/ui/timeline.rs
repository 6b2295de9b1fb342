use crate::i18n::language;
use crate::ui::badge::Tone;
use crate::{clock, format};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

/// One thing that happened.
pub struct Event {
    pub at: DateTime<Utc>,
    pub tone: Tone,
    pub title: AnyView,
    pub body: String,
    pub who: Option<String>,
}

/// What happened, newest first, under its days.
pub fn timeline(events: Vec<Event>) -> AnyView {
    let today = clock::today();
    let days: Vec<_> = by_day(events)
        .into_iter()
        .map(|(on, events)| {
            let items: Vec<_> = events.into_iter().map(item).collect();
            view! {
                <h3>{move || format::day(language(), on, today)}</h3>
                <ol>{items}</ol>
            }
        })
        .collect();
    view! { <div class="timeline">{days}</div> }.into_any()
}

fn item(event: Event) -> impl IntoView {
    let at = clock::local(event.at);
    view! {
        <li class=event.tone.class()>
            <div class="what">
                <b>{event.title}</b>
                {event.who.map(|who| view! { <span>{who}</span> })}
                <time datetime=event.at.to_rfc3339()>{at.format("%H:%M").to_string()}</time>
            </div>
            {(!event.body.is_empty()).then(|| view! { <p>{event.body}</p> })}
        </li>
    }
}

fn by_day(events: Vec<Event>) -> Vec<(NaiveDate, Vec<Event>)> {
    let mut days: Vec<(NaiveDate, Vec<Event>)> = Vec::new();
    for event in events {
        let on = clock::local(event.at).date_naive();
        match days.last_mut() {
            Some((day, same)) if *day == on => same.push(event),
            _ => days.push((on, vec![event])),
        }
    }
    days
}
