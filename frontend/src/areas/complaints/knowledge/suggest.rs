use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::form::Form;
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::complaints::ComplaintCategory;
use contract::complaints::knowledge::{Knowledge, KnowledgeSuggestions, KnowledgeUse, SuggestKnowledge, SuggestionQuery, UseKnowledge};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::knowledge_ui as text;
use uuid::Uuid;

fn fitting(category: Option<ComplaintCategory>, matter: String) -> Remote<KnowledgeSuggestions> {
    let session = use_session();
    remote(move || {
        let query = SuggestionQuery { category, text: matter.chars().take(500).collect() };
        async move { session.get::<SuggestKnowledge>(&[], &query).await }
    })
}

/// Templates that fit a question, above the field that they fill. Nothing where none fits.
pub fn suggestions_into(category: Option<ComplaintCategory>, matter: String, answer: &'static str, template: &'static str) -> AnyView {
    let form = expect_context::<Form>();
    if !use_session().may(Permission::KnowledgeRead) {
        return ().into_any();
    }
    let found = fitting(category, matter);
    let offers = move || {
        found.with(|found| {
            let one = |it: &Knowledge| {
                let (id, body, title) = (it.id, it.body.clone(), it.title.clone());
                let fill = move |_| {
                    form.set(answer, body.clone());
                    form.set(template, id.to_string());
                };
                view! { <button type="button" class="button small" on:click=fill>{title}</button> }
            };
            let offers: Vec<_> = found.items.iter().map(one).collect();
            (!offers.is_empty()).then(|| {
                view! { <div class="field"><span class="label">{t(text::FITTING)}</span><div class="flex flex-wrap gap-2">{offers}</div></div> }
            })
        })
    };
    offers.into_any()
}

/// Templates that fit a case, beside it; taking one counts its use.
pub fn suggestions_of(record: Uuid, category: ComplaintCategory, matter: String) -> AnyView {
    if !use_session().may(Permission::KnowledgeRead) {
        return ().into_any();
    }
    let found = fitting(Some(category), matter);
    let shown = move || {
        found.with(|found| {
            let rows: Vec<_> = found.items.iter().map(|it| offer(record, it)).collect();
            (!rows.is_empty()).then(|| sheet(text::FITTING, (), view! { <ul class="grid gap-3">{rows}</ul> }))
        })
    };
    shown.into_any()
}

fn offer(record: Uuid, it: &Knowledge) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, used) = (it.id, it.used.to_string());
    let busy = RwSignal::new(false);
    let take = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match session.write::<UseKnowledge>(&[&id], None, Uuid::now_v7(), &KnowledgeUse { record_id: record }).await {
                Ok(now) => toasts.say(tell(text::USED_SAID, &[("n", &now.used.to_string())])),
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    view! {
        <li>
            <details>
                <summary class="cursor-pointer">{it.title.clone()}<small class="text-ink-3 ml-2">{move || tell(text::USED_TIMES, &[("n", &used)])}</small></summary>
                <p class="prose my-2 whitespace-pre-line">{it.body.clone()}</p>
                <button type="button" class="button small" aria-busy=move || busy.get().to_string() on:click=take>{t(text::TAKE)}</button>
            </details>
        </li>
    }
    .into_any()
}
