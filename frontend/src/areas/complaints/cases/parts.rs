//! What the case holds: matter, remedy, result, answer, and the log of its steps.

use crate::areas::complaints::severity::reason;
use crate::clock;
use crate::i18n::{t, tell, word};
use crate::ui::badge::{Tone, Toned, badge, tag};
use crate::ui::figures::{Station, along, steps};
use crate::ui::person::person;
use crate::ui::record::{fact, sheet, wide_fact};
use crate::ui::text::{moment, or_unset, since, subject_link};
use crate::ui::timeline::{Event, timeline};
use contract::PersonRef;
use contract::complaints::{Complaint, ComplaintStatus, ComplaintStep, Correction, SATISFIED_FROM};
use leptos::prelude::*;
use locale::{cases_ui as text, complaints_ui as complaints, ui};

/// The way of a complaint that goes well.
const WAY: [ComplaintStatus; 7] = [
    ComplaintStatus::Received,
    ComplaintStatus::Investigating,
    ComplaintStatus::RemedyProposed,
    ComplaintStatus::Approving,
    ComplaintStatus::Executing,
    ComplaintStatus::AwaitingFeedback,
    ComplaintStatus::Closed,
];

/// Where the case stands on its way, with the times at which it got there.
pub fn way(complaint: &Complaint) -> impl IntoView + use<> {
    let stations = along(&WAY, complaint.status)
        .into_iter()
        .map(|(status, state)| {
            let reached = complaint.steps.iter().rev().find(|step| step.to == status).map(|step| step.at);
            let passed = state != crate::ui::figures::StationState::Ahead;
            let under = reached.filter(|_| passed).map(|at| clock::local(at).format("%m-%d %H:%M").to_string());
            Station { label: word(status.text_path()).into_any(), under, state }
        })
        .collect();
    steps(stations)
}

/// What the customer said.
pub fn matter(complaint: &Complaint, side: Option<AnyView>) -> AnyView {
    let about = complaint.about_person.as_ref().map(|one| fact(complaints::ABOUT_PERSON, person(&one.name)));
    let complainant = Some(complaint.complainant.clone()).filter(|name| !name.trim().is_empty());
    let complainant = match complainant {
        Some(name) => name.into_any(),
        None => t(complaints::CUSTOMER_ITSELF).into_any(),
    };
    let branch = complaint.topic.as_ref().map(|topic| format!(" / {}", topic.name));
    let category = view! { {word(complaint.category.text_path())}{branch} };
    let given = |label, text: &String| (!text.is_empty()).then(|| fact(label, text.clone()));
    let product = given(complaints::PRODUCT, &complaint.product);
    let contract_number = given(complaints::CONTRACT_NUMBER, &complaint.contract_number);
    let campaign = complaint.campaign.as_ref().map(|campaign| fact(text::CAMPAIGN, subject_link(campaign)));
    let why = complaint.severity_why.clone();
    let severity = view! { {badge(complaint.severity)}" "<small class="text-ink-3">{move || reason(&why)}</small> };
    let body = view! {
        <p class="prose mb-4">{complaint.matter.clone()}</p>
        <dl class="facts">
            {wide_fact(complaints::WISH, or_unset(complaint.wish.clone()))}
            {complaint.customer.as_ref().map(|customer| fact(complaints::CUSTOMER, subject_link(customer)))}
            {fact(complaints::COMPLAINANT, complainant)}
            {super::contacts::reached(complaint)}
            {fact(complaints::CATEGORY, category)}
            {product}{contract_number}{campaign}
            {fact(complaints::CHANNEL, word(complaint.channel.text_path()))}
            {fact(complaints::SEVERITY, severity)}
            {about}
        </dl>
    };
    sheet(complaints::MATTER, side, body)
}

