//! Where people sign up for a campaign without an account.

use super::picture;
use crate::areas::campaigns::{self as pages, Page};
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::later::later;
use crate::ui::problem::notice;
use crate::ui::record::{fact, page_title, sheet};
use crate::ui::remote::remote;
use crate::ui::text::{moment, or_unset};
use contract::campaigns::guests::{OpenSignUp, PublicCampaign, PublicSignUp, SignUpForCampaign, SignedUp};
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::hooks::use_params_map;
use leptos_router::path;
use locale::{campaigns_ui as campaigns, guests_ui as text};

/// The pages for guests, outside the frame of the signed in.
#[component]
pub fn JoinPages() -> impl IntoView {
    view! {
        <main id="main">
            <Routes fallback=crate::areas::not_found>
                <Route path=path!("/join/:token") view=|| later(pages::open, Page::Join) />
                <Route path=path!("/q/:token") view=|| later(pages::open, Page::Answer) />
            </Routes>
        </main>
    }
}

/// Sign up for a campaign.
pub fn join() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let campaign = remote(move || {
        let token = token();
        async move { session.get::<OpenSignUp>(&[&token], &()).await }
    });
    page_title(move || t(text::JOIN_TITLE)().to_owned());
    let done = RwSignal::new(None::<SignedUp>);
    view! {
        <div class="page narrow">
            {move || match done.get() {
                Some(answer) => thanks(&answer),
                None => campaign.view(move |data| form(data, token(), done)),
            }}
        </div>
    }
}

fn form(data: &PublicCampaign, token: String, done: RwSignal<Option<SignedUp>>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let (token, ticket) = (StoredValue::new(token), StoredValue::new(data.ticket.clone()));
    let read = move |read: &Reader| PublicSignUp {
        name: read.text("/name"),
        phone: read.text("/phone"),
        company: read.text("/company"),
        website: read.text("/website"),
        ticket: ticket.get_value(),
    };
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<SignUpForCampaign>(&[&token.get_value()], None, key, &body).await },
            move |answer: SignedUp| done.set(Some(answer)),
        );
    };
    let full = data.full.then(|| notice("ochre", t(text::JOIN_FULL)));
    let facts = view! {
        <dl class="facts">
            {fact(campaigns::WHEN, view! { {moment(data.starts_at)}" – "{moment(data.ends_at)} })}
            {fact(campaigns::PLACE, or_unset(data.place.clone()))}
        </dl>
    };
    let moved = data.postponed_from.map(|from| notice("ochre", view! { {t(campaigns::PUT_OFF)}" "{moment(from)} }));
    if data.cancelled {
        return view! { <header class="page-head"><h1>{data.theme.clone()}</h1></header> {notice("cinnabar", t(text::JOIN_CANCELLED))} }
            .into_any();
    }
    view! {
        <header class="page-head"><h1>{data.theme.clone()}</h1></header>
        {moved}
        {full}
        <div class="grid gap-4">
            {sheet(text::JOIN_TITLE, (), facts)}
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Field at="/name" label=text::NAME must=true autocomplete="name" />
                    <Field at="/phone" label=text::PHONE kind=Kind::Phone must=true autocomplete="tel" />
                    <Field at="/company" label=text::COMPANY autocomplete="organization" />
                    // Only programs fill this in.
                    <div class="hidden" aria-hidden="true">
                        <label for="f-website">{t(text::WEBSITE)}</label>
                        <input id="f-website" tabindex="-1" autocomplete="off" on:input=move |event| form.set("/website", event_target_value(&event)) />
                    </div>
                    <p class="hint">{t(text::PRIVACY)}</p>
                    <FormFoot save=text::JOIN />
                </FormFrame>
            </div>
        </div>
    }
    .into_any()
}

fn thanks(answer: &SignedUp) -> AnyView {
    let said = match (&answer.code, answer.waiting) {
        (None, _) => text::JOINED_BEFORE,
        (Some(_), true) => text::JOINED_WAITING,
        (Some(_), false) => text::JOINED,
    };
    let code = answer.code.clone().zip(answer.qr_svg.clone()).map(|(code, svg)| {
        view! {
            <p class="text-ink-2">{t(text::SHOW_CODE)}</p>
            <img class="rounded-lg bg-white" width="208" height="208" src=picture(&svg) alt=t(text::SHOW_CODE) />
            <p class="number">{code}</p>
        }
    });
    view! { <header class="page-head"><h1>{t(said)}</h1></header><div class="sheet padded">{code}</div> }.into_any()
}
