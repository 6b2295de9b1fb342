use super::{MARKS, consequence, feedback};
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{fact, page_title, wide_fact};
use crate::ui::remote::{empty, remote};
use client::ClientError;
use contract::complaints::care::{AnswerSurvey, OpenSurvey, PublicSurvey, PublicThanks, SurveyAnswer, SurveyKey};
use leptos::prelude::*;
use locale::care_ui as text;
use uuid::Uuid;

/// The survey behind a link that works once. Its token stands behind `#`, so no server on the way sees it.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::SURVEY)().to_owned());
    let token = window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned();
    let kept = StoredValue::new(token);
    let thanks = RwSignal::new(None::<PublicThanks>);
    let survey = remote(move || async move {
        let key = SurveyKey { token: kept.get_value() };
        match session.write::<OpenSurvey>(&[], None, Uuid::now_v7(), &key).await {
            Ok(survey) => Ok(Some(survey)),
            // A link that was used, has ended or is none: the page says so in the customer's words.
            Err(ClientError::Problem(problem)) if matches!(problem.status, 404 | 422) => Ok(None),
            Err(error) => Err(error),
        }
    });
    view! {
        <div class="page narrow">
            {move || match thanks.get() {
                Some(thanks) => view! {
                    <header class="page-head"><h1>{t(text::THANKS)}</h1><p class="lead-in">{word(thanks.stage.text_path())}</p></header>
                    <p><a class="button" href="/care/case">{icon(Icon::Eye)}{t(text::FOLLOW)}</a></p>
                }
                .into_any(),
                None => survey.view(move |survey| match survey {
                    Some(survey) => ask(survey, kept.get_value(), thanks),
                    None => empty(text::SURVEY_OVER, text::SURVEY_OVER_HINT, view! { <a class="button" href="/care/case">{t(text::FOLLOW)}</a> }),
                })
                .into_any(),
            }}
        </div>
    }
}

fn ask(survey: &PublicSurvey, token: String, thanks: RwSignal<Option<PublicThanks>>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let token = StoredValue::new(token);
    let submit = move |()| {
        form.submit(
            move |read| SurveyAnswer { key: SurveyKey { token: token.get_value() }, feedback: feedback(read) },
            move |body, once| async move { session.write::<AnswerSurvey>(&[], None, once, &body).await },
            move |answer| thanks.set(Some(answer)),
        );
    };
    view! {
        <header class="page-head"><h1>{t(text::SURVEY)}</h1><p class="lead-in">{t(text::SURVEY_LEAD)}</p></header>
        <div class="sheet padded mb-4">
            <dl class="facts">
                {fact(text::NUMBER, survey.number.clone())}
                {wide_fact(text::MATTER, survey.matter.clone())}
                {wide_fact(text::RESULT, survey.result.clone())}
            </dl>
        </div>
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <Pick at="/feedback/satisfaction" label=text::SATISFIED choices=MARKS.to_vec() must=true />
                <p class="text-ink-3 text-[13px]" aria-live="polite">{move || consequence(form)}</p>
                <Field at="/feedback/words" label=text::WORDS kind=Kind::Lines />
                <FormFoot save=text::ANSWER />
            </FormFrame>
        </div>
    }
    .into_any()
}
