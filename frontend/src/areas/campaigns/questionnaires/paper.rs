use super::fill::{Sheet, nothing};
use super::frame;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::toast::use_toasts;
use contract::campaigns::questionnaires::{EnterPaperAnswer, PaperAnswer, Questionnaire, QuestionnaireEdition};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::questionnaires_ui as text;
use uuid::Uuid;

/// Enter forms from paper.
pub fn paper() -> impl IntoView {
    frame::part(text::PART_PAPER, |_, _| ().into_any(), body)
}

fn body(it: &Questionnaire) -> AnyView {
    let Some(newest) = it.editions.last().map(|one| one.number) else { return nothing() };
    let chosen = RwSignal::new(newest);
    let (editions, id, anonymous) = (it.editions.clone(), it.id, it.anonymous);
    let options: Vec<_> = editions
        .iter()
        .rev()
        .map(|one| {
            let (value, n) = (one.number.to_string(), one.number.to_string());
            view! { <option value=value>{move || tell(text::EDITION_N, &[("n", &n)])}</option> }
        })
        .collect();
    let pick = move |event: leptos::ev::Event| {
        if let Ok(number) = event_target_value(&event).parse() {
            chosen.set(number);
        }
    };
    let drawn = move || {
        let number = chosen.get();
        editions.iter().find(|one| one.number == number).map(|edition| form(id, anonymous, edition))
    };
    view! {
        <p class="text-ink-2 mb-3">{t(text::PAPER_LEAD)}</p>
        <div class="field max-w-60 mb-3">
            <label for="paper-edition">{t(text::EDITION)}</label>
            <select class="input" id="paper-edition" on:change=pick>{options}</select>
        </div>
        {drawn}
    }
    .into_any()
}

fn form(id: Uuid, anonymous: bool, edition: &QuestionnaireEdition) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sheet = Sheet::new(&edition.questions, Default::default());
    let number = edition.number;
    let (busy, who) = (RwSignal::new(false), RwSignal::new(String::new()));
    // The same form sent again after a lost answer counts once.
    let key = StoredValue::new(Uuid::now_v7());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(answers) = sheet.read(false).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        let body = PaperAnswer { id: key.get_value(), edition: number, answers, respondent: who.get_untracked() };
        spawn_local(async move {
            match session.write::<EnterPaperAnswer>(&[&id], None, Uuid::now_v7(), &body).await {
                Ok(taken) => {
                    toasts.say(t(if taken.valid { text::PAPER_VALID } else { text::PAPER_GAPS })());
                    key.try_set_value(Uuid::now_v7());
                    who.try_set(String::new());
                    sheet.clear();
                }
                Err(error) => {
                    sheet.show(error.fields().to_vec());
                    toasts.fail(&error);
                }
            }
            busy.try_set(false);
        });
    };
    let name = (!anonymous).then(|| {
        view! {
            <div class="field">
                <label for="paper-respondent">{t(text::RESPONDENT)}</label>
                <input class="input" id="paper-respondent" maxlength="60" autocomplete="off" prop:value=move || who.get()
                    on:input=move |event| who.set(event_target_value(&event)) />
            </div>
        }
    });
    view! {
        <form class="form" novalidate on:submit=submit>
            {sheet.view()}
            {name}
            <div class="form-foot"><button type="submit" class="button primary" aria-busy=move || busy.get().to_string()>{t(text::ENTER)}</button></div>
        </form>
    }
    .into_any()
}
