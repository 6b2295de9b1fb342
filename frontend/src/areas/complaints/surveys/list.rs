use crate::areas::finders;
use crate::i18n::t;
use crate::session::{Session, use_session};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::fields::{Field, FormFoot};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::picker::{Finder, Found, Picker};
use crate::ui::record::{crumb, page_title};
use crate::ui::text::since;
use contract::complaints::stage_surveys::{AskAtStage, ListStageSurveys, ListSurveyDefinitions, NewStageSurvey, StageSurvey};
use contract::page::ListQuery;
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::stage_surveys_ui as text;
use rust_decimal::Decimal;
use std::rc::Rc;
use uuid::Uuid;

/// Customers asked, as far as the person sees them.
pub fn list() -> impl IntoView {
    list_page::<ListStageSurveys, StageSurvey>(ListPage {
        list: "stage-surveys",
        title: text::TITLE,
        columns: vec![
            Column { field: "number", label: text::CUSTOMER, place: Place::First, cell: customer },
            Column { field: "", label: text::STAGE, place: Place::Line, cell: |row| row.stage.clone().into_any() },
            Column { field: "", label: text::MEAN, place: Place::Line, cell: mean },
            Column { field: "", label: text::ASKED_BY, place: Place::Desk, cell: |row| person(&row.asked_by.name).into_any() },
            Column { field: "asked_at", label: text::ASKED_AT, place: Place::Line, cell: |row| since(row.asked_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/stage-surveys/{}", row.id)),
        quick: &["status", "stage"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/stage-surveys/new">{icon(Icon::Plus)}{t(text::ASK)}</a> };
            view! { <a class="button" href="/stage-survey-definitions">{t(text::DEFINITIONS)}</a>{move || session.may(Permission::StageSurveyAsk).then(new)} }
                .into_any()
        },
    })
}

fn customer(row: &StageSurvey) -> AnyView {
    view! { {row.customer.title.clone()}<small class="number">{row.number.clone()}</small> }.into_any()
}

/// The mean mark, red where it is bad enough for a case.
pub(super) fn mean(row: &StageSurvey) -> AnyView {
    match row.mean {
        None => view! { <span class="quiet">"—"</span> }.into_any(),
        Some(mean) => {
            let tone = if mean < Decimal::from(row.threshold) { Tone::Cinnabar } else { Tone::Bamboo };
            tag(tone, mean.to_string()).into_any()
        }
    }
}

/// Stages that are asked about.
fn definitions(session: Session) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let query = ListQuery { filters: vec![("active".to_owned(), "eq:true".to_owned())], limit: Some(200), ..Default::default() };
            let found = session.get::<ListSurveyDefinitions>(&[], &query).await?;
            let fits = |stage: &str| stage.to_lowercase().contains(&typed.trim().to_lowercase());
            let fitting = found.items.into_iter().filter(|one| fits(&one.stage));
            Ok(fitting.map(|one| Found { id: one.id, name: one.stage, detail: one.questions.join(" / ") }).collect())
        })
    })
}

fn read(read: &Reader) -> NewStageSurvey {
    NewStageSurvey {
        definition_id: read.must("/definition_id", read.value("/definition_id"), Uuid::nil()),
        customer_id: read.must("/customer_id", read.value("/customer_id"), Uuid::nil()),
        about: read.text("/about"),
    }
}

/// Ask a customer at a stage.
pub fn new() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::ASK)().to_owned());
    let form = Form::kept("stage-survey/new".to_owned(), []);
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<AskAtStage>(&[], None, key, &body).await },
            move |it: StageSurvey| go.run(format!("/stage-surveys/{}", it.id)),
        );
    };
    let cancel = Callback::new(move |()| {
        form.reset();
        go.run("/stage-surveys".to_owned());
    });
    view! {
        <div class="page narrow">
            {crumb("/stage-surveys", text::TITLE)}
            <header class="page-head"><h1>{t(text::ASK)}</h1><p class="lead-in">{t(text::ASK_LEAD)}</p></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <div class="pair">
                        <Picker at="/customer_id" label=text::CUSTOMER find=finders::customers(session) must=true />
                        <Picker at="/definition_id" label=text::STAGE find=definitions(session) must=true />
                    </div>
                    <Field at="/about" label=text::ABOUT hint=text::ABOUT_HINT />
                    <FormFoot save=text::ASK cancel />
                </FormFrame>
            </div>
        </div>
    }
}
