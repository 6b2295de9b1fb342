//! The rows of a list page, and the heads of its columns.

use crate::i18n::t;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, Place, next_sort};
use crate::ui::remote::Remote;
use crate::ui::selection::Selection;
use contract::page::{ListDescription, ListQuery};
use leptos::prelude::*;
use locale::Key;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// The head of one column.
pub(super) fn heading(
    field: &'static str,
    label: Key,
    described: Remote<ListDescription>,
    query: Memo<ListQuery>,
    go: Callback<ListQuery>,
) -> AnyView {
    let sortable = move || !field.is_empty() && described.with(|d| d.fields.iter().any(|f| f.key == field && f.sortable)).unwrap_or(false);
    let now = move || {
        let sort = query.with(|query| query.sort.clone()).or_else(|| described.with(|d| d.default_sort.clone())).unwrap_or_default();
        match sort.strip_prefix('-') {
            Some(down) => (down == field).then_some("descending"),
            None => (sort == field).then_some("ascending"),
        }
    };
    let inner = move || {
        if !sortable() {
            return t(label).into_any();
        }
        let turn = move |_| {
            go.run(ListQuery { sort: next_sort(query.get_untracked().sort.as_deref(), field), cursor: None, ..query.get_untracked() })
        };
        let arrow = move || match now() {
            Some("ascending") => Some(icon(Icon::Up).into_any()),
            Some(_) => Some(icon(Icon::Down).into_any()),
            None => None,
        };
        view! { <button type="button" on:click=turn>{t(label)}{arrow}</button> }.into_any()
    };
    view! { <th scope="col" aria-sort=move || if field.is_empty() { None } else { now() }>{inner}</th> }.into_any()
}

/// One row.
pub(super) fn line<'a, T: 'a>(
    i: usize,
    row: &T,
    columns: impl Iterator<Item = &'a Column<T>>,
    href: Option<String>,
    chosen: RwSignal<Option<usize>>,
    open: Callback<String>,
    pick: Option<(Uuid, Selection)>,
) -> AnyView {
    let cells: Vec<_> = columns
        .map(|column| {
            let label = column.label;
            let cell = (column.cell)(row);
            match column.place {
                Place::First => {
                    let link = href.clone();
                    let inner = match link {
                        Some(path) => view! { <a href=path>{cell}</a> }.into_any(),
                        None => cell,
                    };
                    view! { <td class="first">{inner}</td> }.into_any()
                }
                Place::Corner => view! { <td class="corner">{cell}</td> }.into_any(),
                Place::Line => view! { <td data-label=t(label)>{cell}</td> }.into_any(),
                Place::Desk => view! { <td class="desk">{cell}</td> }.into_any(),
            }
        })
        .collect();
    let goes = href.is_some();
    let follow = move |event: leptos::ev::MouseEvent| {
        let on_control = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.closest("a, button, input, label").ok().flatten().is_some());
        if let (false, Some(path)) = (on_control, href.clone()) {
            open.run(path);
        }
    };
    view! { <tr class:goes=goes class:chosen=move || chosen.get() == Some(i) on:click=follow>{pick.map(|(id, selection)| selection.cell(id))}{cells}</tr> }.into_any()
}
