use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::{due, since};
use contract::complaints::service_requests::{ListServiceRequests, ServiceRequestRow};
use contract::permission::Permission;
use leptos::prelude::*;
use locale::service_ui as text;

/// Requests that the person sees.
pub fn list() -> impl IntoView {
    list_page::<ListServiceRequests, ServiceRequestRow>(ListPage {
        list: "service-requests",
        title: text::TITLE,
        columns: vec![
            Column { field: "number", label: text::QUESTION, place: Place::First, cell: question },
            Column { field: "", label: text::KIND, place: Place::Line, cell: |row| word(row.kind.text_path()).into_any() },
            Column { field: "", label: text::CUSTOMER, place: Place::Line, cell: customer },
            Column { field: "", label: text::AGENT, place: Place::Line, cell: |row| person(&row.agent.name).into_any() },
            Column { field: "due_at", label: text::DUE, place: Place::Line, cell: due_cell },
            Column { field: "created_at", label: text::CREATED_AT, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/service-requests/{}", row.id)),
        quick: &["status", "kind", "due_at", "agent"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/service-requests/new">{icon(Icon::Plus)}{t(text::NEW)}</a> };
            (move || session.may(Permission::ServiceTake).then(new)).into_any()
        },
    })
}

fn question(row: &ServiceRequestRow) -> AnyView {
    view! { <span class="line-clamp-2 max-w-[36ch]">{row.question.clone()}</span><small class="number">{row.number.clone()}</small> }
        .into_any()
}

fn customer(row: &ServiceRequestRow) -> AnyView {
    row.customer.as_ref().map_or_else(|| row.asker.clone(), |customer| customer.title.clone()).into_any()
}

fn due_cell(row: &ServiceRequestRow) -> AnyView {
    match row.due_at {
        Some(at) => view! { <span class="one-line">{due(at)}</span> }.into_any(),
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }
}
