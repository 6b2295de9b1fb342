use super::nonconformities::late;
use crate::areas::complaints::step::{Seen, log, step_form};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::fields::{Field, Kind};
use crate::ui::figures::{Station, along, steps};
use crate::ui::form::Reader;
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, moment, subject_link};
use contract::campaigns::Reason;
use contract::complaints::corrective_actions::{
    ActOnCorrectiveAction, ActionDone, ActionPlan, CauseRepeat, CorrectiveAction, CorrectiveActionAct, CorrectiveActionActKind as Act,
    CorrectiveActionStatus, EffectFinding, ShowCorrectiveAction,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::quality_ui as text;

const WAY: [CorrectiveActionStatus; 4] =
    [CorrectiveActionStatus::Analysing, CorrectiveActionStatus::Acting, CorrectiveActionStatus::Verifying, CorrectiveActionStatus::Closed];
const WHYS: [&str; 5] = ["/why1", "/why2", "/why3", "/why4", "/why5"];
const WHY_LABELS: [locale::Key; 5] = [text::WHY_1, text::WHY_2, text::WHY_3, text::WHY_4, text::WHY_5];

/// A corrective or preventive action.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowCorrectiveAction>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.number.clone()).unwrap_or_else(|| t(text::ACTIONS)().to_owned()));
    view! { <div class="page">{crumb("/corrective-actions", text::ACTIONS)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &CorrectiveAction, remote: Remote<CorrectiveAction>) -> AnyView {
    let under = view! { {badge(it.status)} <span>{word(it.kind.text_path())}</span> {late(it.late)} };
    let way = along(&WAY, it.status).into_iter().map(|(status, state)| Station {
        label: word(status.text_path()).into_any(),
        under: None,
        state,
    });
    let n = it.reopened.to_string();
    let again = (it.reopened > 0).then(|| notice("cinnabar", move || tell(text::REOPENED_NOTICE, &[("n", &n)])));
    view! {
        {record_head(it.number.clone(), under, ())}
        {steps(way.collect())}
        {again}
        <div class="columns">
            <div>{acts(it, remote)} {what(it)} {log(&it.steps, "corrective_action_act", "corrective_action_status")}</div>
            <div>{people(it)} {repeats(&it.repeats)}</div>
        </div>
    }
    .into_any()
}

fn what(it: &CorrectiveAction) -> AnyView {
    let whys: Vec<_> = it.whys.iter().map(|why| view! { <li>{why.clone()}</li> }).collect();
    let whys = (!whys.is_empty()).then(|| wide_fact(text::WHYS, view! { <ol class="list-decimal pl-5">{whys}</ol> }));
    let effect = it.effective.map(|helped| {
        let told = if helped { tag(Tone::Bamboo, t(text::HELPED)).into_any() } else { tag(Tone::Cinnabar, t(text::HELPED_NOT)).into_any() };
        fact(text::EFFECT, told)
    });
    let filled = |label, text: &str| (!text.is_empty()).then(|| wide_fact(label, text.to_owned()));
    let body = view! {
        <p class="prose mb-4">{it.problem.clone()}</p>
        <dl class="facts">
            {it.complaint.as_ref().map(|one| fact(text::COMPLAINT, subject_link(one)))}
            {it.nonconformity.as_ref().map(|one| fact(text::NONCONFORMITY, subject_link(one)))}
            {whys}
            {filled(text::ROOT_CAUSE, &it.root_cause)}
            {filled(text::ACTION, &it.action)}
            {filled(text::DONE, &it.done)}
            {effect}
            {filled(text::FINDING, &it.finding)}
            {filled(text::EARLY_BECAUSE, &it.early_reason)}
        </dl>
    };
    sheet(text::PROBLEM, (), body)
}

fn people(it: &CorrectiveAction) -> AnyView {
    let body = view! {
        <dl class="aside-list">
            <div><dt>{t(text::OWNER)}</dt><dd>{person(&it.owner.name)}</dd></div>
            <div><dt>{t(text::RAISED_BY)}</dt><dd>{person(&it.opened_by.name)}</dd></div>
            <div><dt>{t(text::CREATED_AT)}</dt><dd>{moment(it.created_at)}</dd></div>
            {it.due_on.map(|on| view! { <div><dt>{t(text::DUE_ON)}</dt><dd>{day(on)}</dd></div> })}
            {it.done_at.map(|at| view! { <div><dt>{t(text::DONE_AT)}</dt><dd>{moment(at)}</dd></div> })}
            {it.effect_due_on.map(|on| view! { <div><dt>{t(text::EFFECT_DUE_ON)}</dt><dd>{day(on)}</dd></div> })}
            {it.judged_by.as_ref().map(|one| view! { <div><dt>{t(text::JUDGED_BY)}</dt><dd>{person(&one.name)}</dd></div> })}
        </dl>
    };
    sheet(text::PEOPLE, (), body)
}

/// Later records with the same cause.
fn repeats(repeats: &[CauseRepeat]) -> Option<AnyView> {
    if repeats.is_empty() {
        return None;
    }
    let rows: Vec<_> = repeats
        .iter()
        .map(|one| {
            let again = one.reopened.then(|| tag(Tone::Cinnabar, t(text::CAME_AFTER)));
            view! { <li class="grid gap-1">{subject_link(&one.subject)}<small class="text-ink-3">{moment(one.at)}" "{again}</small></li> }
        })
        .collect();
    Some(sheet(text::REPEATS, (), view! { <ul class="grid gap-3">{rows}</ul> }))
}

fn acts(it: &CorrectiveAction, remote: Remote<CorrectiveAction>) -> AnyView {
    let seen = Seen { id: it.id, version: it.version, remote };
    // While it is carried out, the plan that stands is what is read; a new one can still be made.
    let forms: Vec<_> = it
        .actions
        .iter()
        .filter_map(|act| match act {
            Act::Plan => Some(plan(it, seen)),
            Act::CarryOut => Some(carry_out(seen)),
            Act::Effective => Some(judge(it, seen, "corrective-action/effective", text::EFFECTIVE, CorrectiveActionAct::Effective)),
            Act::Ineffective => Some(judge(it, seen, "corrective-action/ineffective", text::INEFFECTIVE, CorrectiveActionAct::Ineffective)),
            Act::Cancel => Some(cancel(seen)),
            Act::Recur => None,
        })
        .rev()
        .collect();
    let forms: Vec<_> = if it.status == CorrectiveActionStatus::Acting { forms } else { forms.into_iter().rev().collect() };
    forms.into_any()
}

fn plan(it: &CorrectiveAction, seen: Seen<CorrectiveAction>) -> AnyView {
    let mut start: Vec<(&'static str, String)> = WHYS.iter().zip(&it.whys).map(|(at, why)| (*at, why.clone())).collect();
    start.extend([("/root_cause", it.root_cause.clone()), ("/action", it.action.clone())]);
    start.extend(it.due_on.map(|on| ("/due_on", on.to_string())));
    start.extend(it.effect_due_on.map(|on| ("/effect_due_on", on.to_string())));
    let fields = || {
        let whys: Vec<_> =
            WHYS.iter().zip(WHY_LABELS).map(|(at, label)| view! { <Field at=*at label=label must=*at == "/why1" /> }).collect();
        view! {
            {whys}
            <Field at="/root_cause" label=text::ROOT_CAUSE must=true hint=text::ROOT_CAUSE_HINT />
            <Field at="/action" label=text::ACTION kind=Kind::Lines must=true placeholder=text::ACTION_HINT />
            <div class="pair">
                <Field at="/due_on" label=text::DUE_ON kind=Kind::Date must=true />
                <Field at="/effect_due_on" label=text::EFFECT_DUE_ON kind=Kind::Date must=true hint=text::EFFECT_HINT />
            </div>
        }
        .into_any()
    };
    step_form::<ActOnCorrectiveAction, _>(seen, "corrective-action/plan", text::PLAN, start, fields, read_plan)
}

fn read_plan(read: &Reader) -> CorrectiveActionAct {
    let whys: Vec<String> = WHYS.iter().filter_map(|at| read.given(at)).collect();
    if whys.is_empty() {
        read.refuse("/why1", "required");
    }
    let today = crate::clock::today();
    CorrectiveActionAct::Plan(ActionPlan {
        whys,
        root_cause: read.text("/root_cause"),
        action: read.text("/action"),
        due_on: read.must("/due_on", read.value("/due_on"), today),
        effect_due_on: read.must("/effect_due_on", read.value("/effect_due_on"), today),
    })
}

fn carry_out(seen: Seen<CorrectiveAction>) -> AnyView {
    let fields = || view! { <Field at="/done" label=text::DONE kind=Kind::Lines must=true placeholder=text::DONE_HINT /> }.into_any();
    step_form::<ActOnCorrectiveAction, _>(seen, "corrective-action/done", text::CARRY_OUT, vec![], fields, |read| {
        CorrectiveActionAct::CarryOut(ActionDone { done: read.text("/done") })
    })
}

fn judge(
    it: &CorrectiveAction,
    seen: Seen<CorrectiveAction>,
    name: &'static str,
    title: locale::Key,
    act: fn(EffectFinding) -> CorrectiveActionAct,
) -> AnyView {
    let early = it.early;
    let fields = move || {
        let why = early.then(|| {
            view! { <Field at="/early_reason" label=text::EARLY_REASON kind=Kind::Lines must=true hint=text::EARLY_HINT /> }
        });
        view! { <Field at="/finding" label=text::FINDING kind=Kind::Lines must=true placeholder=text::FINDING_HINT /> {why} }.into_any()
    };
    let read = move |read: &Reader| act(EffectFinding { finding: read.text("/finding"), early_reason: read.text("/early_reason") });
    step_form::<ActOnCorrectiveAction, _>(seen, name, title, vec![], fields, read)
}

fn cancel(seen: Seen<CorrectiveAction>) -> AnyView {
    let fields = || view! { <Field at="/reason" label=text::REASON kind=Kind::Lines must=true /> }.into_any();
    step_form::<ActOnCorrectiveAction, _>(seen, "corrective-action/cancel", text::CANCEL_ACTION, vec![], fields, |read| {
        CorrectiveActionAct::Cancel(Reason { reason: read.text("/reason") })
    })
}
