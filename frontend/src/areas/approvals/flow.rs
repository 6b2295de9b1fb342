//! A version of a flow: a draft is edited and put in force, any other is read and begun anew from.

use super::flow_steps::{Choices, Typed, card, read, told, typed};
use super::flow_trial::trial;
use crate::clock;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, Kind, Pick};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::{field_problems, notice, rule_text};
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::day_or_none;
use crate::ui::toast::use_toasts;
use contract::approvals::flow::{
    ActOnFlow, DraftFlow, EditFlow, Flow, FlowAct, FlowActKind, FlowForm, FlowStatus, FlowStep, PutInForce, ShowFlow, Vacant,
};
use contract::organisation::ListPeople;
use contract::page::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::approvals_ui as approvals;
use uuid::Uuid;
use validator::Validate;

/// The page.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let flow = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowFlow>(&[&id], &()).await }
    });
    page_title(move || flow.with(|f| f.name.clone()).unwrap_or_else(|| t(approvals::FLOWS)().to_owned()));
    view! { <div class="page">{crumb("/approval-flows", approvals::FLOWS)} {flow.view(move |data| draw(data, flow))}</div> }
}

fn draw(flow: &Flow, remote: Remote<Flow>) -> AnyView {
    let number = flow.number.to_string();
    let under = view! {
        {badge(flow.status)}
        <span>{word(flow.kind.text_path())}</span>
        <span>{move || tell(approvals::VERSION_NUMBER, &[("number", &number)])}</span>
        {flow.from_on.map(|on| view! { <span>{t(approvals::FROM_ON)}" "{day_or_none(Some(on))}</span> })}
        {flow.author.as_ref().map(|one| person(&one.name))}
    };
    let body = if flow.status == FlowStatus::Draft { editor(flow, remote) } else { reading(flow) };
    view! {
        {record_head(flow.name.clone(), under, anew(flow, remote))}
        <div class="columns"><div>{body}</div><div>{in_force(flow, remote)} {trial(flow.id)}</div></div>
    }
    .into_any()
}

fn form_of(flow: &Flow) -> FlowForm {
    FlowForm {
        kind: flow.kind,
        name: flow.name.clone(),
        vacant: flow.vacant,
        same_person_once: flow.same_person_once,
        bulk: flow.bulk,
        steps: flow.steps.clone(),
    }
}

