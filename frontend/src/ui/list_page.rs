//! A list with its state in the URL: search, filters, order and page can be linked, reloaded and gone back to.

use crate::i18n::{language, t};
use crate::session::use_session;
use crate::ui::columns::{Hidden, column_choice, name_of};
use crate::ui::filter_bar::filter_bar;
use crate::ui::icon::{Icon, icon};
use crate::ui::keys::is_shortcut;
use crate::ui::list_rows::{heading, line};
use crate::ui::record::page_title;
use crate::ui::remote::{Remote, empty, remote};
use crate::ui::saved_views::saved_views;
use crate::ui::selection::{Bulk, Selection};
use contract::endpoint::Endpoint;
use contract::page::{DescribeList, ListDescription, ListQuery, Page};
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use locale::{Key, ui};
use std::time::Duration;
use uuid::Uuid;

/// Where a column goes when the table becomes cards on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The title of the card; the link to the record.
    First,
    /// The card's upper corner.
    Corner,
    /// A line of the card, with its label.
    Line,
    /// Left out on a phone.
    Desk,
}

/// One column. `field` is the list field it sorts by; empty where it cannot.
pub struct Column<T> {
    pub field: &'static str,
    pub label: Key,
    pub place: Place,
    pub cell: fn(&T) -> AnyView,
}

/// What a list page needs to know.
pub struct ListPage<T: 'static> {
    /// Its key under `/lists/`.
    pub list: &'static str,
    pub title: Key,
    pub columns: Vec<Column<T>>,
    pub href: fn(&T) -> Option<String>,
    /// Filters that are always in sight.
    pub quick: &'static [&'static str],
    /// Filters in force as long as nobody filters by these fields: field, filter.
    pub standard: &'static [(&'static str, &'static str)],
    /// What an empty list says: title, hint.
    pub empty: (Key, Key),
    /// Beside the title; the first one also stands in the empty list.
    pub actions: fn(Memo<ListQuery>) -> AnyView,
}

/// The list's query in the URL; tracked.
pub fn url_query() -> Memo<ListQuery> {
    let map = use_query_map();
    Memo::new(move |_| {
        let map = map.get();
        let pairs: Vec<(String, String)> = map.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
        ListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    })
}

/// The query with the standard filters of the fields that it does not filter by.
fn with_standard(mut query: ListQuery, standard: &[(&str, &str)]) -> ListQuery {
    for (field, filter) in standard {
        if !query.filters.iter().any(|(known, _)| known == field) {
            query.filters.push(((*field).to_owned(), (*filter).to_owned()));
        }
    }
    query
}

/// The order after a press on a column's head: ascending, then descending, then the list's own.
pub fn next_sort(now: Option<&str>, field: &str) -> Option<String> {
    match now {
        Some(sort) if sort == field => Some(format!("-{field}")),
        Some(sort) if sort.strip_prefix('-') == Some(field) => None,
        _ => Some(field.to_owned()),
    }
}

/// Cells use it to have the list fetched again after they changed a record.
#[derive(Clone, Copy)]
pub struct RefetchList(pub Callback<()>);

/// Draws a list of `E`.
pub fn list_page<E, T>(page: ListPage<T>) -> AnyView
where
    E: Endpoint<Query = ListQuery, Body = (), Reply = Page<T>> + 'static,
    T: Send + Sync + 'static,
{
    list_page_with::<E, T>(page, None)
}

