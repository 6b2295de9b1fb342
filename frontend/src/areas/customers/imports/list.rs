use crate::i18n::t;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::since;
use contract::customers::{Import, ListImports};
use leptos::prelude::*;
use locale::{imports_ui as imports, shell};

/// All imports in the person's scope.
pub fn list() -> impl IntoView {
    list_page::<ListImports, Import>(ListPage {
        list: "customer-imports",
        title: imports::TITLE,
        columns: vec![
            Column { field: "file_name", label: imports::FILE, place: Place::First, cell: |row| row.file_name.clone().into_any() },
            Column { field: "status", label: imports::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
            Column { field: "rows", label: imports::ROWS, place: Place::Line, cell: |row| row.rows.into_any() },
            Column { field: "ok", label: imports::OK, place: Place::Line, cell: |row| row.ok.into_any() },
            Column { field: "errors", label: imports::ERRORS, place: Place::Line, cell: errors },
            Column { field: "", label: imports::PERSON, place: Place::Desk, cell: |row| person(&row.person.name).into_any() },
            Column { field: "created_at", label: imports::UPLOADED, place: Place::Line, cell: |row| since(row.created_at).into_any() },
        ],
        href: |row| Some(format!("/customer-imports/{}", row.id)),
        quick: &["status"],
        standard: &[],
        empty: (imports::EMPTY, imports::EMPTY_HINT),
        actions: |_| {
            view! { <a class="button primary" href="/customer-imports/new">{icon(Icon::Upload)}{t(shell::NEW_IMPORT)}</a> }.into_any()
        },
    })
}

fn errors(row: &Import) -> AnyView {
    view! { <span class:late={row.errors > 0}>{row.errors}</span> }.into_any()
}
