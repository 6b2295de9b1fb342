//! Addresses that work once: made here and shown here, nowhere else.

use crate::i18n::t;
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::toast::use_toasts;
use contract::campaigns::questionnaires::{MakeAnswerCodes, NewAnswerCodes};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::questionnaires_ui as text;
use uuid::Uuid;

/// The most that are made at once.
const MOST: u32 = 500;

pub fn codes(id: Uuid) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let (count, made, busy) = (RwSignal::new("20".to_owned()), RwSignal::new(Vec::<String>::new()), RwSignal::new(false));
    let make = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let count = count.get_untracked().trim().parse().unwrap_or(0).min(MOST);
        spawn_local(async move {
            match session.write::<MakeAnswerCodes>(&[&id], None, Uuid::now_v7(), &NewAnswerCodes { count }).await {
                Ok(codes) => {
                    made.try_set(codes.urls);
                }
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    let shown = move || {
        let urls = made.get();
        (!urls.is_empty()).then(|| {
            view! { <textarea class="input font-mono mt-3" rows="6" readonly aria-label=t(text::CODES) prop:value=urls.join("\n")></textarea> }
        })
    };
    let body = view! {
        <p class="text-ink-2">{t(text::CODES_HINT)}</p>
        <div class="field max-w-60">
            <label for="code-count">{t(text::CODE_COUNT)}</label>
            <input class="input" id="code-count" inputmode="numeric" prop:value=move || count.get() on:input=move |event| count.set(event_target_value(&event)) />
        </div>
        <button type="button" class="button" aria-busy=move || busy.get().to_string() on:click=make>{icon(Icon::Plus)}{t(text::MAKE_CODES)}</button>
        {shown}
    };
    sheet(text::CODES, (), body)
}
