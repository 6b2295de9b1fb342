use crate::i18n::{t, word};
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::{day, moment, since, subject_link};
use contract::customers::{ListReadingAlerts, ListReadings, Reading, ReadingAlert};
use leptos::prelude::*;
use locale::readings_ui as text;

/// The reading log of all files within reach.
pub fn log() -> impl IntoView {
    list_page::<ListReadings, Reading>(ListPage {
        list: "customer-readings",
        title: text::TITLE,
        columns: vec![
            Column { field: "", label: text::CUSTOMER, place: Place::First, cell: |row| subject_link(&row.customer).into_any() },
            Column { field: "person", label: text::PERSON, place: Place::Line, cell: |row| person(&row.person.name).into_any() },
            Column { field: "kind", label: text::KIND, place: Place::Line, cell: how },
            Column { field: "basis", label: text::BASIS, place: Place::Desk, cell: |row| word(row.basis.text_path()).into_any() },
            Column { field: "", label: text::ADDRESS, place: Place::Desk, cell: |row| row.address.clone().into_any() },
            Column {
                field: "at",
                label: text::AT,
                place: Place::Corner,
                cell: |row| view! { <span class="one-line">{moment(row.at)}</span> }.into_any(),
            },
        ],
        href: |_| None,
        quick: &["kind", "basis", "person"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| view! { <a class="button" href="/customer-reading-alerts">{icon(Icon::Eye)}{t(text::ALERTS)}</a> }.into_any(),
    })
}

fn how(row: &Reading) -> AnyView {
    let field = row.field.map(|field| view! { " · "{word(field.text_path())} });
    view! { {word(row.kind.text_path())}{field} }.into_any()
}

/// What was unusual.
pub fn alerts() -> impl IntoView {
    list_page::<ListReadingAlerts, ReadingAlert>(ListPage {
        list: "customer-reading-alerts",
        title: text::ALERTS,
        columns: vec![
            Column { field: "person", label: text::PERSON, place: Place::First, cell: |row| person(&row.person.name).into_any() },
            Column { field: "status", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
            Column {
                field: "kind",
                label: locale::customers::ALERT_KIND,
                place: Place::Line,
                cell: |row| word(row.kind.text_path()).into_any(),
            },
            Column { field: "", label: text::FILES, place: Place::Line, cell: |row| row.files.to_string().into_any() },
            Column { field: "day", label: text::DAY, place: Place::Line, cell: |row| day(row.day).into_any() },
            Column { field: "last_at", label: locale::customers::READ_AT, place: Place::Desk, cell: |row| since(row.last_at).into_any() },
        ],
        href: |row| Some(format!("/customer-reading-alerts/{}", row.id)),
        quick: &["status", "kind", "person"],
        standard: &[],
        empty: (text::ALERTS_EMPTY, text::ALERTS_EMPTY_HINT),
        actions: |_| {
            view! {
                <a class="button" href="/customer-readings">{icon(Icon::Audit)}{t(text::TITLE)}</a>
                <a class="button" href="/customer-reading-rules">{icon(Icon::Edit)}{t(text::RULES)}</a>
            }
            .into_any()
        },
    })
}
