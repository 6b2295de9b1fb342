use crate::i18n::t;
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Choice, Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use contract::complaints::stage_surveys::{
    DefineSurvey, ListSurveyDefinitions, RedefineSurvey, ShowSurveyDefinition, SurveyDefinition, SurveyDefinitionForm,
};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{stage_surveys_ui as text, ui};
use uuid::Uuid;

const THRESHOLDS: [Choice; 4] =
    [("2", "stage_surveys_ui.two"), ("3", "stage_surveys_ui.three"), ("4", "stage_surveys_ui.four"), ("5", "stage_surveys_ui.five")];
const ACTIVE: [Choice; 2] = [("true", "stage_surveys_ui.is_active"), ("false", "stage_surveys_ui.is_inactive")];

/// What is asked at which stage.
pub fn list() -> impl IntoView {
    list_page::<ListSurveyDefinitions, SurveyDefinition>(ListPage {
        list: "stage-survey-definitions",
        title: text::DEFINITIONS,
        columns: vec![
            Column { field: "", label: text::STAGE, place: Place::First, cell: |row| row.stage.clone().into_any() },
            Column { field: "", label: text::QUESTIONS, place: Place::Line, cell: |row| row.questions.join(" / ").into_any() },
            Column { field: "", label: text::THRESHOLD, place: Place::Line, cell: |row| row.threshold.into_any() },
            Column { field: "", label: text::ACTIVE, place: Place::Corner, cell: active },
        ],
        href: |row| row.editable.then(|| format!("/stage-survey-definitions/{}/edit", row.id)),
        quick: &["active"],
        standard: &[],
        empty: (text::NO_DEFINITION, text::NO_DEFINITION_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/stage-survey-definitions/new">{icon(Icon::Plus)}{t(text::DEFINE)}</a> };
            view! { <a class="button" href="/stage-surveys">{t(text::TITLE)}</a>{move || session.may(Permission::StageSurveyDefine).then(new)} }.into_any()
        },
    })
}

fn active(row: &SurveyDefinition) -> AnyView {
    let (tone, label) = if row.active { (Tone::Bamboo, text::IS_ACTIVE) } else { (Tone::Calm, text::IS_INACTIVE) };
    tag(tone, t(label)).into_any()
}

fn read(read: &Reader) -> SurveyDefinitionForm {
    let questions: Vec<String> =
        read.text("/questions").lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if questions.is_empty() {
        read.refuse("/questions", "required");
    }
    SurveyDefinitionForm {
        stage: read.text("/stage"),
        questions,
        threshold: read.must("/threshold", read.number("/threshold"), 3),
        active: read.text("/active") != "false",
    }
}

/// Say what is asked at a stage.
pub fn new() -> impl IntoView {
    page_title(move || t(text::DEFINE)().to_owned());
    let form = Form::kept("stage-survey-definition/new".to_owned(), [("/threshold", "3".to_owned()), ("/active", "true".to_owned())]);
    view! {
        <div class="page narrow">
            {crumb("/stage-survey-definitions", text::DEFINITIONS)}
            <header class="page-head"><h1>{t(text::DEFINE)}</h1><p class="lead-in">{t(text::DEFINE_LEAD)}</p></header>
            {form_view(form, None)}
        </div>
    }
}

/// Change what is asked at a stage.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowSurveyDefinition>(&[&id], &()).await }
    });
    page_title(move || t(text::DEFINITIONS)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/stage-survey-definitions", text::DEFINITIONS)}
            {it.view(|it| {
                let start = [
                    ("/stage", it.stage.clone()), ("/questions", it.questions.join("\n")), ("/threshold", it.threshold.to_string()),
                    ("/active", it.active.to_string()),
                ];
                let form = Form::kept(format!("stage-survey-definition/{}", it.id), start);
                view! { <header class="page-head"><h1>{it.stage.clone()}</h1></header>{form_view(form, Some((it.id, it.version)))} }.into_any()
            })}
        </div>
    }
}

fn form_view(form: Form, known: Option<(Uuid, i64)>) -> AnyView {
    let session = use_session();
    let navigate = use_navigate();
    let go = Callback::new(move |()| navigate("/stage-survey-definitions", NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match known {
                    None => session.write::<DefineSurvey>(&[], None, key, &body).await,
                    Some((id, version)) => session.write::<RedefineSurvey>(&[&id], Some(version), key, &body).await,
                }
            },
            move |_: SurveyDefinition| go.run(()),
        );
    };
    let cancel = Callback::new(move |()| {
        form.reset();
        go.run(());
    });
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <Field at="/stage" label=text::STAGE must=true hint=text::STAGE_HINT />
                <Field at="/questions" label=text::QUESTIONS kind=Kind::Lines must=true hint=text::QUESTIONS_HINT />
                <Pick at="/threshold" label=text::THRESHOLD choices=THRESHOLDS.to_vec() must=true />
                <Pick at="/active" label=text::ACTIVE choices=ACTIVE.to_vec() must=true />
                <FormFoot save=ui::SAVE cancel />
            </FormFrame>
        </div>
    }
    .into_any()
}
