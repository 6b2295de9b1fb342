//! A list in two views, as table and as board; which of them stands in the URL (`view=board`).

use crate::i18n::{language, t};
use crate::session::use_session;
use crate::ui::badge::Toned;
use crate::ui::board::board;
use crate::ui::filter_bar::filter_bar;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{search, url_query};
use crate::ui::record::page_title;
use crate::ui::remote::{empty, remote};
use contract::endpoint::Endpoint;
use contract::page::{DescribeList, ListQuery, Page};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use locale::{Key, ui};

/// The most cards a board fetches; beyond them it says so and points to the list.
const CARDS: u32 = 200;

/// What a board page needs to know.
pub struct BoardPage<T: 'static, S: 'static> {
    /// Its key under `/lists/`.
    pub list: &'static str,
    /// Filters that are always in sight.
    pub quick: &'static [&'static str],
    pub path: &'static str,
    pub title: Key,
    /// The columns, in the order of the way.
    pub columns: &'static [S],
    pub state: fn(&T) -> S,
    pub card: fn(&T) -> AnyView,
    /// What an empty board says: title, hint.
    pub empty: (Key, Key),
    pub actions: fn() -> AnyView,
}

/// True where the URL asks for the board; tracked.
pub fn board_wanted() -> Memo<bool> {
    let map = use_query_map();
    Memo::new(move |_| map.read().get("view").as_deref() == Some("board"))
}

/// The switch between table and board; search and filters go along.
pub fn view_switch(path: &'static str, query: Memo<ListQuery>, on_board: bool) -> AnyView {
    let pairs = move |on: bool| {
        let mut pairs = query.with(|query| ListQuery { cursor: None, limit: None, count: false, ..query.clone() }.pairs());
        if on {
            pairs.push(("view".to_owned(), "board".to_owned()));
        }
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", client::query_string(&pairs)) }
    };
    let link = move |on: bool, label: Key, picture: Icon| {
        view! { <a href=move || pairs(on) aria-current=(on == on_board).then_some("true")>{icon(picture)}{t(label)}</a> }
    };
    view! { <div class="segments" role="group" aria-label=t(ui::VIEW)>{link(false, ui::VIEW_LIST, Icon::List)}{link(true, ui::VIEW_BOARD, Icon::Board)}</div> }
        .into_any()
}

/// Draws a list of `E` as a board.
pub fn board_page<E, T, S>(page: BoardPage<T, S>) -> AnyView
where
    E: Endpoint<Query = ListQuery, Body = (), Reply = Page<T>> + 'static,
    T: Send + Sync + 'static,
    S: Toned + PartialEq + Sync,
{
    let session = use_session();
    let query = url_query();
    page_title(move || t(page.title)().to_owned());
    let navigate = use_navigate();
    let go = Callback::new(move |query: ListQuery| {
        let mut pairs = query.pairs();
        pairs.push(("view".to_owned(), "board".to_owned()));
        let options = NavigateOptions { scroll: false, replace: true, ..Default::default() };
        navigate(&format!("{}?{}", page.path, client::query_string(&pairs)), options);
    });
    let list = page.list;
    let described = remote(move || {
        // Labels come in the caller's language.
        let _follow = language();
        async move { session.get::<DescribeList>(&[&list], &()).await }
    });
    let bar = move || described.with(|description| filter_bar(description, page.quick, query, go));
    let rows = remote(move || {
        session.writes.track();
        let asked = ListQuery { limit: Some(CARDS), cursor: None, ..query.get() };
        async move { session.get::<E>(&[], &asked).await }
    });
    let draw = move |found: &Page<T>| {
        if found.items.is_empty() {
            return empty(page.empty.0, page.empty.1, (page.actions)());
        }
        let more = found.next.is_some().then(|| view! { <p class="none">{t(ui::BOARD_CUT)}</p> });
        view! { {board(page.columns, &found.items, page.state, page.card)}{more} }.into_any()
    };
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(page.title)}</h1>
                <div class="page-actions">{view_switch(page.path, query, true)}{(page.actions)()}</div>
            </header>
            <div class="toolbar">{search(query, ui::SEARCH_LIST, go)}{bar}</div>
            {rows.view(draw)}
        </div>
    }
    .into_any()
}
