//! Who is still missing: how much, never whom they mark.

use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::person::person;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use contract::kpi::cycles::{Cycle, CycleStatus, ListMissingRaters, MissingRater, MissingRatersList};
use leptos::prelude::*;
use locale::cycles_ui as text;

/// Of those whose scores the reader may see.
pub fn missing(cycle: &Cycle) -> AnyView {
    if cycle.status == CycleStatus::Open {
        return ().into_any();
    }
    let session = use_session();
    let id = cycle.id;
    let list = remote(move || {
        session.writes.track();
        async move { session.get::<ListMissingRaters>(&[&id], &()).await }
    });
    sheet(text::MISSING, (), list.view(draw))
}

fn draw(list: &MissingRatersList) -> AnyView {
    let n = list.done.to_string();
    let rows: Vec<_> = list.people.iter().map(row).collect();
    let all = if rows.is_empty() {
        view! { <p class="quiet">{t(text::NOBODY_MISSING)}</p> }.into_any()
    } else {
        view! { <ul class="rows -mx-4">{rows}</ul> }.into_any()
    };
    view! { {all}<p class="text-[13px] text-ink-3 mt-3">{move || tell(text::DONE, &[("n", &n)])}</p> }.into_any()
}

fn row(one: &MissingRater) -> AnyView {
    let n = one.marks.to_string();
    let marks = (one.marks > 0).then(|| view! { <span class="text-ink-2">{move || tell(text::MARKS_MISSING, &[("n", &n)])}</span> });
    let own = one.self_review.then(|| view! { <span class="text-ink-2">{t(text::SELF_REVIEW_MISSING)}</span> });
    let late = one.late.then(|| tag(Tone::Cinnabar, t(text::LATE)));
    view! { <li><div class="grow">{person(&one.person.name)}</div><span class="inline-flex flex-wrap items-center gap-2">{own}{marks}{late}</span></li> }
        .into_any()
}
