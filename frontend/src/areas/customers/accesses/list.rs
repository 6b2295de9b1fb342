use crate::i18n::t;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::since;
use contract::customers::{Access, ListAccesses};
use leptos::prelude::*;
use locale::accesses_ui as accesses;

/// One's own requests; all of them for who grants leave.
pub fn list() -> impl IntoView {
    list_page::<ListAccesses, Access>(ListPage {
        list: "customer-accesses",
        title: accesses::TITLE,
        columns: vec![
            Column { field: "number", label: accesses::CUSTOMERS, place: Place::First, cell: wanted },
            Column { field: "status", label: accesses::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
            Column { field: "person", label: accesses::PERSON, place: Place::Line, cell: |row| person(&row.person.name).into_any() },
            Column { field: "", label: accesses::PURPOSE, place: Place::Desk, cell: |row| row.purpose.clone().into_any() },
            Column { field: "ends_at", label: accesses::ENDS, place: Place::Line, cell: |row| since(row.ends_at).into_any() },
            Column { field: "created_at", label: accesses::ASKED, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
        ],
        href: |row| Some(format!("/customer-accesses/{}", row.id)),
        quick: &["status"],
        standard: &[],
        empty: (accesses::EMPTY, accesses::EMPTY_HINT),
        actions: |_| view! { <a class="button primary" href="/customer-accesses/new">{icon(Icon::Plus)}{t(accesses::NEW)}</a> }.into_any(),
    })
}

fn wanted(row: &Access) -> AnyView {
    view! { <span class="line-clamp-2 max-w-[36ch]">{row.customers.join("、")}</span><small class="number">{row.number.clone()}</small> }
        .into_any()
}
