use super::security::mark;
use crate::i18n::t;
use crate::ui::badge::Tone;
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::moment;
use contract::access::agreements::{ListStandings, Standing};
use leptos::prelude::*;
use locale::access_ui as access;

/// Who accepted the agreement in force, and who has not (ORG-07).
pub fn list() -> impl IntoView {
    list_page::<ListStandings, Standing>(ListPage {
        list: "agreement-standings",
        title: access::STANDINGS,
        columns: vec![
            Column { field: "", label: access::PERSON, place: Place::First, cell: |s| person(&s.name).into_any() },
            Column {
                field: "number",
                label: access::ACCOUNT_NUMBER,
                place: Place::Line,
                cell: |s| view! { <span class="number">{s.number.clone()}</span> }.into_any(),
            },
            Column { field: "", label: access::POST, place: Place::Line, cell: |s| s.post.clone().into_any() },
            Column { field: "", label: access::STATE, place: Place::Corner, cell: state },
            Column { field: "", label: access::ACCEPTED_FROM, place: Place::Line, cell: address },
        ],
        href: |_| None,
        quick: &["accepted_at", "name"],
        standard: &[],
        empty: (access::STANDINGS_EMPTY, access::STANDINGS_EMPTY_HINT),
        actions: |_| view! { <a class="button" href="/agreements">{t(access::AGREEMENTS)}</a> }.into_any(),
    })
}

fn state(standing: &Standing) -> AnyView {
    match standing.accepted_at {
        Some(at) => view! { {mark(Tone::Bamboo, "access_ui.accepted")}" "<span class="quiet one-line">{moment(at)}</span> }.into_any(),
        None => mark(Tone::Ochre, "access_ui.not_accepted"),
    }
}

fn address(standing: &Standing) -> AnyView {
    view! { <span class="number">{standing.address.clone().unwrap_or_default()}</span> }.into_any()
}
