use super::codes::codes;
use super::{frame, rate};
use crate::areas::campaigns::guests::picture;
use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{fact, sheet};
use crate::ui::remote::Remote;
use crate::ui::text::day;
use crate::ui::toast::use_toasts;
use contract::campaigns::questionnaires::{
    ActOnQuestionnaire, Question, Questionnaire, QuestionnaireAct, QuestionnaireActKind, QuestionnaireEdition, QuestionnaireStatus,
};
use leptos::prelude::*;
use locale::questionnaires_ui as text;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// A questionnaire: what is asked, where, and what came back.
pub fn show() -> impl IntoView {
    frame::part(text::PAGE_TITLE, acts, body)
}

fn acts(it: &Questionnaire, remote: Remote<Questionnaire>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let (id, version) = (it.id, it.version);
    let one = |kind: &QuestionnaireActKind| {
        let act = *kind;
        let send = Rc::new(move |key: Uuid| {
            let body = QuestionnaireAct { act };
            Box::pin(async move { session.write::<ActOnQuestionnaire>(&[&id], Some(version), key, &body).await })
                as Pin<Box<dyn Future<Output = _>>>
        });
        let (class, picture) = if act == QuestionnaireActKind::Publish { ("primary", Icon::Check) } else { ("", Icon::Clock) };
        act_button(act.text_path(), class, picture, send, move |now: Questionnaire| {
            toasts.say(tell(text::ACTED, &[("title", &now.title), ("status", word_now(now.status.text_path()))]));
            remote.set(now);
        })
    };
    let edit = it
        .editable
        .then(|| view! { <a class="button" href=format!("/questionnaires/{id}/edit")>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</a> });
    view! { {edit}{it.actions.iter().map(one).collect::<Vec<_>>()} }.into_any()
}

fn body(it: &Questionnaire) -> AnyView {
    let unpublished = (it.changed && it.status != QuestionnaireStatus::Draft).then(|| notice("ochre", t(text::CHANGED_NOTE)));
    let link = (it.status == QuestionnaireStatus::Open && !it.url.is_empty()).then(|| address(it));
    let once = (it.editable && it.status == QuestionnaireStatus::Open).then(|| codes(it.id));
    view! {
        {unpublished}
        <div class="columns">
            <div>{counts(it)} {questions(&it.questions)}</div>
            <div>{link} {once} {editions(&it.editions)}</div>
        </div>
    }
    .into_any()
}

fn counts(it: &Questionnaire) -> AnyView {
    let counts = it.counts;
    let quota = it.quota.map_or_else(|| "—".to_owned(), |quota| quota.to_string());
    let body = view! {
        <dl class="facts">
            {fact(text::SENT, counts.sent)}
            {fact(text::RETURNED, view! { <b>{counts.returned}</b> })}
            {fact(text::RETURN_RATE, rate(counts.return_rate))}
            {fact(text::VALID, counts.valid)}
            {fact(text::VALID_RATE, rate(counts.valid_rate))}
            {fact(text::QUOTA, quota)}
        </dl>
    };
    sheet(text::COUNTS, view! { <a class="button" href=format!("/questionnaires/{}/results", it.id)>{t(text::PART_RESULTS)}</a> }, body)
}

fn address(it: &Questionnaire) -> AnyView {
    let body = view! {
        <p class="text-ink-2">{t(text::LINK_HINT)}</p>
        <img class="rounded-lg bg-white" width="160" height="160" src=picture(&it.qr_svg) alt=t(text::LINK) />
        <a class="link break-all" href=it.url.clone()>{it.url.clone()}</a>
    };
    sheet(text::LINK, (), body)
}

fn questions(questions: &[Question]) -> AnyView {
    let one = |question: &Question| {
        let choices: Vec<_> = question.choices.iter().map(|choice| choice.text.clone()).collect();
        let rows = question.rows.join(" / ");
        let must = question.required.then(|| view! { <span class="must">"*"</span> });
        view! {
            <li class="mb-3">
                {question.title.clone()}{must}
                <small class="block text-ink-3">{word(question.kind.text_path())}" "{choices.join(" / ")}" "{rows}</small>
            </li>
        }
    };
    let list = questions.iter().map(one).collect::<Vec<_>>();
    sheet(text::QUESTIONS, (), view! { <ol class="prose">{list}</ol> })
}

fn editions(editions: &[QuestionnaireEdition]) -> AnyView {
    if editions.is_empty() {
        return sheet(text::EDITIONS, (), view! { <p class="text-ink-2">{t(text::NO_EDITION)}</p> });
    }
    let row = |one: &QuestionnaireEdition| {
        let n = one.number.to_string();
        view! {
            <tr>
                <td class="first">{move || tell(text::EDITION_N, &[("n", &n)])}</td>
                <td>{day(one.published_on)}</td>
                <td>{one.valid}" / "{one.returned}</td>
            </tr>
        }
    };
    let table = view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger">
                <thead><tr><th>{t(text::EDITION)}</th><th>{t(text::PUBLISHED_ON)}</th><th>{t(text::VALID)}" / "{t(text::RETURNED)}</th></tr></thead>
                <tbody>{editions.iter().rev().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    };
    sheet(text::EDITIONS, (), table)
}
