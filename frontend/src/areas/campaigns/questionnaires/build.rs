//! The builder.

use super::line::{Line, line_view};
use crate::areas::campaigns::frame::{said, yes};
use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::campaigns::questionnaires::{
    CreateQuestionnaire, EditQuestionnaire, Questionnaire, QuestionnaireForm, QuestionnaireStatus, ShowQuestionnaire,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use locale::questionnaires_ui as text;

/// Write a questionnaire.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW)().to_owned());
    let campaign = use_query_map().read_untracked().get("campaign").unwrap_or_default();
    view! {
        <div class="page narrow">
            {crumb("/questionnaires", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::NEW_LEAD)}</p></header>
            {form_view(None, campaign)}
        </div>
    }
}

/// Change one; what is published stays until it is published again.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowQuestionnaire>(&[&id], &()).await }
    });
    page_title(move || t(text::EDIT_TITLE)().to_owned());
    let draw = move |one: &Questionnaire| {
        view! { <header class="page-head"><h1>{t(text::EDIT_TITLE)}</h1><p class="lead-in">{one.number.clone()}</p></header>{form_view(Some((one, it)), String::new())} }
            .into_any()
    };
    view! { <div class="page narrow">{crumb("/questionnaires", text::TITLE)} {it.view(draw)}</div> }
}

fn start(it: Option<&Questionnaire>, campaign: String) -> Vec<(&'static str, String)> {
    let Some(it) = it else { return vec![("/campaign_id", campaign), ("/anonymous", said(true)), ("/handed_out", "0".to_owned())] };
    vec![
        ("/title", it.title.clone()),
        ("/intro", it.intro.clone()),
        ("/campaign_id", it.campaign.as_ref().map(|one| one.id.to_string()).unwrap_or_default()),
        ("/anonymous", said(it.anonymous)),
        ("/by_code_only", said(it.by_code_only)),
        ("/handed_out", it.handed_out.to_string()),
        ("/quota", it.quota.map(|quota| quota.to_string()).unwrap_or_default()),
    ]
}

fn form_view(it: Option<(&Questionnaire, Remote<Questionnaire>)>, campaign: String) -> AnyView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let known = it.map(|(it, _)| it);
    let chosen = known.and_then(|it| it.campaign.as_ref()).map(|one| one.title.clone()).unwrap_or_default();
    let promised = known.is_some_and(|it| it.status != QuestionnaireStatus::Draft);
    let seen = it.map(|(it, remote)| (it.id, it.version, remote));
    let form = Form::new(start(known, campaign));
    let lines = RwSignal::new(known.map_or_else(|| vec![Line::blank(&[])], |it| it.questions.iter().map(Line::of).collect()));
    let submit = move |()| {
        let navigate = navigate.clone();
        let read = move |read: &Reader| QuestionnaireForm {
            title: read.text("/title"),
            intro: read.text("/intro"),
            campaign_id: read.value("/campaign_id"),
            anonymous: read.text("/anonymous") == "yes",
            by_code_only: read.text("/by_code_only") == "yes",
            handed_out: read.number("/handed_out").and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            quota: read.number("/quota").and_then(|n| u32::try_from(n).ok()),
            questions: lines.get_untracked().iter().map(Line::read).collect(),
        };
        form.submit(
            read,
            move |body, key| async move {
                let Some((id, version, remote)) = seen else {
                    return session.write::<CreateQuestionnaire>(&[], None, key, &body).await;
                };
                let answer = session.write::<EditQuestionnaire>(&[&id], Some(version), key, &body).await;
                if answer.as_ref().is_err_and(|error| error.status() == 412)
                    && let Ok(now) = session.get::<ShowQuestionnaire>(&[&id], &()).await
                {
                    toasts.say(t(text::STALE)());
                    remote.set(now);
                }
                answer
            },
            move |now: Questionnaire| {
                toasts.say(tell(text::SAVED, &[("title", &now.title)]));
                navigate(&format!("/questionnaires/{}", now.id), Default::default());
            },
        );
    };
    let drawn = move || lines.get().into_iter().enumerate().map(|(at, line)| line_view(form, at, &line, lines)).collect::<Vec<_>>();
    let add = move |_| {
        lines.update(|lines| {
            let line = Line::blank(lines);
            lines.push(line);
        });
    };
    // A problem with the whole list stands above it.
    let of_all = move || form.problem("/questions").map(|problem| notice("cinnabar", problem));
    view! {
        <FormFrame form on_submit=submit>
            <div class="sheet padded">
                <Field at="/title" label=text::NAME must=true />
                <Field at="/intro" label=text::INTRO kind=Kind::Lines hint=text::INTRO_HINT />
                <Picker at="/campaign_id" label=text::CAMPAIGN find=finders::campaigns(session) hint=text::CAMPAIGN_HINT chosen />
                {(!promised).then(|| yes(form, "/anonymous", text::ANONYMOUS))}
                <p class="hint">{t(text::ANONYMOUS_HINT)}</p>
                {yes(form, "/by_code_only", text::BY_CODE_ONLY)}
                <div class="pair">
                    <Field at="/handed_out" label=text::HANDED_OUT kind=Kind::Number hint=text::HANDED_OUT_HINT />
                    <Field at="/quota" label=text::QUOTA kind=Kind::Number hint=text::QUOTA_HINT />
                </div>
            </div>
            {of_all}
            {drawn}
            <button type="button" class="button" on:click=add>{icon(Icon::Plus)}{t(text::ADD_QUESTION)}</button>
            <FormFoot save=locale::ui::SAVE />
        </FormFrame>
    }
    .into_any()
}
