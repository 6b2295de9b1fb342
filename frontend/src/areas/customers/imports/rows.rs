use super::row::row;
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::filter_bar::{parse, refined};
use crate::ui::list_page::{pager, url_query};
use crate::ui::remote::{Remote, empty, remote};
use contract::customers::{Import, ImportStatus, ListImportRows, RowOutcome};
use contract::page::ListQuery;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use locale::imports_ui as imports;
use uuid::Uuid;

/// The rows of the sheet, by what becomes of them; wrong ones are corrected in place.
pub fn rows(id: Uuid, open: bool, import: Remote<Import>, changed: Callback<()>) -> AnyView {
    let session = use_session();
    let query = url_query();
    let rows = remote(move || {
        let mut asked = query.get();
        asked.limit = Some(50);
        async move { session.get::<ListImportRows>(&[&id], &asked).await }
    });
    let (location, navigate) = (use_location(), use_navigate());
    let go = Callback::new(move |query: ListQuery| {
        let text = client::query_string(&query.pairs());
        navigate(&format!("{}?{text}", location.pathname.get_untracked()), NavigateOptions { scroll: false, ..Default::default() });
    });
    let corrected = Callback::new(move |()| {
        rows.refetch();
        changed.run(());
    });
    let now = move || {
        query.with(|query| {
            let filter = query.filters.iter().find(|(key, _)| key == "outcome")?;
            parse(&filter.1).1.first()?.parse::<RowOutcome>().ok()
        })
    };
    let segment = move |outcome: Option<RowOutcome>| {
        let count = move || {
            import.with(|import| match outcome {
                None => import.rows,
                Some(RowOutcome::Ok) => import.ok,
                Some(RowOutcome::Duplicate) => import.duplicates,
                Some(RowOutcome::Error) => import.errors,
            })
        };
        let label = move || match outcome {
            None => t(imports::ALL_ROWS)(),
            Some(RowOutcome::Ok) if import.with(|import| import.status) == Some(ImportStatus::Committed) => t(imports::ENTERED_ROW)(),
            Some(outcome) => word(outcome.text_path())(),
        };
        let choose = move |_| go.run(refined(query.get_untracked(), "outcome", outcome.map(|o| format!("eq:{}", o.word()))));
        view! {
            <button type="button" aria-pressed=move || (now() == outcome).to_string() on:click=choose>
                {label}<span class="number">{move || count().map(crate::format::number)}</span>
            </button>
        }
    };
    let segments: Vec<_> =
        [None, Some(RowOutcome::Error), Some(RowOutcome::Duplicate), Some(RowOutcome::Ok)].into_iter().map(segment).collect();
    let draw = move |page: &contract::page::Page<contract::customers::ImportRow>| {
        if page.items.is_empty() {
            return empty(imports::NO_ROWS, imports::NO_ROWS_HINT, ());
        }
        let lines: Vec<_> = page.items.iter().map(|line| row(id, line, open, corrected)).collect();
        view! { <ul class="rows">{lines}</ul>{pager(page.prev.clone(), page.next.clone(), query, go)} }.into_any()
    };
    view! {
        <div class="toolbar"><div class="segments" role="group" aria-label=t(imports::ROWS)>{segments}</div></div>
        <div class="sheet">{rows.view(draw)}</div>
    }
    .into_any()
}