/// As [`list_page`], with rows that can be chosen for an act on many.
pub fn list_page_with<E, T>(page: ListPage<T>, bulk: Option<Bulk<T>>) -> AnyView
where
    E: Endpoint<Query = ListQuery, Body = (), Reply = Page<T>> + 'static,
    T: Send + Sync + 'static,
{
    let session = use_session();
    let query = url_query();
    let location = use_location();
    let navigate = use_navigate();
    let go = Callback::new(move |query: ListQuery| {
        let text = client::query_string(&query.pairs());
        let options = NavigateOptions { scroll: false, replace: query.cursor.is_none(), ..Default::default() };
        navigate(&format!("{}?{text}", location.pathname.get_untracked()), options);
    });
    page_title(move || t(page.title)().to_owned());
    let list = page.list;
    let described = remote(move || {
        // Labels come in the caller's language.
        let _follow = language();
        async move { session.get::<DescribeList>(&[&list], &()).await }
    });
    let standard = page.standard;
    let rows = remote(move || {
        let mut asked = with_standard(query.get(), standard);
        asked.count = asked.cursor.is_none();
        async move { session.get::<E>(&[], &asked).await }
    });
    provide_context(RefetchList(Callback::new(move |()| rows.refetch())));
    let hidden = Hidden::of(list);
    let choices: Vec<_> =
        page.columns.iter().filter(|column| column.place != Place::First).map(|column| (name_of(column.label), column.label)).collect();
    let quick = page.quick;
    let bar = move || described.with(|description| filter_bar(description, quick, query, go));
    let hint = if list == "customers" { ui::SEARCH_CUSTOMERS } else { ui::SEARCH_LIST };
    let searchable = move || described.with(|description| description.searchable).unwrap_or(true);
    let picks = bulk.map(|bulk| (bulk.id, Selection::of(query, move || rows.with(|rows| rows.total).flatten())));
    let bar_of_many = bulk.zip(picks).map(|(bulk, (_, selection))| (bulk.bar)(selection));
    let total = move || {
        rows.with(|rows| {
            rows.total.map(|total| format!("{}{}", crate::format::number(total.count as i64), if total.exact { "" } else { "+" }))
        })
        .flatten()
        .map(|count| view! { <p class="lead-in">{move || crate::i18n::tell(ui::RECORDS, &[("n", &count)])}</p> })
    };
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(page.title)}</h1>
                {total}
                <div class="page-actions">{(page.actions)(query)}</div>
            </header>
            <div class="toolbar">
                {move || searchable().then(|| search(query, hint, go))}
                {bar}
                <div class="grow"></div>
                {saved_views(list, query, hidden)}
                {column_choice(choices, hidden)}
            </div>
            {bar_of_many}
            <div class="sheet">{table(page.columns, page.href, page.empty, page.actions, described, rows, query, hidden, go, picks)}</div>
        </div>
    }
    .into_any()
}

/// The search box: waits for a pause, and for the end of a composition.
pub fn search(query: Memo<ListQuery>, hint: Key, go: Callback<ListQuery>) -> AnyView {
    const PAUSE: Duration = Duration::from_millis(250);
    let element = NodeRef::<html::Input>::new();
    let typed = StoredValue::new(0u32);
    let composing = StoredValue::new(false);
    let seek = move || {
        let n = typed.get_value() + 1;
        typed.set_value(n);
        set_timeout(
            move || {
                if let (Some(latest), Some(input)) = (typed.try_get_value(), element.try_get_untracked().flatten())
                    && latest == n
                {
                    let q = Some(input.value()).filter(|text| !text.trim().is_empty());
                    go.run(ListQuery { q, cursor: None, ..query.get_untracked() });
                }
            },
            PAUSE,
        );
    };
    let slash = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "/"
            && is_shortcut(&event)
            && let Some(input) = element.get_untracked()
        {
            event.prevent_default();
            let _focused = input.focus();
        }
    });
    on_cleanup(move || slash.remove());
    view! {
        <label class="affix find">
            <span class="seen-by-readers">{t(ui::SEARCH)}</span>
            {icon(Icon::Search)}
            <input class="input" type="search" maxlength="100" node_ref=element placeholder=t(hint) prop:value=query.get_untracked().q.unwrap_or_default()
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |_| { composing.set_value(false); seek(); }
                on:input=move |_| if !composing.get_value() { seek() } />
        </label>
    }
    .into_any()
}

/// How a row is told apart, and which are chosen.
type Picks<T> = (fn(&T) -> Uuid, Selection);