/// The cases that are handled as one with this (CPL-09).
pub fn together(complaint: &Complaint) -> Option<AnyView> {
    if complaint.merged.is_empty() {
        return None;
    }
    let rows: Vec<_> = complaint.merged.iter().map(|other| view! { <li>{subject_link(other)}</li> }).collect();
    Some(sheet(
        text::TOGETHER,
        (),
        view! { <p class="mb-2 text-ink-3 text-[13px]">{t(text::TOGETHER_HINT)}</p><ul class="grid gap-1">{rows}</ul> },
    ))
}

/// What was done and what the customer thinks of it.
pub fn outcome(complaint: &Complaint) -> Option<AnyView> {
    if complaint.execution.is_none() && complaint.feedback.is_none() {
        return None;
    }
    let done = complaint.execution.as_ref().map(|execution| wide_fact(complaints::RESULT, execution.result.clone()));
    let answer = complaint.feedback.as_ref().map(|feedback| {
        let tone = if feedback.satisfaction >= SATISFIED_FROM { Tone::Bamboo } else { Tone::Cinnabar };
        let path = format!("complaints_ui.mark_{}", feedback.satisfaction);
        let mark = locale::find(&path).unwrap_or(ui::NOT_GIVEN);
        view! { {fact(complaints::SATISFACTION, tag(tone, t(mark)))}{wide_fact(complaints::WORDS, or_unset(feedback.words.clone()))} }
    });
    Some(sheet(complaints::OUTCOME, (), view! { <dl class="facts">{done}{answer}</dl> }))
}

/// Who has to do with the case.
pub fn people(complaint: &Complaint, side: Option<AnyView>) -> AnyView {
    let one = |who: Option<&PersonRef>| match who {
        Some(who) => person(&who.name).into_any(),
        None => view! { <span class="text-ink-3">{t(complaints::NOT_YET)}</span> }.into_any(),
    };
    let reopened = (complaint.reopened > 0).then(|| {
        let n = complaint.reopened.to_string();
        view! { <div><dt>{t(complaints::REOPENED)}</dt><dd class="late">{move || tell(complaints::TIMES, &[("n", &n)])}</dd></div> }
    });
    let body = view! {
        <dl class="aside-list">
            <div><dt>{t(complaints::AGENT)}</dt><dd>{one(Some(&complaint.agent))}</dd></div>
            <div><dt>{t(complaints::INVESTIGATOR)}</dt><dd>{one(complaint.investigator.as_ref())}</dd></div>
            <div><dt>{t(complaints::RECEIVED)}</dt><dd>{since(complaint.received_at)}</dd></div>
            {complaint.closed_at.map(|at| view! { <div><dt>{t(complaints::CLOSED)}</dt><dd>{moment(at)}</dd></div> })}
            {reopened}
        </dl>
    };
    sheet(complaints::PEOPLE, side, body)
}

/// Who did what, when and why (CPL-14).
pub fn log(complaint: &Complaint) -> AnyView {
    let mut events: Vec<Event> = complaint.steps.iter().map(event).chain(complaint.corrections.iter().map(correction)).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    sheet(complaints::LOG, (), timeline(events))
}

/// What was put right: from what to what, and why.
fn correction(one: &Correction) -> Event {
    let or_none = |value: &str| {
        let value = value.to_owned();
        move || if value.is_empty() { text::CORRECT_NONE.text(crate::i18n::language()).to_owned() } else { value.clone() }
    };
    let (old, new) = (or_none(&one.old), or_none(&one.new));
    Event {
        at: one.at,
        tone: Tone::Indigo,
        title: view! { {t(text::CORRECTED)}" · "{word(one.field.text_path())}" "{old}" → "{new} }.into_any(),
        body: one.reason.clone(),
        who: one.person.as_ref().map(|person| person.name.clone()),
    }
}

fn event(step: &ComplaintStep) -> Event {
    let act = step.act.map_or_else(|| t(complaints::FILED).into_any(), |act| word(act.text_path()).into_any());
    Event {
        at: step.at,
        tone: step.to.tone(),
        title: view! { {act}" "{badge(step.to)} }.into_any(),
        body: step.note.clone(),
        who: Some(step.person.as_ref().map_or_else(|| tell(complaints::SYSTEM, &[]), |person| person.name.clone())),
    }
}
