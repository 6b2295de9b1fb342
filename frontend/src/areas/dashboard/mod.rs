//! The dashboard 驾驶舱 (DAY-13): figures of a period in charts.

use crate::i18n::{language, t, word, word_now};
use crate::session::use_session;
use crate::ui::charts::{chart, nothing};
use crate::ui::record::page_title;
use crate::ui::remote::{empty, remote};
use contract::dashboard::{Dashboard, DashboardPeriod, DashboardQuery, Panel, ShowDashboard};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locale::dashboard_ui as text;

crate::pages! {
    dashboard:
    Board => show,
}

fn show() -> impl IntoView {
    let session = use_session();
    let map = use_query_map();
    let period = Memo::new(move |_| map.read().get("period").and_then(|word| word.parse().ok()).unwrap_or(DashboardPeriod::ThisMonth));
    page_title(move || t(text::TITLE)().to_owned());
    let board = remote(move || {
        session.writes.track();
        let _follow = language();
        let period = period.get();
        async move { session.get::<ShowDashboard>(&[], &DashboardQuery { period }).await }
    });
    // Looked at again: as it is now.
    let again = window_event_listener(leptos::ev::focus, move |_| board.refetch());
    on_cleanup(move || again.remove());
    let periods = move || {
        let now = period.get();
        let link = |one: &DashboardPeriod| {
            view! { <a href=format!("/dashboard?period={one}") aria-current=(*one == now).then_some("true")>{word(one.text_path())}</a> }
        };
        view! { <div class="segments" role="group" aria-label=t(text::PERIOD)>{DashboardPeriod::ALL.iter().map(link).collect::<Vec<_>>()}</div> }
    };
    let days = move || board.with(|board| format!("{} – {}", board.from, board.to));
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(text::TITLE)}</h1>
                <p class="lead-in">{days}</p>
                <div class="page-actions">{periods}</div>
            </header>
            {board.view(draw)}
        </div>
    }
}

fn draw(board: &Dashboard) -> AnyView {
    if board.panels.is_empty() {
        return empty(text::EMPTY, text::EMPTY_HINT, view! { <a class="button" href="/">{t(locale::shell::HOME)}</a> });
    }
    view! { <div class="panels">{board.panels.iter().map(panel).collect::<Vec<_>>()}</div> }.into_any()
}

fn panel(panel: &Panel) -> AnyView {
    let path = format!("words.panel_{}", panel.key);
    let title = move || locale::find(&path).map_or_else(|| word_now("dashboard_ui.title"), |key| key.text(language()));
    let total: i64 = panel.slices.iter().map(|slice| slice.value).sum();
    let body = if total == 0 { nothing() } else { chart(panel) };
    view! { <section class="sheet"><header><h2>{title}</h2></header><div class="body">{body}</div></section> }.into_any()
}
