//! The investigation (CPL-03): statements, departments asked with their answers; and the page of who is asked.

use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{due, moment, since, subject_link};
use crate::ui::toast::use_toasts;
use contract::complaints::Complaint;
use contract::complaints::inquiries::{
    AnswerInquiry, AskDepartment, Inquiry, InquiryAnswer, Investigation, NewInquiry, NewStatement, ShowInquiry, ShowInvestigation,
    TakeStatement, WitnessStatement,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{cases_ui as text, inbox};
use uuid::Uuid;

/// What the investigation has so far, and the ways to add to it.
pub fn investigation(complaint: &Complaint) -> Option<AnyView> {
    complaint.investigator.as_ref()?;
    let session = use_session();
    let id = complaint.id;
    let held = remote(move || async move { session.get::<ShowInvestigation>(&[&id], &()).await });
    Some(view! { {held.view(move |now| draw(id, now, held))} }.into_any())
}

fn draw(id: Uuid, now: &Investigation, held: Remote<Investigation>) -> AnyView {
    let (taking, asking) = (RwSignal::new(false), RwSignal::new(false));
    let side = now.editable.then(|| {
        view! {
            <button type="button" class="button small" on:click=move |_| taking.set(true)>{icon(Icon::Plus)}{t(text::TAKE)}</button>
            <Dialog open=taking title=text::TAKE>{move || take(id, held, taking)}</Dialog>
            " "
            <button type="button" class="button small" on:click=move |_| asking.set(true)>{icon(Icon::Plus)}{t(text::ASK)}</button>
            <Dialog open=asking title=text::ASK>{move || ask(id, held, asking)}</Dialog>
        }
    });
    if now.statements.is_empty() && now.inquiries.is_empty() {
        return sheet(text::INVESTIGATION, side, view! { <p class="text-ink-3">{t(text::NOTHING_YET)}</p> });
    }
    let statements: Vec<_> = now.statements.iter().map(statement).collect();
    let inquiries: Vec<_> = now.inquiries.iter().map(inquiry_line).collect();
    sheet(text::INVESTIGATION, side, view! { <ul class="grid gap-4">{statements}{inquiries}</ul> })
}

fn statement(one: &WitnessStatement) -> impl IntoView + use<> {
    view! {
        <li>
            <b>{one.speaker.clone()}</b>
            <p class="prose">{one.text.clone()}</p>
            <span class="text-[12px] text-ink-3">{moment(one.at)}" · "{t(text::TAKEN_BY)}" "{one.taken_by.name.clone()}</span>
        </li>
    }
}

/// Answered, waited for, or late.
fn state(one: &Inquiry) -> AnyView {
    match one.answered_at {
        Some(_) if one.late => tag(Tone::Ochre, t(text::ANSWERED_LATE)).into_any(),
        Some(_) => tag(Tone::Bamboo, t(text::ANSWERED)).into_any(),
        None => due(one.due_at).into_any(),
    }
}

fn inquiry_line(one: &Inquiry) -> impl IntoView + use<> {
    let answer = one.answer.clone().map(|answer| view! { <p class="prose border-l-2 border-line pl-3">{answer}</p> });
    let unit = one.unit.clone().map(|unit| format!("{unit} · "));
    view! {
        <li>
            <span class="flex flex-wrap items-center gap-2"><b>{unit}{one.person.name.clone()}</b>{state(one)}</span>
            <p class="prose">{one.question.clone()}</p>
            {answer}
            <a class="link text-[12px]" href=format!("/complaint-inquiries/{}", one.id)>{t(text::OPEN_INQUIRY)}</a>
        </li>
    }
}

fn take(id: Uuid, held: Remote<Investigation>, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let form = Form::kept(format!("complaint/{id}/statement"), []);
    let submit = move |()| {
        form.submit(
            |read| NewStatement { speaker: read.text("/speaker"), text: read.text("/text") },
            move |body, key| async move { session.write::<TakeStatement>(&[&id], None, key, &body).await },
            move |_: WitnessStatement| {
                open.set(false);
                held.refetch();
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/speaker" label=text::SPEAKER must=true placeholder=text::SPEAKER_HINT />
            <Field at="/text" label=text::STATEMENT kind=Kind::Lines must=true />
            <FormFoot save=text::TAKE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn ask(id: Uuid, held: Remote<Investigation>, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::kept(format!("complaint/{id}/inquiry"), []);
    let submit = move |()| {
        form.submit(
            |read| NewInquiry {
                person_id: read.must("/person_id", read.value("/person_id"), Uuid::nil()),
                question: read.text("/question"),
                due_at: read.must("/due_at", read.moment("/due_at"), crate::clock::now()),
            },
            move |body, key| async move { session.write::<AskDepartment>(&[&id], None, key, &body).await },
            move |asked: Inquiry| {
                toasts.say(tell(text::ASKED_SAID, &[("name", &asked.person.name)]));
                open.set(false);
                held.refetch();
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Picker at="/person_id" label=text::WHO_ANSWERS find=finders::people(session, &[]) must=true hint=text::WHO_ANSWERS_HINT />
            <Field at="/question" label=text::QUESTION kind=Kind::Lines must=true />
            <Field at="/due_at" label=text::ANSWER_BY kind=Kind::Moment must=true />
            <FormFoot save=text::ASK cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// A question as who is asked sees it.
pub fn inquiry() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let asked = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowInquiry>(&[&id], &()).await }
    });
    page_title(move || t(text::INQUIRY)().to_owned());
    view! { <div class="page narrow">{crumb("/inbox", inbox::TITLE)} {asked.view(move |now| page(now, asked))}</div> }
}

fn page(now: &Inquiry, asked: Remote<Inquiry>) -> AnyView {
    let case = now.complaint.as_ref().map(|case| fact(text::CASE, subject_link(case)));
    let answer = now.answer.clone().map(|answer| wide_fact(text::ANSWER, answer));
    let facts = view! {
        <dl class="facts">
            {wide_fact(text::QUESTION, now.question.clone())}
            {answer}
            {fact(text::WHO_ANSWERS, now.person.name.clone())}
            {fact(text::ASKED_BY, now.asked_by.name.clone())}
            {fact(text::ANSWER_BY, moment(now.due_at))}
            {case}
        </dl>
    };
    let under = view! { {state(now)}<span>{since(now.asked_at)}</span> };
    let title = tell(text::INQUIRY_OF, &[("number", &now.number)]);
    view! { {record_head(title, under, ())} {sheet(text::INQUIRY, (), facts)} {now.may_answer.then(|| answering(now.id, asked))} }
        .into_any()
}

fn answering(id: Uuid, asked: Remote<Inquiry>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::kept(format!("complaint-inquiry/{id}"), []);
    let submit = move |()| {
        form.submit(
            |read| InquiryAnswer { answer: read.text("/answer") },
            move |body, key| async move { session.write::<AnswerInquiry>(&[&id], None, key, &body).await },
            move |now: Inquiry| {
                toasts.say(t(text::ANSWER_SAID)());
                asked.set(now);
            },
        );
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            <Field at="/answer" label=text::ANSWER kind=Kind::Lines must=true placeholder=text::ANSWER_HINT />
            <FormFoot save=text::SEND_ANSWER />
        </FormFrame>
    };
    sheet(text::ANSWER, (), body)
}
