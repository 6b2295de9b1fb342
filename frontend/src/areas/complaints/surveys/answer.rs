//! The customer's page: no account, no name, one answer.

use crate::i18n::t;
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::problem::notice;
use crate::ui::record::page_title;
use crate::ui::remote::remote;
use contract::complaints::stage_surveys::{AnswerStageSurvey, AskedStageSurvey, ShowAskedStageSurvey, SurveyMarks};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::stage_surveys_ui as text;

/// The pointers of marks; a survey has ten questions at most.
pub const MARKS: [&str; 10] = ["/m0", "/m1", "/m2", "/m3", "/m4", "/m5", "/m6", "/m7", "/m8", "/m9"];

/// A question with its five marks, each a press away.
pub fn mark_field(form: Form, at: &'static str, question: String) -> AnyView {
    form.register(at);
    let label = format!("label{}", at.replace('/', "-"));
    let options: Vec<_> = (1..=5_i64)
        .map(|mark| {
            let value = mark.to_string();
            let (own, set, shown) = (value.clone(), value.clone(), value.clone());
            view! {
                <label>
                    <input type="radio" name=at value=value prop:checked=move || form.get(at) == own on:change=move |_| form.set(at, set.clone()) />
                    {shown}
                </label>
            }
        })
        .collect();
    view! {
        <div class="field">
            <span class="label" id=label.clone()>{question}</span>
            <div class="choices" role="radiogroup" aria-labelledby=label>{options}</div>
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
    .into_any()
}

/// The marks of so many questions.
pub fn marks(read: &crate::ui::form::Reader, questions: usize) -> Vec<i64> {
    MARKS.iter().take(questions).map(|at| read.must(at, read.number(at), 1)).collect()
}

/// A survey that a customer was sent.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let token = untrack(|| params.read().get("token").unwrap_or_default());
    page_title(move || t(text::CARE_TITLE)().to_owned());
    let sent = token.clone();
    let survey = remote(move || {
        let token = token.clone();
        async move { session.get::<ShowAskedStageSurvey>(&[&token], &()).await }
    });
    view! { <h1 class="mb-2">{t(text::CARE_TITLE)}</h1>{survey.view(move |data| draw(data, survey, sent.clone()))} }
}

fn draw(survey: &AskedStageSurvey, remote: crate::ui::remote::Remote<AskedStageSurvey>, token: String) -> AnyView {
    if survey.answered {
        return notice("bamboo", t(text::THANKS)).into_any();
    }
    let session = use_session();
    let count = survey.questions.len();
    let form = Form::new([]);
    let submit = move |()| {
        let token = token.clone();
        form.submit(
            move |read| SurveyMarks { marks: marks(read, count), words: read.text("/words") },
            move |body, key| async move { session.write::<AnswerStageSurvey>(&[&token], None, key, &body).await },
            move |now: AskedStageSurvey| remote.set(now),
        );
    };
    let questions = survey.questions.clone();
    view! {
        <p class="text-ink-2 mb-4">{survey.stage.clone()}" · "{t(text::CARE_HINT)}</p>
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                {MARKS.iter().zip(questions).map(|(at, question)| mark_field(form, at, question)).collect::<Vec<_>>()}
                <Field at="/words" label=text::WORDS kind=Kind::Lines />
                <FormFoot save=text::SEND />
            </FormFrame>
        </div>
    }
    .into_any()
}
