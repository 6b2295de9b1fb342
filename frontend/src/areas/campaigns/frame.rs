//! The frame of a campaign's pages: its head and the parts it has.

use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::form::Form;
use crate::ui::person::person;
use crate::ui::record::{crumb, page_title, record_head};
use crate::ui::remote::remote;
use contract::campaigns::{Campaign, ShowCampaign};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use locale::{Key, campaigns_ui as campaigns};
use uuid::Uuid;

const PARTS: [(&str, Key); 9] = [
    ("", campaigns::PART_PLAN),
    ("/versions", campaigns::PART_VERSIONS),
    ("/preparation", campaigns::PART_PREPARATION),
    ("/budget", campaigns::PART_BUDGET),
    ("/materials", campaigns::PART_MATERIALS),
    ("/guests", campaigns::PART_GUESTS),
    ("/day", campaigns::PART_DAY),
    ("/feedback", campaigns::PART_FEEDBACK),
    ("/outcome", campaigns::PART_OUTCOME),
];

/// The parts of a campaign.
pub fn parts(id: Uuid) -> impl IntoView {
    let path = use_location().pathname;
    let link = |(part, label): (&str, Key)| {
        let to = format!("/campaigns/{id}{part}");
        let here = to.clone();
        view! { <a href=to aria-current=move || path.with(|path| *path == here).then_some("page")>{t(label)}</a> }
    };
    view! { <nav class="tabs" aria-label=t(campaigns::PARTS)>{PARTS.into_iter().map(link).collect::<Vec<_>>()}</nav> }
}

/// A page about one part of a campaign.
pub fn part(title: Key, body: fn(&Campaign) -> AnyView) -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let campaign = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowCampaign>(&[&id], &()).await }
    });
    page_title(move || {
        let theme = campaign.with(|c| c.plan.theme.clone()).unwrap_or_default();
        format!("{} {theme}", t(title)())
    });
    let draw = move |campaign: &Campaign| {
        let under = view! {
            <span class="number">{campaign.number.clone()}</span>
            {badge(campaign.status)}
            <span>{word(campaign.plan.form.text_path())}</span>
            {person(&campaign.owner.name)}
        };
        view! { {record_head(campaign.plan.theme.clone(), under, ())} {parts(campaign.id)} {body(campaign)} }.into_any()
    };
    view! { <div class="page">{crumb("/campaigns", campaigns::TITLE)} {campaign.view(draw)}</div> }
}

/// Something that is or is not, in a form: `yes` or nothing.
pub fn yes(form: Form, at: &'static str, label: Key) -> AnyView {
    form.register(at);
    let turn = move |_| form.set(at, if form.get(at) == "yes" { String::new() } else { "yes".to_owned() });
    view! { <label class="tick"><input type="checkbox" prop:checked=move || form.get(at) == "yes" on:change=turn />{t(label)}</label> }
        .into_any()
}

/// What a form starts with where something is.
pub fn said(yes: bool) -> String {
    if yes { "yes".to_owned() } else { String::new() }
}
