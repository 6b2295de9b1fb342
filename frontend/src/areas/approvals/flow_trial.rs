//! The trial run: who would be asked, step by step, and why.

use crate::areas::finders::people;
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Field, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::problem::notice;
use crate::ui::record::sheet;
use crate::ui::text::moment;
use contract::approvals::flow::{FlowTrial, TrialResult, TrialStep, TryFlow};
use leptos::prelude::*;
use locale::approvals_ui as approvals;
use uuid::Uuid;

/// Asks for an imagined request and shows its way.
pub fn trial(id: Uuid) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let result = RwSignal::new(None::<TrialResult>);
    let submit = move |()| {
        form.submit(
            |read| FlowTrial {
                applicant_id: read.must("/applicant_id", read.value::<Uuid>("/applicant_id"), Uuid::nil()),
                amount: read.money("/amount"),
                days: read.value("/days"),
                detail: read.given("/detail"),
            },
            move |body, key| async move { session.write::<TryFlow>(&[&id], None, key, &body).await },
            move |found: TrialResult| result.set(Some(found)),
        );
    };
    let form = view! {
        <FormFrame form on_submit=submit>
            <Picker at="/applicant_id" label=approvals::APPLICANT find=people(session, &[]) must=true />
            <Field at="/amount" label=approvals::AMOUNT kind=Kind::Money />
            <Field at="/days" label=approvals::DAYS kind=Kind::Number />
            <Field at="/detail" label=approvals::DETAIL hint=approvals::DETAIL_HINT />
            <div class="form-foot">
                <button type="submit" class="button" aria-busy=move || form.busy().to_string()>{icon(Icon::Right)}{t(approvals::TRY)}</button>
            </div>
        </FormFrame>
    };
    let way = move || result.with(|result| result.as_ref().map(drawn));
    sheet(approvals::TRIAL, (), view! { {form} <div aria-live="polite">{way}</div> })
}

fn drawn(result: &TrialResult) -> AnyView {
    let steps: Vec<_> = result.steps.iter().map(step).collect();
    view! {
        {(!result.possible).then(|| notice("cinnabar", t(approvals::TRIAL_IMPOSSIBLE)))}
        <ol class="timeline">{steps}</ol>
    }
    .into_any()
}

fn step(step: &TrialStep) -> AnyView {
    let names = step.people.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("、");
    let copies = step.copies.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("、");
    let reasons: Vec<_> = step.reasons.iter().map(|reason| view! { <p>{reason.clone()}</p> }).collect();
    let (class, state) = match (step.applies, step.people.is_empty()) {
        (false, _) => ("", tag(Tone::Calm, t(approvals::TRIAL_SKIPPED)).into_any()),
        (true, true) => ("cinnabar", tag(Tone::Cinnabar, t(approvals::TRIAL_NOBODY)).into_any()),
        (true, false) => ("jade", view! { <span>{names}</span> <small>{word(step.mode.text_path())}</small> }.into_any()),
    };
    view! {
        <li class=class>
            <div class="what"><b>{step.name.clone()}</b>{state}</div>
            {reasons}
            {step.due_at.map(|at| view! { <p class="quiet">{t(approvals::DUE)}" "{moment(at)}</p> })}
            {(!copies.is_empty()).then(|| view! { <p class="quiet">{t(approvals::COPIES)}"："{copies}</p> })}
            {(!step.rule.is_empty()).then(|| view! { <p class="quiet">{t(approvals::RULE)}"："{step.rule.clone()}</p> })}
        </li>
    }
    .into_any()
}
