use super::operations::operations;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{due, moment, since, subject_link};
use contract::approvals::flow::StepMode;
use contract::approvals::{Approval, ApprovalEntry, ApprovalSigner, ApprovalStep, ShowApproval, SignerOrigin, SignerStatus, StepStatus};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{approvals_ui as approvals, inbox};

/// One request: what was submitted, who decides, what was done, and what the person may do.
pub fn show() -> impl IntoView {
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
        {under_flow(approval)}
    };
    let steps: Vec<_> = approval.steps.iter().map(step_row).collect();
    let history: Vec<_> = approval.history.iter().map(entry_row).collect();
    let print = view! { <a class="button" href=format!("/approvals/{}/paper", approval.id)>{icon(Icon::Sheet)}{t(approvals::PRINT)}</a> };
    let copies = approval.copies.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("、");
    view! {
        {record_head(approval.subject.title.clone(), under, print)}
        <div class="columns">
            <div>
                {sheet(approvals::SNAPSHOT, subject_link(&approval.subject), snapshot(approval))}
                {sheet(approvals::HISTORY, (), view! { <ol class="timeline">{history}</ol> })}
            </div>
            <div>
                {operations(approval, remote)}
                {sheet(approvals::STEPS, (), view! { <ol class="timeline">{steps}</ol> })}
                {(!copies.is_empty()).then(|| sheet(approvals::COPIES, (), copies))}
            </div>
        </div>
    }
    .into_any()
}

/// What was submitted, as it was.
pub fn snapshot(approval: &Approval) -> AnyView {
    let lines: Vec<_> = approval
        .snapshot
        .iter()
        .map(|line| view! { <div class:full={line.value.chars().count() > 40}><dt>{line.label.clone()}</dt><dd>{line.value.clone()}</dd></div> })
        .collect();
    view! { <dl class="facts">{lines}</dl> }.into_any()
}

/// The version of the flow that the request stays under.
pub fn under_flow(approval: &Approval) -> impl IntoView + use<> {
    let (name, number) = (approval.flow.name.clone(), approval.flow.number.to_string());
    view! { <span>{move || tell(approvals::FLOW_VERSION, &[("name", &name), ("number", &number)])}</span> }
}

fn step_row(step: &ApprovalStep) -> impl IntoView + use<> {
    let (class, state) = match step.status {
        StepStatus::Done => ("jade", tag(Tone::Bamboo, word(step.status.text_path())).into_any()),
        StepStatus::Asked => ("ochre", tag(Tone::Ochre, word(step.status.text_path())).into_any()),
        StepStatus::Waiting => ("", ().into_any()),
    };
    let candidates = step.candidates.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("、");
    let signers: Vec<_> = step.signers.iter().map(signer_row).collect();
    let several = step.signers.len() + step.candidates.len() > 1 && step.mode != StepMode::Any;
    view! {
        <li class=class>
            <div class="what"><b>{step.name.clone()}</b>{state}{several.then(|| view! { <small>{word(step.mode.text_path())}</small> })}{step.due_at.map(due)}</div>
            {(!candidates.is_empty()).then_some(view! { <p>{candidates}</p> })}
            <ul class="signers">{signers}</ul>
            {step.rule.clone().map(|rule| view! { <p class="quiet">{t(approvals::RULE)}"："{rule}</p> })}
        </li>
    }
}

fn tone(status: SignerStatus) -> Tone {
    match status {
        SignerStatus::Open => Tone::Ochre,
        SignerStatus::Approved | SignerStatus::Answered => Tone::Bamboo,
        SignerStatus::Returned | SignerStatus::Rejected => Tone::Cinnabar,
        _ => Tone::Calm,
    }
}

fn signer_row(signer: &ApprovalSigner) -> impl IntoView + use<> {
    let by = signer.decided_by.as_ref().filter(|by| by.id != signer.person.id).map(|by| by.name.clone());
    let origin = (signer.origin != SignerOrigin::Flow).then(|| view! { <small>{word(signer.origin.text_path())}</small> });
    view! {
        <li>
            {person(&signer.person.name)} {origin} {tag(tone(signer.status), word(signer.status.text_path()))}
            {by.map(|name| view! { <small>{move || tell(approvals::DECIDED_BY, &[("name", &name)])}</small> })}
            {signer.decided_at.map(|at| view! { <time>{moment(at)}</time> })}
        </li>
    }
}

/// One line of the history: who did what, for whom, to whom, with which words and by which rule.
pub fn entry_row(entry: &ApprovalEntry) -> impl IntoView + use<> {
    let who = entry.person.as_ref().map(|one| one.name.clone());
    let for_whom = entry.for_person.as_ref().map(|one| one.name.clone());
    let targets = entry.targets.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("、");
    view! {
        <li>
            <div class="what">
                <b>{who.unwrap_or_else(|| t(approvals::SYSTEM)().to_owned())}</b>
                {for_whom.map(|name| view! { <small>{move || tell(approvals::FOR_WHOM, &[("name", &name)])}</small> })}
                <span>{word(entry.what.text_path())}</span>
                {(!targets.is_empty()).then_some(view! { <span>{targets}</span> })}
                <time>{moment(entry.at)}</time>
            </div>
            {entry.remark.clone().map(|remark| view! { <p>{remark}</p> })}
            {entry.rule.clone().map(|rule| view! { <p class="quiet">{t(approvals::RULE)}"："{rule}</p> })}
        </li>
    }
}
