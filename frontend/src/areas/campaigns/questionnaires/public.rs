//! Where people answer without an account. What they chose stays on their device until it has arrived.

use super::fill::Sheet;
use crate::device;
use crate::i18n::t;
use crate::session::{Session, use_session};
use crate::ui::problem::{error_text, notice};
use crate::ui::record::page_title;
use crate::ui::remote::remote;
use client::ClientError;
use contract::campaigns::questionnaires::{
    AnswerPublicQuestionnaire, GivenAnswers, OpenPublicQuestionnaire, PublicAnswer, PublicQuestionnaire,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use locale::questionnaires_ui as text;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What stands on the device: sent twice under one id, it counts once.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    id: Uuid,
    edition: u32,
    given: GivenAnswers,
}

fn load(name: &str, edition: u32) -> Kept {
    let kept = device::kept(name).and_then(|text| serde_json::from_str::<Kept>(&text).ok()).filter(|kept| kept.edition == edition);
    kept.unwrap_or_else(|| Kept { id: Uuid::now_v7(), edition, given: GivenAnswers::new() })
}

/// Answer a questionnaire.
pub fn answer() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let it = remote(move || {
        let token = token();
        async move { session.get::<OpenPublicQuestionnaire>(&[&token], &()).await }
    });
    page_title(move || it.with(|it| it.title.clone()).unwrap_or_else(|| t(text::PAGE_TITLE)().to_owned()));
    let done = RwSignal::new(false);
    let thanks = || view! { <header class="page-head"><h1>{t(text::THANKS)}</h1></header> }.into_any();
    view! { <div class="page narrow">{move || if done.get() { thanks() } else { it.view(move |data| form(session, data, token(), done)) }}</div> }
}

fn form(session: Session, data: &PublicQuestionnaire, token: String, done: RwSignal<bool>) -> AnyView {
    let code = window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned();
    let head = view! { <header class="page-head"><h1>{data.title.clone()}</h1><p class="lead-in">{data.intro.clone()}</p></header> };
    let barred = match (data.full, data.by_code_only && code.is_empty()) {
        (true, _) => Some(text::FULL),
        (_, true) => Some(text::CODE_NEEDED),
        _ => None,
    };
    if let Some(said) = barred {
        return view! { {head}{notice("ochre", t(said))} }.into_any();
    }
    let name = format!("q/{token}");
    let kept = load(&name, data.edition);
    let (id, edition, ticket, anonymous) = (kept.id, data.edition, data.ticket.clone(), data.anonymous);
    let sheet = Sheet::new(&data.questions, kept.given);
    let name = StoredValue::new(name);
    Effect::new(move |_| {
        let kept = Kept { id, edition, given: sheet.so_far() };
        if let Ok(text) = serde_json::to_string(&kept) {
            name.with_value(|name| device::keep(name, &text));
        }
    });
    let (respondent, website) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, waits, failure) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    let sent = StoredValue::new((token, ticket, code));
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let Some(answers) = sheet.read(true) else { return };
        busy.set(true);
        failure.set(None);
        let (token, ticket, code) = sent.get_value();
        let (respondent, website) = (respondent.get_untracked(), website.get_untracked());
        let body = PublicAnswer { id, edition, answers, code, respondent, website, ticket };
        spawn_local(async move {
            match session.write::<AnswerPublicQuestionnaire>(&[&token], None, Uuid::now_v7(), &body).await {
                Ok(_) => {
                    let _gone = name.try_with_value(|name| device::forget(name));
                    done.try_set(true);
                }
                Err(ClientError::Offline) => {
                    waits.try_set(true);
                }
                Err(error) => {
                    sheet.show(error.fields().to_vec());
                    failure.try_set(Some(error_text(&error)));
                }
            }
            busy.try_set(false);
        });
    };
    let back = window_event_listener(leptos::ev::online, move |_| {
        if waits.get_untracked() {
            send();
        }
    });
    on_cleanup(move || back.remove());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    let who = (!anonymous).then(|| {
        view! {
            <div class="field">
                <label for="q-respondent">{t(text::RESPONDENT)}</label>
                <input class="input" id="q-respondent" maxlength="60" autocomplete="name" prop:value=move || respondent.get()
                    on:input=move |event| respondent.set(event_target_value(&event)) />
            </div>
        }
    });
    view! {
        {head}
        {anonymous.then(|| notice("jade", t(text::PROMISE)))}
        {move || (waits.get() && !busy.get()).then(|| notice("ochre", t(text::OFFLINE)))}
        {move || failure.get().map(|said| notice("cinnabar", said))}
        <form class="form" novalidate on:submit=submit>
            {sheet.view()}
            {who}
            // Only programs fill this in.
            <div class="hidden" aria-hidden="true">
                <label for="q-website">{t(text::WEBSITE)}</label>
                <input id="q-website" tabindex="-1" autocomplete="off" on:input=move |event| website.set(event_target_value(&event)) />
            </div>
            <div class="form-foot"><button type="submit" class="button primary" aria-busy=move || busy.get().to_string()>{t(text::SEND)}</button></div>
        </form>
    }
    .into_any()
}
