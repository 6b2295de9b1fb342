use super::board::open_filter;
use super::tabs;
use crate::i18n::{language, t};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::figures::metric;
use crate::ui::record::{page_title, sheet};
use crate::ui::remote::remote;
use crate::ui::text::{due, since, subject_link};
use contract::complaints::desk::{DeskBoard, ShowDeskBoard};
use contract::complaints::{ComplaintRow, ListComplaints};
use contract::page::{ListQuery, Page};
use contract::tasks::{ListInbox, Task};
use leptos::prelude::*;
use locale::desk_ui as text;

/// The director's view: how it stands, what waits for their signature, what is late.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::OVERVIEW)().to_owned());
    let standing = remote(move || {
        session.writes.track();
        let _follow = language();
        async move { session.get::<ShowDeskBoard>(&[], &()).await }
    });
    let approvals = remote(move || {
        session.writes.track();
        let filters = vec![("kind".to_owned(), "eq:approval".to_owned()), ("status".to_owned(), "eq:open".to_owned())];
        async move { session.get::<ListInbox>(&[], &ListQuery { filters, limit: Some(50), ..Default::default() }).await }
    });
    let late = remote(move || {
        session.writes.track();
        let filters = vec![open_filter(), ("due_at".to_owned(), "lt:now".to_owned())];
        async move {
            session
                .get::<ListComplaints>(&[], &ListQuery { filters, sort: Some("due_at".to_owned()), limit: Some(10), ..Default::default() })
                .await
        }
    });
    view! {
        <div class="page">
            <header class="page-head"><h1>{t(text::OVERVIEW)}</h1></header>
            {tabs()}
            {standing.view(figures)}
            <div class="columns">
                <div>{late.view(late_cases)}</div>
                <div>{approvals.view(to_sign)}</div>
            </div>
        </div>
    }
}

fn figures(board: &DeskBoard) -> AnyView {
    let drawn: Vec<_> = board
        .figures
        .iter()
        .enumerate()
        // The second one is what is late.
        .map(|(i, one)| metric(one.label.clone(), one.value, one.link.clone(), i == 1 && one.value > 0))
        .collect();
    view! { <div class="metrics mb-4">{drawn}</div> }.into_any()
}

fn late_cases(page: &Page<ComplaintRow>) -> AnyView {
    let rows: Vec<_> = page
        .items
        .iter()
        .map(|row| {
            view! {
                <li class="grid gap-1">
                    <a class="link" href=format!("/complaints/{}", row.id)>{row.number.clone()}" "{row.matter.clone()}</a>
                    <small class="flex flex-wrap gap-3">{badge(row.status)}{row.due_at.map(due)}<span>{row.investigator.as_ref().unwrap_or(&row.agent).name.clone()}</span></small>
                </li>
            }
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="text-ink-3">{t(text::NOTHING_LATE)}</p> }.into_any()
    } else {
        view! { <ul class="grid gap-4">{rows}</ul> }.into_any()
    };
    sheet(text::LATE_CASES, (), body)
}

/// The remedies among the approvals that wait for the person.
fn to_sign(page: &Page<Task>) -> AnyView {
    let remedies =
        page.items.iter().filter(|task| task.approval.as_ref().is_some_and(|one| one.kind == contract::approvals::ApprovalKind::Remedy));
    let rows: Vec<_> =
        remedies.map(|task| view! { <li class="grid gap-1">{subject_link(&task.subject)}<small class="text-ink-3">{since(task.created_at)}</small></li> }).collect();
    let body = if rows.is_empty() {
        view! { <p class="text-ink-3">{t(text::NOTHING_TO_SIGN)}</p> }.into_any()
    } else {
        view! { <ul class="grid gap-3">{rows}</ul> }.into_any()
    };
    sheet(text::TO_SIGN, (), body)
}
