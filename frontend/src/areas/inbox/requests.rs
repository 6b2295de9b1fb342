use super::tabs::tabs;
use crate::i18n::word;
use crate::ui::badge::badge;
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::since;
use contract::approvals::{ApprovalRow, ListApprovals, ListCopiedApprovals, ListDecidedApprovals};
use contract::endpoint::Endpoint;
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use locale::{Key, approvals_ui as approvals, inbox};

/// What the person asked for.
pub fn started() -> impl IntoView {
    requests::<ListApprovals>(&[("applicant", "eq:me")], inbox::EMPTY_STARTED)
}

/// What the person got a copy of.
pub fn copied() -> impl IntoView {
    requests::<ListCopiedApprovals>(&[], inbox::EMPTY_COPIED)
}

/// What the person decided.
pub fn done() -> impl IntoView {
    requests::<ListDecidedApprovals>(&[], inbox::EMPTY_DONE)
}

fn requests<E>(standard: &'static [(&'static str, &'static str)], empty: Key) -> impl IntoView
where
    E: Endpoint<Query = ListQuery, Body = (), Reply = Page<ApprovalRow>> + 'static,
{
    let list = list_page::<E, ApprovalRow>(ListPage {
        list: "approvals",
        title: inbox::TITLE,
        columns: vec![
            Column { field: "", label: inbox::WHAT, place: Place::First, cell: |row| row.subject.title.clone().into_any() },
            Column { field: "", label: inbox::KIND, place: Place::Line, cell: |row| word(row.kind.text_path()).into_any() },
            Column { field: "", label: approvals::APPLICANT, place: Place::Desk, cell: |row| person(&row.applicant.name).into_any() },
            Column { field: "", label: approvals::STATE, place: Place::Corner, cell: |row| badge(row.status).into_any() },
            Column { field: "", label: approvals::WAITS_FOR, place: Place::Line, cell: waits_for },
            Column {
                field: "submitted_at",
                label: approvals::SUBMITTED,
                place: Place::Line,
                cell: |row| since(row.submitted_at).into_any(),
            },
        ],
        href: |row| Some(format!("/approvals/{}", row.id)),
        quick: &["status", "kind"],
        standard,
        empty: (empty, inbox::EMPTY_REQUESTS_HINT),
        actions: |_| ().into_any(),
    });
    view! { <div class="over-list">{tabs()}</div> {list} }
}

fn waits_for(row: &ApprovalRow) -> AnyView {
    row.waits_for.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("、").into_any()
}
