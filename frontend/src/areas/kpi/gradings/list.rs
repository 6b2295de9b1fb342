use crate::areas::kpi::scores::month_name;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::text::since;
use contract::kpi::grading::{GradingRow, ListGradings};
use contract::permission::Permission;
use leptos::prelude::*;
use locale::gradings_ui as text;

/// Rounds of grading that the person sees.
pub fn list() -> impl IntoView {
    list_page::<ListGradings, GradingRow>(ListPage {
        list: "gradings",
        title: text::TITLE,
        columns: vec![
            Column { field: "", label: text::NAME, place: Place::First, cell: |row| row.name.clone().into_any() },
            Column { field: "from_month", label: text::FROM_MONTH, place: Place::Line, cell: |row| month_name(&row.from_month).into_any() },
            Column { field: "", label: text::CANDIDATES, place: Place::Line, cell: |row| row.candidates.to_string().into_any() },
            Column { field: "created_at", label: text::DRAFTED, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/gradings/{}", row.id)),
        quick: &["status"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| actions(),
    })
}

fn actions() -> AnyView {
    let session = use_session();
    let organises = move || session.may(Permission::KpiGrade);
    let buttons = || {
        view! {
            <a class="button quiet" href="/rule-book">{icon(Icon::Sheet)}{t(locale::rule_book_ui::TITLE)}</a>
            <a class="button quiet" href="/account-managers">{icon(Icon::Customers)}{t(text::MANAGERS)}</a>
            <a class="button quiet" href="/recruitments">{icon(Icon::Board)}{t(locale::recruitments_ui::TITLE)}</a>
            <a class="button primary" href="/gradings/new">{icon(Icon::Plus)}{t(text::NEW)}</a>
        }
    };
    (move || organises().then(buttons)).into_any()
}