#[expect(clippy::too_many_arguments, reason = "the parts of one page, used once")]
fn table<T: Send + Sync + 'static>(
    columns: Vec<Column<T>>,
    href: fn(&T) -> Option<String>,
    nothing: (Key, Key),
    actions: fn(Memo<ListQuery>) -> AnyView,
    described: Remote<ListDescription>,
    rows: Remote<Page<T>>,
    query: Memo<ListQuery>,
    hidden: Hidden,
    go: Callback<ListQuery>,
    picks: Option<Picks<T>>,
) -> AnyView {
    let names: Vec<&str> = columns.iter().map(|column| name_of(column.label)).collect();
    let columns = StoredValue::new(columns);
    let chosen = RwSignal::new(None::<usize>);
    let navigate = use_navigate();
    let open = Callback::new(move |path: String| navigate(&path, NavigateOptions::default()));
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let count = rows.with(|page| page.items.len()).unwrap_or(0);
        if count == 0 || !is_shortcut(&event) {
            return;
        }
        match event.key().as_str() {
            "j" | "J" => chosen.update(|at| *at = Some(at.map_or(0, |i| (i + 1).min(count - 1)))),
            "k" | "K" => chosen.update(|at| *at = Some(at.map_or(0, |i| i.saturating_sub(1)))),
            "x" | "X" => {
                let row = chosen.get_untracked().zip(picks);
                let id = row.and_then(|(i, (id, _))| rows.with(|page| page.items.get(i).map(id)).flatten());
                if let (Some(id), Some((_, selection))) = (id, picks) {
                    selection.turn(id);
                }
            }
            "Escape" => {
                if let Some((_, selection)) = picks {
                    selection.clear();
                }
            }
            "Enter" => {
                let path = chosen.get_untracked().and_then(|i| rows.with(|page| page.items.get(i).and_then(href)).flatten());
                if let Some(path) = path {
                    open.run(path);
                }
                return;
            }
            _ => return,
        }
        event.prevent_default();
        request_animation_frame(|| {
            if let Ok(Some(row)) = document().query_selector("tr.chosen") {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                row.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    });
    on_cleanup(move || keys.remove());
    let draw = move |page: &Page<T>| {
        if page.items.is_empty() {
            let narrowed = query.with(|query| query.q.is_some() || !query.filters.is_empty());
            if narrowed {
                let all = view! { <button type="button" class="button" on:click=move |_| go.run(ListQuery::default())>{t(ui::SHOW_ALL)}</button> };
                return empty(ui::NOTHING_FITS, ui::NOTHING_FITS_HINT, all);
            }
            return empty(nothing.0, nothing.1, actions(query));
        }
        let shows = |(at, column): &(usize, &Column<T>)| column.place == Place::First || !hidden.has(names[*at]);
        let head = columns.with_value(|columns| {
            let shown = columns.iter().enumerate().filter(shows);
            shown.map(|(_, column)| heading(column.field, column.label, described, query, go)).collect::<Vec<_>>()
        });
        let all = picks.map(|(id, selection)| selection.head(page.items.iter().map(id).collect()));
        let body: Vec<_> = page
            .items
            .iter()
            .enumerate()
            .map(|(i, row)| {
                columns.with_value(|columns| {
                    let shown = columns.iter().enumerate().filter(shows).map(|(_, column)| column);
                    line(i, row, shown, href(row), chosen, open, picks.map(|(id, selection)| (id(row), selection)))
                })
            })
            .collect();
        view! {
            <div class="ledger-wrap">
                <table class="ledger cards">
                    <thead><tr>{all}{head}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            {pager(page.prev.clone(), page.next.clone(), query, go)}
        }
        .into_any()
    };
    rows.view(draw)
}

/// Turns the pages of a list; nothing where there is one page only.
pub fn pager(prev: Option<String>, next: Option<String>, query: Memo<ListQuery>, go: Callback<ListQuery>) -> AnyView {
    let turn = move |cursor: Option<String>| go.run(ListQuery { cursor, ..query.get_untracked() });
    let (no_prev, no_next) = (prev.is_none(), next.is_none());
    view! {
        <div class="pager">
            <span class="keys"><kbd>"J"</kbd><kbd>"K"</kbd>{t(ui::KEYS_MOVE)}<kbd>"↵"</kbd>{t(ui::KEYS_OPEN)}</span>
            {(!(no_prev && no_next))
                .then(|| view! {
                    <nav class="turn" aria-label=t(ui::PAGES)>
                        <button type="button" class="button small" disabled=no_prev on:click=move |_| turn(prev.clone())>{icon(Icon::Left)}{t(ui::PAGE_BEFORE)}</button>
                        <button type="button" class="button small" disabled=no_next on:click=move |_| turn(next.clone())>{t(ui::PAGE_AFTER)}{icon(Icon::Right)}</button>
                    </nav>
                })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{ListQuery, next_sort, with_standard};

    #[test]
    fn a_standard_filter_gives_way_to_one_s_own() {
        let standard = [("status", "eq:open")];
        let own = ListQuery { filters: vec![("status".into(), "eq:done".into())], ..Default::default() };
        assert_eq!(with_standard(own.clone(), &standard), own);
        assert_eq!(with_standard(ListQuery::default(), &standard).filters, [("status".to_owned(), "eq:open".to_owned())]);
    }

    #[test]
    fn a_column_s_head_turns_through_three_orders() {
        assert_eq!(next_sort(None, "name").as_deref(), Some("name"));
        assert_eq!(next_sort(Some("name"), "name").as_deref(), Some("-name"));
        assert_eq!(next_sort(Some("-name"), "name"), None);
        assert_eq!(next_sort(Some("-created_at"), "name").as_deref(), Some("name"));
    }
}
