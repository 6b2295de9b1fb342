use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::person::person;
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{moment, since, subject_link};
use crate::ui::toast::use_toasts;
use crate::ui::verdict::verdict;
use contract::approvals::{Approval, ApprovalStep, Decide, DecideApproval, ShowApproval, Verdict};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{approvals_ui as approvals, inbox};
use std::rc::Rc;

/// One approval: what was submitted, who decides, and the decision.
pub fn approval() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let approval = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowApproval>(&[&id], &()).await }
    });
    page_title(move || approval.with(|a| a.subject.title.clone()).unwrap_or_else(|| t(approvals::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/inbox", inbox::TITLE)} {approval.view(move |data| draw(data, approval))}</div> }
}

fn draw(approval: &Approval, remote: Remote<Approval>) -> AnyView {
    let under = view! {
        {badge(approval.status)}
        <span>{word(approval.kind.text_path())}</span>
        {person(&approval.applicant.name)}
        <span>{t(approvals::SUBMITTED)}" "{since(approval.submitted_at)}</span>
    };
    let lines: Vec<_> = approval
        .snapshot
        .iter()
        .map(|line| view! { <div class:full={line.value.chars().count() > 40}><dt>{line.label.clone()}</dt><dd>{line.value.clone()}</dd></div> })
        .collect();
    let steps: Vec<_> = approval.steps.iter().map(|step| step_row(step, step.position == approval.current_step)).collect();
    view! {
        {record_head(approval.subject.title.clone(), under, ())}
        <div class="columns">
            <div>{sheet(approvals::SNAPSHOT, subject_link(&approval.subject), view! { <dl class="facts">{lines}</dl> })}</div>
            <div>{decision(approval, remote)} {sheet(approvals::STEPS, (), view! { <ol class="timeline">{steps}</ol> })}</div>
        </div>
    }
    .into_any()
}

fn decision(approval: &Approval, remote: Remote<Approval>) -> Option<AnyView> {
    if approval.actions.is_empty() {
        return None;
    }
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (approval.id, approval.version);
    let send: crate::ui::verdict::Send<Approval> = Rc::new(move |verdict, remark, key| {
        Box::pin(async move { session.write::<DecideApproval>(&[&id], Some(version), key, &Decide { verdict, remark }).await })
    });
    let done = move |verdict: Verdict, now: Approval| {
        let said = if verdict == Verdict::Approve { approvals::APPROVED_SAID } else { approvals::RETURNED_SAID };
        toasts.say(tell(said, &[("title", &now.subject.title)]));
        remote.set(now);
    };
    Some(sheet(approvals::DECISION, (), verdict(send, done)))
}

fn step_row(step: &ApprovalStep, waits: bool) -> impl IntoView + use<> {
    let names: Vec<_> = step.candidates.iter().map(|one| one.name.clone()).collect();
    let who = step.decided_by.as_ref().map_or_else(|| names.join("、"), |person| person.name.clone());
    let (class, state) = match step.verdict {
        Some(Verdict::Approve) => ("jade", tag(Tone::Bamboo, t(approvals::STEP_APPROVED)).into_any()),
        Some(Verdict::Return) => ("cinnabar", tag(Tone::Cinnabar, t(approvals::STEP_RETURNED)).into_any()),
        None if waits => ("ochre", tag(Tone::Ochre, t(approvals::STEP_WAITS)).into_any()),
        None => ("", ().into_any()),
    };
    view! {
        <li class=class>
            <div class="what"><b>{who}</b>{state}{step.decided_at.map(|at| view! { <time>{moment(at)}</time> })}</div>
            {step.remark.clone().filter(|remark| !remark.is_empty()).map(|remark| view! { <p>{remark}</p> })}
        </li>
    }
}
