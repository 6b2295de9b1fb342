use super::{MARKS, consequence, feedback, files};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, Toned, tag};
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame};
use crate::ui::problem::notice;
use crate::ui::record::{fact, page_title, sheet, wide_fact};
use crate::ui::text::{day, moment};
use crate::ui::timeline::{Event, timeline};
use client::ClientError;
use contract::attachments::PublicFile;
use contract::complaints::care::{
    AnswerPublicComplaint, CaseAnswer, CaseKey, CaseMessage, FollowPublicComplaint, PublicCase, PublicEvent, WriteOnPublicComplaint,
};
use contract::problem::FieldProblem;
use leptos::prelude::*;
use locale::care_ui as text;

/// A case by its number and code. They stay in this page's memory and go into no address.
pub fn show() -> impl IntoView {
    page_title(move || t(text::FOLLOW)().to_owned());
    let key = RwSignal::new(None::<CaseKey>);
    let case = RwSignal::new(None::<PublicCase>);
    view! {
        <div class="page narrow">
            {move || match (key.get(), case.get()) {
                (Some(key), Some(now)) => opened(key, &now, case),
                _ => entrance(key, case),
            }}
        </div>
    }
}

fn entrance(key: RwSignal<Option<CaseKey>>, case: RwSignal<Option<PublicCase>>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            |read| CaseKey { number: read.text("/number"), code: read.text("/code") },
            move |typed, once| async move {
                let answer = session.write::<FollowPublicComplaint>(&[], None, once, &typed).await;
                answer.map(|case| (typed, case)).map_err(at_the_code)
            },
            move |(typed, found)| {
                key.set(Some(typed));
                case.set(Some(found));
            },
        );
    };
    view! {
        <header class="page-head"><h1>{t(text::FOLLOW)}</h1><p class="lead-in">{t(text::FOLLOW_LEAD)}</p></header>
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <div class="pair">
                    <Field at="/number" label=text::NUMBER must=true placeholder=text::NUMBER_HINT />
                    <Field at="/code" label=text::CODE must=true placeholder=text::CODE_HINT />
                </div>
                <FormFoot save=text::OPEN />
            </FormFrame>
        </div>
        <p class="mt-4 text-ink-2">{t(text::NO_NUMBER)}" "<a class="link" href="/care">{t(text::TITLE)}</a></p>
    }
    .into_any()
}

/// Nothing is found: said at the code, whatever it was.
fn at_the_code(error: ClientError) -> ClientError {
    match error {
        ClientError::Problem(mut problem) if problem.status == 404 => {
            let detail = text::WRONG.text(crate::i18n::language()).to_owned();
            problem.errors = vec![FieldProblem { pointer: "/code".to_owned(), code: "not_found".to_owned(), detail }];
            ClientError::Problem(problem)
        }
        other => other,
    }
}

fn opened(key: CaseKey, now: &PublicCase, case: RwSignal<Option<PublicCase>>) -> AnyView {
    let promised = now.promised_at.map(|at| fact(text::PROMISED, day(crate::clock::local(at).date_naive())));
    let waits = now.waits.clone().map(|why| notice("ochre", move || tell(text::WAITS, &[("why", &why)])));
    let result = now.result.clone().map(|result| wide_fact(text::RESULT, result));
    let body = view! {
        <dl class="facts">
            {wide_fact(text::MATTER, now.matter.clone())}
            {result}
            {fact(text::RECEIVED_AT, moment(now.received_at))}
            {promised}
        </dl>
    };
    view! {
        <header class="page-head"><h1>{now.number.clone()}</h1><p class="lead-in">{tag(now.stage.tone(), word(now.stage.text_path()))}</p></header>
        {waits}
        {now.may_answer.then(|| survey(key.clone(), case))}
        {sheet(text::YOUR_CASE, (), body)}
        {now.may_write.then(|| message(key, case))}
        {(!now.files.is_empty()).then(|| sheet(text::FILES, (), sent(&now.files)))}
        {sheet(text::HISTORY, (), timeline(now.history.iter().map(event).collect()))}
    }
    .into_any()
}

/// What the customer sent: its name only, they have it themselves.
fn sent(files: &[PublicFile]) -> AnyView {
    let row = |file: &PublicFile| view! { <li class="break-all">{file.file_name.clone()}" "<span class="text-ink-3">{moment(file.at)}</span></li> };
    view! { <ul class="grid gap-1">{files.iter().map(row).collect_view()}</ul> }.into_any()
}

fn event(event: &PublicEvent) -> Event {
    let (tone, title) = if event.own { (Tone::Indigo, text::YOU) } else { (Tone::Jade, text::WE) };
    Event { at: event.at, tone, title: t(title).into_any(), body: event.text.clone(), who: None }
}

/// Satisfied or not: it closes the case or opens it again.
fn survey(key: CaseKey, case: RwSignal<Option<PublicCase>>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let key = StoredValue::new(key);
    let submit = move |()| {
        form.submit(
            move |read| CaseAnswer { key: key.get_value(), feedback: feedback(read) },
            move |body, once| async move { session.write::<AnswerPublicComplaint>(&[], None, once, &body).await },
            move |now: PublicCase| case.set(Some(now)),
        );
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            <Pick at="/feedback/satisfaction" label=text::SATISFIED choices=MARKS.to_vec() must=true />
            <p class="text-ink-3 text-[13px]" aria-live="polite">{move || consequence(form)}</p>
            <Field at="/feedback/words" label=text::WORDS kind=Kind::Lines />
            <FormFoot save=text::ANSWER />
        </FormFrame>
    };
    sheet(text::ASK, (), body)
}

/// Something more to say.
fn message(key: CaseKey, case: RwSignal<Option<PublicCase>>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let key = StoredValue::new(key);
    let submit = move |()| {
        form.submit(
            move |read| CaseMessage { key: key.get_value(), text: read.text("/text") },
            move |body, once| async move {
                let answer: Result<PublicCase, ClientError> = session.write::<WriteOnPublicComplaint>(&[], None, once, &body).await;
                answer
            },
            move |now| case.set(Some(now)),
        );
    };
    let body = view! {
        {files::adding(key.get_value(), case)}
        <FormFrame form on_submit=submit>
            <Field at="/text" label=text::MESSAGE kind=Kind::Lines must=true placeholder=text::MESSAGE_HINT />
            <FormFoot save=text::SEND_MESSAGE />
        </FormFrame>
    };
    sheet(text::ADD, (), body)
}
