use super::tabs;
use crate::i18n::{language, t};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::board::board;
use crate::ui::person::{avatar, person};
use crate::ui::record::page_title;
use crate::ui::remote::{Remote, remote};
use crate::ui::text::due;
use contract::complaints::desk::{DeskBoard, DeskLoad, ShowDeskBoard};
use contract::complaints::{ComplaintRow, ComplaintStatus, ListComplaints};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locale::{desk_ui as text, ui};
use uuid::Uuid;

/// The states in which somebody still has something to do.
const OPEN: [ComplaintStatus; 6] = [
    ComplaintStatus::Received,
    ComplaintStatus::Investigating,
    ComplaintStatus::RemedyProposed,
    ComplaintStatus::Approving,
    ComplaintStatus::Executing,
    ComplaintStatus::AwaitingFeedback,
];
const MOST: u32 = 200;

/// The filter of a list by open states.
pub fn open_filter() -> (String, String) {
    ("status".to_owned(), format!("in:{}", OPEN.map(|status| status.word()).join(",")))
}

/// The manager's board: who has how much, and the open cases by state, late first; `?person=` narrows it to one.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::BOARD)().to_owned());
    let map = use_query_map();
    let who = Memo::new(move |_| map.read().get("person").and_then(|id| id.parse::<Uuid>().ok()));
    let loads = remote(move || {
        session.writes.track();
        let _follow = language();
        async move { session.get::<ShowDeskBoard>(&[], &()).await }
    });
    let cases = remote(move || {
        session.writes.track();
        let mut filters = vec![open_filter()];
        filters.extend(who.get().map(|id| ("investigator".to_owned(), format!("eq:{id}"))));
        let query = ListQuery { filters, sort: Some("due_at".to_owned()), limit: Some(MOST), ..Default::default() };
        async move { session.get::<ListComplaints>(&[], &query).await }
    });
    view! {
        <div class="page">
            <header class="page-head"><h1>{t(text::BOARD)}</h1><p class="lead-in">{t(text::BOARD_LEAD)}</p></header>
            {tabs()}
            {people(loads, who)}
            {cases.view(columns)}
        </div>
    }
}

/// Who has how much; a press narrows the board.
fn people(loads: Remote<DeskBoard>, who: Memo<Option<Uuid>>) -> AnyView {
    loads.view(move |data| {
        let rows: Vec<_> = data.people.iter().map(|load| person_row(load, who)).collect();
        view! {
            <section class="sheet mb-4">
                <header><h2>{t(text::BY_PERSON)}</h2></header>
                <div class="ledger-wrap" tabindex="0">
                    <table class="ledger">
                        <thead>
                            <tr>
                                <th scope="col">{t(text::PERSON)}</th><th scope="col">{t(text::OPEN_CASES)}</th><th scope="col">{t(text::LATE)}</th>
                                <th scope="col">{t(text::TODAY)}</th><th scope="col">{t(text::PAUSED)}</th><th scope="col">{t(text::UNASSIGNED)}</th>
                                <th scope="col">{t(text::REQUESTS)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any()
    })
}

fn person_row(load: &DeskLoad, who: Memo<Option<Uuid>>) -> AnyView {
    let id = load.person.id;
    let narrow = move || if who.get() == Some(id) { "/service-desk/board".to_owned() } else { format!("/service-desk/board?person={id}") };
    let requests = format!("/service-requests?filter[agent]=eq:{id}");
    let unassigned = format!("/complaints?filter[status]=eq:received&filter[agent]=eq:{id}");
    let late = format!("{}&filter[due_at]=lt:now", load.link);
    let paused = format!("{}&filter[paused_at]=null:false", load.link);
    view! {
        <tr class:chosen=move || who.get() == Some(id)>
            <td class="first"><a href=narrow>{person(&load.person.name)}</a></td>
            <td>{figure(load.open, load.link.clone())}</td>
            <td class:late=load.overdue.is_positive()>{figure(load.overdue, late)}</td>
            <td>{load.today}</td>
            <td>{figure(load.paused, paused)}</td>
            <td>{figure(load.unassigned, unassigned)}</td>
            <td>{figure(load.requests, requests)}</td>
        </tr>
    }
    .into_any()
}

/// A figure that leads to its records.
fn figure(n: i64, link: String) -> AnyView {
    if n == 0 { view! { <span class="quiet">"0"</span> }.into_any() } else { view! { <a class="link" href=link>{n}</a> }.into_any() }
}

fn columns(page: &Page<ComplaintRow>) -> AnyView {
    let cut = page.next.is_some().then(|| view! { <p class="none">{t(ui::BOARD_CUT)}</p> });
    view! { {board(&OPEN, &page.items, |row| row.status, card)}{cut} }.into_any()
}

fn card(row: &ComplaintRow) -> AnyView {
    let name = row.investigator.as_ref().map_or(&row.agent.name, |one| &one.name);
    view! {
        <a class="card" href=format!("/complaints/{}", row.id)>
            <span class="line"><span class="number">{row.number.clone()}</span>{badge(row.severity)}</span>
            <b>{row.matter.clone()}</b>
            <span class="line"><span class="person">{avatar(name, false)}{name.clone()}</span>{row.due_at.map(due)}</span>
        </a>
    }
    .into_any()
}
