//! What came of a questionnaire, fetched anew now and then while it is open.

use super::cross::cross_table;
use super::{frame, rate, tenths};
use crate::i18n::{t, tell};
use crate::session::{Session, use_session};
use crate::ui::charts::chart;
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{fact, sheet};
use crate::ui::remote::remote;
use crate::ui::save_file::save_file;
use crate::ui::toast::use_toasts;
use contract::campaigns::questionnaires::results::{EditionQuery, QuestionResult, QuestionnaireResults, ResultLine};
use contract::campaigns::questionnaires::{QuestionKind, Questionnaire, ShowQuestionnaireResults};
use contract::dashboard::{Panel, PanelShape, Slice};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::questionnaires_ui as text;
use std::time::Duration;
use uuid::Uuid;

/// How often an open page asks again.
const AGAIN: Duration = Duration::from_secs(20);

/// The results of a questionnaire.
pub fn results() -> impl IntoView {
    frame::part(text::PART_RESULTS, |_, _| ().into_any(), body)
}

fn body(it: &Questionnaire) -> AnyView {
    let session = use_session();
    let id = it.id;
    let edition = RwSignal::new(None::<u32>);
    let found = remote(move || {
        let query = EditionQuery { edition: edition.get() };
        async move { session.get::<ShowQuestionnaireResults>(&[&id], &query).await }
    });
    let again = set_interval_with_handle(move || found.refetch(), AGAIN).ok();
    on_cleanup(move || {
        if let Some(again) = again {
            again.clear();
        }
    });
    let published = it.editions.len();
    let options: Vec<_> = it
        .editions
        .iter()
        .rev()
        .map(|one| {
            let (value, n) = (one.number.to_string(), one.number.to_string());
            view! { <option value=value>{move || tell(text::EDITION_N, &[("n", &n)])}</option> }
        })
        .collect();
    let pick = (published > 1).then(|| {
        view! {
            <div class="field max-w-60">
                <label for="result-edition">{t(text::EDITION)}</label>
                <select class="input" id="result-edition" on:change=move |event| edition.set(event_target_value(&event).parse().ok())>{options}</select>
            </div>
        }
    });
    let cross = (published > 0).then(|| cross_table(session, it, edition));
    view! {
        <div class="flex flex-wrap items-end gap-3 mb-3">
            {pick}
            <button type="button" class="button" on:click=move |_| found.refetch()>{icon(Icon::Retry)}{t(text::REFRESH)}</button>
            {(published > 0).then(|| export(session, id, edition))}
        </div>
        <div class="grid gap-4">{found.view(draw)} {cross}</div>
    }
    .into_any()
}

fn export(session: Session, id: Uuid, edition: RwSignal<Option<u32>>) -> AnyView {
    let (toasts, busy) = (use_toasts(), RwSignal::new(false));
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let query = edition.get_untracked().map(|edition| format!("edition={edition}")).unwrap_or_default();
        spawn_local(async move {
            match session.download("/questionnaires/{id}/export.xlsx", &[&id], &query).await {
                Ok(file) => save_file(file, "answers.xlsx"),
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    view! { <button type="button" class="button" aria-busy=move || busy.get().to_string() on:click=press>{icon(Icon::Sheet)}{t(text::EXPORT)}</button> }
        .into_any()
}

fn draw(found: &QuestionnaireResults) -> AnyView {
    let counts = found.counts;
    let head = view! {
        <dl class="facts" data-testid="counts">
            {fact(text::SENT, counts.sent)}
            {fact(text::RETURNED, counts.returned)}
            {fact(text::RETURN_RATE, rate(counts.return_rate))}
            {fact(text::VALID, counts.valid)}
            {fact(text::VALID_RATE, rate(counts.valid_rate))}
        </dl>
    };
    let nothing = (found.valid == 0).then(|| view! { <p class="text-ink-2">{t(text::NO_RESULTS)}</p> });
    let all: Vec<_> = found.questions.iter().filter(|_| found.valid > 0).map(question).collect();
    view! { <div class="grid gap-4">{sheet(text::COUNTS, (), view! { {head}{nothing} })} {all}</div> }.into_any()
}

/// Bars with the share of each in its label: answers have no records to lead to, that was promised.
fn bars(lines: &[ResultLine]) -> AnyView {
    let slice = |line: &ResultLine| Slice {
        label: format!("{} · {}", line.label, tenths(line.share)),
        value: line.count.into(),
        link: String::new(),
    };
    chart(&Panel { key: String::new(), shape: PanelShape::Bars, slices: lines.iter().map(slice).collect() })
}

fn question(one: &QuestionResult) -> AnyView {
    let (asked, answered) = (one.asked.to_string(), one.answered.to_string());
    let mean = one.mean.map(|mean| fact(text::MEAN, mean.to_string()));
    let range = one.least.zip(one.most).filter(|_| one.kind == QuestionKind::Number).map(|(least, most)| {
        let (least, most) = (least.to_string(), most.to_string());
        view! { <div><dt>{t(text::LEAST)}" – "{t(text::MOST)}</dt><dd>{move || tell(text::RANGE, &[("least", &least), ("most", &most)])}</dd></div> }
    });
    let nps = one.nps.map(|nps| {
        view! {
            {fact(text::NPS, view! { <b>{tenths(nps.score).trim_end_matches('%').to_owned()}</b> })}
            {fact(text::PROMOTERS, nps.promoters)}
            {fact(text::PASSIVES, nps.passives)}
            {fact(text::DETRACTORS, nps.detractors)}
        }
    });
    let drawn = (!one.lines.is_empty()).then(|| bars(&one.lines));
    let rows: Vec<_> = one.rows.iter().map(|row| view! { <h3 class="label">{row.label.clone()}</h3>{bars(&row.lines)} }).collect();
    let texts: Vec<_> = one.texts.iter().map(|said| view! { <li>{said.clone()}</li> }).collect();
    let first = (texts.len() >= 500).then(|| view! { <p class="hint">{t(text::TEXTS_FIRST)}</p> });
    let list = (!texts.is_empty()).then(|| view! { <ul class="prose">{texts}</ul>{first} });
    view! {
        <section class="sheet">
            <header><h2>{one.title.clone()}</h2><small class="text-ink-3">{move || tell(text::ASKED_ANSWERED, &[("asked", &asked), ("answered", &answered)])}</small></header>
            <div class="body"><dl class="facts">{mean}{range}{nps}</dl>{drawn}{rows}{list}</div>
        </section>
    }
    .into_any()
}