/// A new draft with what this version says; a planned version becomes a draft again.
fn anew(flow: &Flow, remote: Remote<Flow>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (flow.id, flow.version);
    if flow.actions.contains(&FlowActKind::Recall) {
        let recall = move |_| {
            spawn_local(async move {
                match session.write::<ActOnFlow>(&[&id], Some(version), Uuid::now_v7(), &FlowAct::Recall).await {
                    Ok(now) => remote.set(now),
                    Err(error) => toasts.fail(&error),
                }
            });
        };
        return view! { <button type="button" class="button" on:click=recall>{icon(Icon::Undo)}{word(FlowActKind::Recall.text_path())}</button> }.into_any();
    }
    if flow.status == FlowStatus::Draft {
        return ().into_any();
    }
    let navigate = use_navigate();
    let form = StoredValue::new(form_of(flow));
    let begin = move |_| {
        let navigate = navigate.clone();
        spawn_local(async move {
            match session.write::<DraftFlow>(&[], None, Uuid::now_v7(), &form.get_value()).await {
                Ok(draft) => navigate(&format!("/approval-flows/{}", draft.id), NavigateOptions::default()),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    view! { <button type="button" class="button" on:click=begin>{icon(Icon::Plus)}{t(approvals::NEW_VERSION)}</button> }.into_any()
}

fn reading(flow: &Flow) -> AnyView {
    let people = flow.people.clone();
    let name = |id: Uuid| people.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default();
    let steps: Vec<_> = flow.steps.iter().map(|step| told(step, name)).collect();
    let yes = |on: bool| if on { t(approvals::YES) } else { t(approvals::NO) };
    let body = view! {
        <ol class="timeline">{steps}</ol>
        <dl class="facts">
            <div><dt>{t(approvals::VACANT)}</dt><dd>{word(flow.vacant.text_path())}</dd></div>
            <div><dt>{t(approvals::SAME_PERSON)}</dt><dd>{yes(flow.same_person_once)}</dd></div>
            <div><dt>{t(approvals::BULK)}</dt><dd>{yes(flow.bulk)}</dd></div>
        </dl>
    };
    sheet(approvals::STEPS, (), body)
}

fn in_force(flow: &Flow, remote: Remote<Flow>) -> Option<AnyView> {
    if !flow.actions.contains(&FlowActKind::PutInForce) {
        return None;
    }
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (flow.id, flow.version);
    let form = Form::new([("/from_on", clock::today().to_string())]);
    let submit = move |()| {
        form.submit(
            |read| FlowAct::PutInForce(PutInForce { from_on: read.must("/from_on", read.value("/from_on"), chrono::NaiveDate::MIN) }),
            move |body, key| async move { session.write::<ActOnFlow>(&[&id], Some(version), key, &body).await },
            move |now: Flow| {
                toasts.say(t(approvals::IN_FORCE_SAID)());
                remote.set(now);
            },
        );
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            <Field at="/from_on" label=approvals::FROM_ON kind=Kind::Date must=true hint=approvals::FROM_ON_HINT />
            <div class="form-foot">
                <button type="submit" class="button" aria-busy=move || form.busy().to_string()>{icon(Icon::Check)}{t(approvals::PUT_IN_FORCE)}</button>
            </div>
        </FormFrame>
    };
    Some(sheet(approvals::PUT_IN_FORCE, (), body))
}

const ON_OFF: [(&str, &str); 2] = [("true", "approvals_ui.yes"), ("false", "approvals_ui.no")];

fn editor(flow: &Flow, remote: Remote<Flow>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version, kind) = (flow.id, flow.version, flow.kind);
    let form = Form::new([
        ("/name", flow.name.clone()),
        ("/vacant", flow.vacant.word().to_owned()),
        ("/same_person_once", flow.same_person_once.to_string()),
        ("/bulk", flow.bulk.to_string()),
    ]);
    let next = StoredValue::new(u32::try_from(flow.steps.len()).unwrap_or_default());
    let first = (0..).zip(&flow.steps).map(|(id, step)| Typed { id, texts: RwSignal::new(typed(step)) }).collect::<Vec<_>>();
    let steps = RwSignal::new(first);
    let staff = remote_people();
    let choices = Signal::derive(move || staff.with(|page| Choices::of(&page.items)).unwrap_or_default());
    let wrong = RwSignal::new(Vec::<String>::new());
    let add = move |_| {
        next.update_value(|n| *n += 1);
        let texts = RwSignal::new(typed(&FlowStep::by_role("", "")));
        steps.update(|steps| steps.push(Typed { id: next.get_value(), texts }));
    };
    let submit = move |()| {
        let typed: Vec<_> = steps.with_untracked(|steps| steps.iter().map(|step| step.texts.with_untracked(read)).collect());
        let mut problems = Vec::new();
        let mut read_steps = Vec::new();
        for (at, step) in typed.into_iter().enumerate() {
            match step {
                Ok(step) => {
                    let bad = step.validate().err().map(|errors| field_problems(&errors)).unwrap_or_default();
                    problems.extend(bad.into_iter().map(|p| format!("{}. {}：{}", at + 1, p.pointer.trim_start_matches('/'), p.detail)));
                    read_steps.push(step);
                }
                Err(label) => problems.push(format!("{}. {}：{}", at + 1, t(label)(), rule_text("number"))),
            }
        }
        let stop = !problems.is_empty();
        wrong.set(problems);
        if stop {
            return;
        }
        form.submit(
            move |read| FlowForm {
                kind,
                name: read.text("/name"),
                vacant: read.value("/vacant").unwrap_or(Vacant::Superior),
                same_person_once: read.value("/same_person_once").unwrap_or(false),
                bulk: read.value("/bulk").unwrap_or(false),
                steps: read_steps,
            },
            move |body, key| async move { session.write::<EditFlow>(&[&id], Some(version), key, &body).await },
            move |now: Flow| {
                toasts.say(t(approvals::SAVED_SAID)());
                remote.set(now);
            },
        );
    };
    let over = move || {
        wrong.with(|wrong| {
            (!wrong.is_empty()).then(|| notice("cinnabar", wrong.iter().map(|w| view! { <p>{w.clone()}</p> }).collect::<Vec<_>>()))
        })
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            {over}
            <Field at="/name" label=approvals::FLOW_NAME must=true />
            <For each=move || steps.get() key=|step| step.id let:step>{card(step, steps, choices)}</For>
            <button type="button" class="button small" on:click=add>{icon(Icon::Plus)}{t(approvals::ADD_STEP)}</button>
            <Pick at="/vacant" label=approvals::VACANT choices=crate::choices!(Vacant) />
            <Pick at="/same_person_once" label=approvals::SAME_PERSON choices=ON_OFF.to_vec() />
            <Pick at="/bulk" label=approvals::BULK choices=ON_OFF.to_vec() />
            <div class="form-foot">
                <button type="submit" class="button primary" aria-busy=move || form.busy().to_string()>{t(approvals::SAVE_DRAFT)}</button>
            </div>
        </FormFrame>
    };
    sheet(approvals::STEPS, (), body)
}

fn remote_people() -> Remote<contract::page::Page<contract::organisation::Person>> {
    let session = use_session();
    remote(move || async move { session.get::<ListPeople>(&[], &ListQuery { limit: Some(200), ..Default::default() }).await })
}
