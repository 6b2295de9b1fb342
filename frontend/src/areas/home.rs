//! The start page: figures that concern the person, and what waits for them.

use crate::areas::inbox::task_row;
use crate::i18n::{language, t, tell, word_now};
use crate::session::use_session;
use crate::ui::announcement::announcement_row;
use crate::ui::figures::metric;
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{page_title, sheet};
use crate::ui::remote::{empty, remote};
use crate::{clock, format};
use contract::announcements::ListAnnouncements;
use contract::home::ShowHome;
use contract::page::ListQuery;
use contract::tasks::ListInbox;
use leptos::prelude::*;
use locale::{home, shell};

const FIRST: u32 = 8;
const ANNOUNCED: u32 = 5;

/// The text of a figure: `words.figure_<key>`.
fn figure_label(key: &str) -> &'static str {
    let path = format!("words.figure_{key}");
    locale::find(&path).map_or_else(|| word_now("home.figure"), |found| found.text(language()))
}

/// The page.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(shell::HOME)().to_owned());
    let figures = remote(move || {
        session.writes.track();
        async move { session.get::<ShowHome>(&[], &()).await }
    });
    let tasks = remote(move || {
        session.writes.track();
        async move { session.get::<ListInbox>(&[], &open_tasks()).await }
    });
    let announced = remote(move || {
        session.writes.track();
        async move { session.get::<ListAnnouncements>(&[], &prominent()).await }
    });
    let announcements = move || {
        let some = announced.with(|page| page.items.iter().map(announcement_row).collect::<Vec<_>>()).filter(|rows| !rows.is_empty());
        some.map(|rows| {
            let all =
                view! { <a class="link inline-flex items-center" href="/announcements">{t(home::ALL_ANNOUNCEMENTS)}{icon(Icon::Right)}</a> };
            view! { <div class="mb-6">{sheet(home::ANNOUNCEMENTS, all, view! { <ul class="rows -m-4">{rows}</ul> })}</div> }
        })
    };
    let greeting = move || {
        let name = session.me.with(|me| me.as_ref().map(|me| me.name.clone()).unwrap_or_default());
        tell(greeting_at(clock::local(clock::now()).format("%H").to_string().parse().unwrap_or(9)), &[("name", &name)])
    };
    let today = move || format::date(language(), clock::today(), clock::today());
    let draw_figures = move |home: &contract::home::Home| {
        let cards: Vec<_> = home
            .figures
            .iter()
            .map(|figure| {
                let key = figure.key.clone();
                metric(move || figure_label(&key), figure.value, figure.link.clone(), figure.attention)
            })
            .collect();
        view! { <div class="metrics">{cards}</div> }.into_any()
    };
    let draw_tasks = move |page: &contract::page::Page<contract::tasks::Task>| {
        if page.items.is_empty() {
            return empty(home::NO_TASKS, home::NO_TASKS_HINT, ());
        }
        let rows: Vec<_> = page.items.iter().map(|task| task_row(task, tasks)).collect();
        view! { <ul class="rows -m-4">{rows}</ul> }.into_any()
    };
    let all = view! { <a class="link inline-flex items-center" href="/inbox">{t(home::ALL_TASKS)}{icon(Icon::Right)}</a> };
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{greeting}</h1>
                <p class="lead-in">{today}</p>
            </header>
            {announcements}
            <div class="mb-6">{figures.view(draw_figures)}</div>
            {sheet(home::TASKS, all, tasks.view(draw_tasks))}
        </div>
    }
}

fn open_tasks() -> ListQuery {
    ListQuery { filters: vec![("status".to_owned(), "eq:open".to_owned())], limit: Some(FIRST), ..Default::default() }
}

/// What is pinned or not read yet.
fn prominent() -> ListQuery {
    ListQuery { filters: vec![("prominent".to_owned(), "true".to_owned())], limit: Some(ANNOUNCED), ..Default::default() }
}

fn greeting_at(hour: u32) -> locale::Key {
    match hour {
        0..5 => home::GREETING_NIGHT,
        5..12 => home::GREETING_MORNING,
        12..18 => home::GREETING_AFTERNOON,
        _ => home::GREETING_EVENING,
    }
}
