use super::period_name;
use super::rules::rules_button;
use crate::i18n::{t, word};
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::text::day;
use contract::kpi::cycles::{Cycle, ListCycles};
use leptos::prelude::*;
use locale::cycles_ui as text;

/// Cycles of appraisal, the newest first.
pub fn list() -> impl IntoView {
    list_page::<ListCycles, Cycle>(ListPage {
        list: "kpi-cycles",
        title: text::TITLE,
        columns: vec![
            Column { field: "", label: text::PERIOD, place: Place::First, cell: |row| period_name(&row.period) },
            Column { field: "", label: text::KIND, place: Place::Desk, cell: |row| word(row.kind.text_path()).into_any() },
            Column { field: "self_from", label: text::SELF_REVIEW, place: Place::Line, cell: |row| span(row.self_from, row.self_until) },
            Column { field: "", label: text::MARKING, place: Place::Line, cell: |row| span(row.marking_from, row.marking_until) },
            Column { field: "", label: text::CALIBRATED_UNTIL, place: Place::Desk, cell: |row| day(row.calibrated_until).into_any() },
            Column { field: "", label: text::REVIEWS, place: Place::Desk, cell: |row| row.reviews.to_string().into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/kpi-cycles/{}", row.id)),
        quick: &["kind", "status"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            view! {
                <a class="button" href="/kpi">{icon(Icon::Left)}{t(locale::kpi_ui::TITLE)}</a>
                {rules_button()}
            }
            .into_any()
        },
    })
}

/// From one day to another.
pub fn span(from: chrono::NaiveDate, until: chrono::NaiveDate) -> AnyView {
    view! { <span class="one-line">{day(from)}" – "{day(until)}</span> }.into_any()
}
