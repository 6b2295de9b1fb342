//! What has to be done before anything else: it stands at the address that was asked for, and the page appears once it is done.

use super::frame::Brand;
use crate::areas::access::{enrolment, password_form};
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::icon::{Icon, icon};
use crate::ui::record::page_title;
use crate::ui::remote::remote;
use contract::access::Duty;
use contract::access::agreements::{AcceptAgreement, OwnAgreement, ShowOwnAgreement};
use contract::organisation::Me;
use leptos::prelude::*;
use locale::{access_ui as access, shell};
use std::rc::Rc;

/// The page of a duty (ORG-06, ORG-07).
#[component]
pub fn Entrance(duty: Duty) -> impl IntoView {
    let session = use_session();
    let title = match duty {
        Duty::Password => access::DUTY_PASSWORD,
        Duty::SecondFactor => access::DUTY_SECOND_FACTOR,
        Duty::Agreement => access::AGREEMENTS,
    };
    page_title(move || t(title)().to_owned());
    let body = match duty {
        Duty::Password => {
            let done = Callback::new(move |me: Me| session.me.set(Some(me)));
            view! { <p class="text-ink-2 mb-4">{t(access::DUTY_PASSWORD_HINT)}</p> {password_form(done)} }.into_any()
        }
        Duty::SecondFactor => {
            let done = Callback::new(move |()| session.look_again());
            view! { <p class="text-ink-2 mb-4">{t(access::DUTY_SECOND_FACTOR_HINT)}</p> {enrolment(done)} }.into_any()
        }
        Duty::Agreement => agreement(),
    };
    view! {
        <main class="main" id="main">
            <div class="page narrow">
                <header class="flex items-center justify-between mb-6">
                    <Brand />
                    <button type="button" class="button quiet" on:click=move |_| session.sign_out()>{icon(Icon::SignOut)}{t(shell::SIGN_OUT)}</button>
                </header>
                <header class="page-head"><h1>{t(title)}</h1></header>
                <section class="sheet padded">{body}</section>
            </div>
        </main>
    }
}

fn agreement() -> AnyView {
    let session = use_session();
    let text = remote(move || async move { session.get::<ShowOwnAgreement>(&[], &()).await });
    text.view(move |now: &OwnAgreement| {
        let (id, n) = (now.id, now.number.to_string());
        let accept = Rc::new(move |key| Box::pin(async move { session.write::<AcceptAgreement>(&[&id], None, key, &()).await }) as _);
        view! {
            <p class="text-ink-2 mb-4">{move || tell(access::DUTY_AGREEMENT_HINT, &[("n", &n)])}</p>
            <h2 class="text-[16px] font-semibold mb-2">{now.title.clone()}</h2>
            <p class="prose mb-6">{now.body.clone()}</p>
            {act_button("access_ui.accept", "primary", Icon::Check, accept, move |me: Me| session.me.set(Some(me)))}
        }
        .into_any()
    })
}
