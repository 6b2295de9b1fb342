use super::answer::{MARKS, mark_field, marks};
use super::list::mean;
use crate::areas::complaints::step::{Seen, step_form};
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, Kind};
use crate::ui::form::Form;
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{moment, subject_link};
use crate::ui::toast::use_toasts;
use contract::campaigns::Reason;
use contract::complaints::stage_surveys::{
    ActOnStageSurvey, MakeStageSurveyLink, ShowStageSurvey, StageSurvey, StageSurveyAct, StageSurveyActKind, SurveyMarks,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use locale::stage_surveys_ui as text;
use uuid::Uuid;

/// A survey of a customer.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowStageSurvey>(&[&id], &()).await }
    });
    // The link is shown once: it stays while the page does.
    let link = RwSignal::new(None::<String>);
    page_title(move || it.with(|it| it.number.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/stage-surveys", text::TITLE)} {it.view(move |data| draw(data, it, link))}</div> }
}

fn draw(it: &StageSurvey, remote: Remote<StageSurvey>, link: RwSignal<Option<String>>) -> AnyView {
    let seen = Seen { id: it.id, version: it.version, remote };
    let may = |act: StageSurveyActKind| it.actions.contains(&act);
    let under = view! { {badge(it.status)} <span>{it.stage.clone()}</span> <span>{subject_link(&it.customer)}</span> };
    let answers: Vec<_> = it
        .answers
        .iter()
        .filter_map(|answer| {
            answer.mark.map(|mark| view! { <div class="full"><dt>{answer.question.clone()}</dt><dd>{format!("{mark}/5")}</dd></div> })
        })
        .collect();
    let answered = !answers.is_empty();
    let outcome = view! {
        <dl class="facts">
            {answers}
            {answered.then(|| fact(text::MEAN, mean(it)))}
            {(!it.words.is_empty()).then(|| wide_fact(text::WORDS, it.words.clone()))}
            {it.complaint.as_ref().map(|one| fact(text::COMPLAINT, subject_link(one)))}
        </dl>
    };
    let outcome = (answered || !it.words.is_empty()).then(|| sheet(text::ANSWERS, (), outcome));
    view! {
        {record_head(it.number.clone(), under, ())}
        <div class="columns">
            <div>
                {outcome}
                {may(StageSurveyActKind::Record).then(|| by_link(it.id, link, remote))}
                {may(StageSurveyActKind::Record).then(|| record(it, seen))}
                {may(StageSurveyActKind::Withdraw).then(|| withdraw(seen))}
            </div>
            <div>{people(it)}</div>
        </div>
    }
    .into_any()
}

fn people(it: &StageSurvey) -> AnyView {
    let body = view! {
        <dl class="aside-list">
            <div><dt>{t(text::ASKED_BY)}</dt><dd>{person(&it.asked_by.name)}</dd></div>
            <div><dt>{t(text::ASKED_AT)}</dt><dd>{moment(it.asked_at)}</dd></div>
            {(!it.about.is_empty()).then(|| view! { <div><dt>{t(text::ABOUT)}</dt><dd>{it.about.clone()}</dd></div> })}
            <div><dt>{t(text::THRESHOLD)}</dt><dd>{it.threshold}</dd></div>
            {it.way.map(|way| view! { <div><dt>{t(text::WAY)}</dt><dd>{word(way.text_path())}</dd></div> })}
            {it.answered_at.map(|at| view! { <div><dt>{t(text::ANSWERED_AT)}</dt><dd>{moment(at)}</dd></div> })}
        </dl>
    };
    sheet(text::PEOPLE, (), body)
}

/// Makes the link to send to the customer; a newer one ends the one before.
fn by_link(id: Uuid, link: RwSignal<Option<String>>, remote: Remote<StageSurvey>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let make = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match session.write::<MakeStageSurveyLink>(&[&id], None, Uuid::now_v7(), &()).await {
                Ok(made) => {
                    let origin = window().location().origin().unwrap_or_default();
                    link.try_set(Some(format!("{origin}{}", made.path)));
                    remote.refetch();
                }
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    let shown = move || {
        link.get().map(|address| {
            view! { <p class="mt-3"><input class="input font-mono" readonly aria-label=t(text::LINK) prop:value=address /></p><p class="hint">{t(text::LINK_ONCE)}</p> }
        })
    };
    let body = view! {
        <p class="text-ink-2 mb-3">{t(text::LINK_HINT)}</p>
        <button type="button" class="button" aria-busy=move || busy.get().to_string() on:click=make>{icon(Icon::Globe)}{t(text::MAKE_LINK)}</button>
        {shown}
    };
    sheet(text::LINK, (), body)
}

/// The customer answers on the phone.
fn record(it: &StageSurvey, seen: Seen<StageSurvey>) -> AnyView {
    let questions: Vec<String> = it.answers.iter().map(|answer| answer.question.clone()).collect();
    let count = questions.len();
    let fields = move || {
        let form = expect_context::<Form>();
        let rows: Vec<_> = MARKS.iter().zip(questions).map(|(at, question)| mark_field(form, at, question)).collect();
        view! { {rows}<Field at="/words" label=text::WORDS kind=Kind::Lines /> }.into_any()
    };
    step_form::<ActOnStageSurvey, _>(seen, "stage-survey/record", text::RECORD, vec![], fields, move |read| {
        StageSurveyAct::Record(SurveyMarks { marks: marks(read, count), words: read.text("/words") })
    })
}

fn withdraw(seen: Seen<StageSurvey>) -> AnyView {
    let fields = || view! { <Field at="/reason" label=text::REASON must=true /> }.into_any();
    step_form::<ActOnStageSurvey, _>(seen, "stage-survey/withdraw", text::WITHDRAW, vec![], fields, |read| {
        StageSurveyAct::Withdraw(Reason { reason: read.text("/reason") })
    })
}
