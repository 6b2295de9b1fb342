use super::factor::second_factor;
use super::password::password_form;
use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{page_title, sheet};
use crate::ui::remote::remote;
use crate::ui::text::{moment, since};
use crate::ui::toast::use_toasts;
use contract::access::own::{EndOtherSessions, EndOwnSession, ListOwnSessions, OpenSession};
use contract::organisation::Me;
use leptos::prelude::*;
use locale::access_ui as access;
use std::rc::Rc;

/// One's own password, second factor and sessions (ORG-06).
pub fn show() -> impl IntoView {
    page_title(move || t(access::SECURITY)().to_owned());
    view! {
        <div class="page narrow">
            <header class="page-head"><h1>{t(access::SECURITY)}</h1><p class="lead-in">{t(access::SECURITY_HINT)}</p></header>
            <div class="grid gap-4">{sessions()} {second_factor()} {password()}</div>
        </div>
    }
}

fn password() -> AnyView {
    let toasts = use_toasts();
    let done = Callback::new(move |_: Me| toasts.say(t(access::PASSWORD_CHANGED)()));
    sheet(access::CHANGE_PASSWORD, (), password_form(done))
}

fn sessions() -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let open = remote(move || async move { session.get::<ListOwnSessions>(&[], &()).await });
    let changed = Callback::new(move |text: locale::Key| {
        toasts.say(t(text)());
        open.refetch();
    });
    let draw = move |sessions: &Vec<OpenSession>| {
        let rows: Vec<_> = sessions.iter().map(|one| row(one, changed)).collect();
        let end_others = Rc::new(move |key| Box::pin(async move { session.write::<EndOtherSessions>(&[], None, key, &()).await }) as _);
        let others = if sessions.len() > 1 {
            act_button("access_ui.end_others", "", Icon::SignOut, end_others, move |()| changed.run(access::OTHERS_ENDED))
        } else {
            view! { <p class="text-ink-3">{t(access::NO_OTHER_SESSIONS)}</p> }.into_any()
        };
        view! { <ul class="rows -mx-4 -mt-4">{rows}</ul><div class="pt-3">{others}</div> }.into_any()
    };
    sheet(access::SESSIONS, (), open.view(draw))
}

fn row(one: &OpenSession, changed: Callback<locale::Key>) -> AnyView {
    let session = use_session();
    let (id, way, started) = (one.id, one.way, one.started_at);
    let device = one.device.clone();
    let address = one.address.clone();
    let name = move || if device.is_empty() { t(access::UNKNOWN_DEVICE)().to_owned() } else { device.clone() };
    let facts =
        move || tell(access::SESSION_FACTS, &[("address", &address), ("way", word_now(way.text_path())), ("started", &moment(started)())]);
    let side = if one.current {
        tag(Tone::Jade, t(access::THIS_DEVICE)).into_any()
    } else {
        let end = Rc::new(move |key| Box::pin(async move { session.write::<EndOwnSession>(&[&id], None, key, &()).await }) as _);
        act_button("access_ui.end_session", "small", Icon::SignOut, end, move |()| changed.run(access::SESSION_ENDED))
    };
    view! {
        <li>
            {icon(Icon::Device)}
            <div class="grow"><b class="font-medium">{name}</b><small class="block">{facts}</small>
                <small class="block">{t(access::LAST_USED)}" "{since(one.last_used_at)}</small></div>
            {side}
        </li>
    }
    .into_any()
}

/// The text of a state, with its tone.
pub fn mark(tone: Tone, path: &'static str) -> AnyView {
    tag(tone, word(path)).into_any()
}
