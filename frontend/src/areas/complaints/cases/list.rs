use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::{avatar, person};
use crate::ui::text::{due, since};
use crate::ui::views::{BoardPage, board_page, board_wanted, view_switch};
use contract::complaints::{ComplaintRow, ComplaintStatus, ListComplaints};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use locale::{cases_ui as text, complaints_ui as complaints, shell};

const PATH: &str = "/complaints";
const NOTHING: (locale::Key, locale::Key) = (complaints::EMPTY, complaints::EMPTY_HINT);

/// Where the menu leads: an agent to the desk, everybody else to the list, and whoever asked for a view of it to that.
pub fn landing() -> impl IntoView {
    let session = use_session();
    let on_board = board_wanted();
    let asked = use_location().search;
    let at_desk = Memo::new(move |_| {
        let agent = session.may(Permission::ComplaintExecute) && !session.may(Permission::ComplaintAssign);
        agent && asked.with(|search| search.trim_start_matches('?').is_empty())
    });
    move || match (at_desk.get(), on_board.get()) {
        (true, _) => {
            let options = NavigateOptions { replace: true, ..Default::default() };
            view! { <Redirect path="/service-desk" options /> }.into_any()
        }
        (false, true) => as_board(),
        (false, false) => as_table(),
    }
}

fn as_table() -> AnyView {
    list_page::<ListComplaints, ComplaintRow>(ListPage {
        list: "complaints",
        title: complaints::TITLE,
        columns: vec![
            Column { field: "number", label: complaints::MATTER, place: Place::First, cell: matter },
            Column { field: "", label: complaints::CUSTOMER, place: Place::Line, cell: |row| whose(row).into_any() },
            Column {
                field: "category",
                label: complaints::CATEGORY,
                place: Place::Desk,
                cell: |row| view! { <span class="one-line">{word(row.category.text_path())}</span> }.into_any(),
            },
            Column { field: "severity", label: complaints::SEVERITY, place: Place::Line, cell: |row| badge(row.severity).into_any() },
            Column { field: "status", label: complaints::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
            Column { field: "", label: complaints::IN_HAND, place: Place::Line, cell: in_hand },
            Column { field: "due_at", label: complaints::DUE, place: Place::Line, cell: due_cell },
            Column { field: "received_at", label: complaints::RECEIVED, place: Place::Desk, cell: received },
        ],
        href: |row| Some(path(row)),
        quick: &["status", "due_at", "severity", "investigator"],
        standard: &[],
        empty: NOTHING,
        actions: |query| view! { {view_switch(PATH, query, false)}{begin()} }.into_any(),
    })
}

fn as_board() -> AnyView {
    board_page::<ListComplaints, ComplaintRow, ComplaintStatus>(BoardPage {
        list: "complaints",
        quick: &["due_at", "severity", "investigator", "paused_at"],
        path: PATH,
        title: complaints::TITLE,
        columns: ComplaintStatus::ALL,
        state: |row| row.status,
        card,
        empty: NOTHING,
        actions: begin,
    })
}

fn path(row: &ComplaintRow) -> String {
    format!("{PATH}/{}", row.id)
}

fn matter(row: &ComplaintRow) -> AnyView {
    view! { <span class="line-clamp-2 max-w-[36ch]">{row.matter.clone()}</span><small class="number">{row.number.clone()}</small> }
        .into_any()
}

/// Who has the case in hand: the investigator, and before there is one, the agent.
fn in_hand(row: &ComplaintRow) -> AnyView {
    person(row.investigator.as_ref().map_or(row.agent.name.as_str(), |one| one.name.as_str())).into_any()
}

fn due_cell(row: &ComplaintRow) -> AnyView {
    match row.due_at {
        None if row.paused_at.is_some() => tag(Tone::Ochre, t(complaints::PAUSED)).into_any(),
        Some(at) => view! { <span class="one-line">{due(at)}</span> }.into_any(),
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }
}

fn received(row: &ComplaintRow) -> AnyView {
    view! { <span class="quiet one-line">{since(row.received_at)}</span> }.into_any()
}

fn card(row: &ComplaintRow) -> AnyView {
    let name = row.investigator.as_ref().map_or(&row.agent.name, |one| &one.name);
    view! {
        <a class="card" href=path(row)>
            <span class="line"><span class="number">{row.number.clone()}</span>{badge(row.severity)}</span>
            <b>{row.matter.clone()}</b>
            <span class="line"><span>{whose(row)}</span></span>
            <span class="line"><span class="person">{avatar(name, false)}{name.clone()}</span>{due_cell(row)}</span>
        </a>
    }
    .into_any()
}

fn begin() -> AnyView {
    let session = use_session();
    view! {
        {move || session.may(Permission::ComplaintExecute).then(|| view! { <a class="button" href="/service-desk">{t(complaints::TO_DESK)}</a> })}
        {move || session.may(Permission::ComplaintConfigure).then(|| view! { <a class="button quiet" href="/complaints/settings">{t(text::SETTINGS)}</a> })}
        {move || session.may(Permission::ComplaintCreate).then(|| view! { <a class="button primary" href="/complaints/new">{icon(Icon::Plus)}{t(shell::NEW_COMPLAINT)}</a> })}
    }
    .into_any()
}

/// The customer, or who complains where no customer is known yet.
fn whose(row: &ComplaintRow) -> String {
    row.customer.as_ref().map_or_else(|| row.complainant.clone(), |customer| customer.title.clone())
}
