//! The frame of a questionnaire's pages: its head and the parts it has.

use crate::i18n::t;
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::person::person;
use crate::ui::record::{crumb, page_title, record_head};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::subject_link;
use contract::campaigns::questionnaires::{Questionnaire, ShowQuestionnaire};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use locale::{Key, questionnaires_ui as text};
use uuid::Uuid;

fn parts(id: Uuid, editable: bool) -> impl IntoView {
    let path = use_location().pathname;
    let link = |(part, label): (&str, Key)| {
        let to = format!("/questionnaires/{id}{part}");
        let here = to.clone();
        view! { <a href=to aria-current=move || path.with(|path| *path == here).then_some("page")>{t(label)}</a> }
    };
    let all = [("", text::PART_OVERVIEW), ("/results", text::PART_RESULTS), ("/paper", text::PART_PAPER)];
    let shown: Vec<_> = all.into_iter().filter(|(part, _)| editable || *part != "/paper").map(link).collect();
    view! { <nav class="tabs" aria-label=t(text::PARTS)>{shown}</nav> }
}

/// A page about one part of a questionnaire.
pub fn part(title: Key, acts: fn(&Questionnaire, Remote<Questionnaire>) -> AnyView, body: fn(&Questionnaire) -> AnyView) -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowQuestionnaire>(&[&id], &()).await }
    });
    page_title(move || format!("{} {}", t(title)(), it.with(|it| it.title.clone()).unwrap_or_default()));
    let draw = move |one: &Questionnaire| {
        let promise = one.anonymous.then(|| tag(Tone::Indigo, t(text::ANONYMOUS)));
        let under = view! {
            <span class="number">{one.number.clone()}</span>
            {badge(one.status)}
            {promise}
            {one.campaign.as_ref().map(subject_link)}
            {person(&one.owner.name)}
        };
        view! { {record_head(one.title.clone(), under, acts(one, it))} {parts(one.id, one.editable)} {body(one)} }.into_any()
    };
    view! { <div class="page">{crumb("/questionnaires", text::TITLE)} {it.view(draw)}</div> }
}
