//! Who would move, by how much, had the draft been in force in a past month: worked out in the browser, as it is typed (KPI-12).

use crate::areas::kpi::scores::{month_name, moved, told};
use crate::clock;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::problem::notice;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use contract::kpi::schemes::SchemeForm;
use contract::kpi::what_if::{InputsQuery, Moved, ScoreInputs, ShowInputs};
use leptos::prelude::*;
use locale::schemes_ui as text;

/// How many months back one can look.
const MONTHS: i32 = 6;
/// How many people are shown before one asks for the rest.
const FIRST: usize = 20;

/// The trial of what is typed over a month that one chooses.
pub fn what_if(role: String, tried: Memo<Option<SchemeForm>>) -> AnyView {
    let session = use_session();
    let this = clock::today().format("%Y-%m").to_string();
    let months: Vec<String> = (0..=MONTHS).filter_map(|back| moved(&this, -back)).collect();
    // The last month that is over.
    let chosen = RwSignal::new(months.get(1).cloned().unwrap_or_default());
    let inputs = remote(move || {
        let query = InputsQuery { month: Some(chosen.get()), role: Some(role.clone()) };
        async move { session.get::<ShowInputs>(&[], &query).await }
    });
    let options: Vec<_> = months
        .into_iter()
        .map(|month| {
            let name = month_name(&month);
            let this = month.clone();
            view! { <option value=month selected=move || chosen.get() == this>{name}</option> }
        })
        .collect();
    let all = RwSignal::new(false);
    let body = view! {
        <p class="text-ink-2">{t(text::WHAT_IF_HINT)}</p>
        <div class="field">
            <label for="what-if-month">{t(text::WHAT_IF_MONTH)}</label>
            <select class="input" id="what-if-month" on:change=move |event| chosen.set(event_target_value(&event))>{options}</select>
        </div>
        {inputs.view(move |data| {
            let data = StoredValue::new(data.clone());
            view! { {move || data.with_value(|data| draw(data, tried, all))} }.into_any()
        })}
    };
    sheet(text::WHAT_IF, (), view! { <div class="grid gap-3">{body}</div> })
}

fn draw(inputs: &ScoreInputs, tried: Memo<Option<SchemeForm>>, all: RwSignal<bool>) -> AnyView {
    let Some(scheme) = tried.get() else { return notice("ochre", t(text::WHAT_IF_INCOMPLETE)) };
    let moves = inputs.moved(&scheme);
    if moves.is_empty() {
        return view! { <p class="quiet">{t(text::WHAT_IF_NOBODY)}</p> }.into_any();
    }
    let count = |fits: fn(&Moved) -> bool| moves.iter().filter(|one| fits(one)).count().to_string();
    let (up, down) =
        (count(|one| one.by().is_sign_positive() && !one.by().is_zero()), count(|one| one.by().is_sign_negative() && !one.by().is_zero()));
    let grades = count(|one| one.grade_before != one.grade_after);
    let n = moves.len().to_string();
    let summary = tell(text::WHAT_IF_SUMMARY, &[("n", &n), ("up", &up), ("down", &down), ("grades", &grades)]);
    let shown = if all.get() { moves.len() } else { FIRST };
    let rest = (moves.len() > shown).then(|| {
        view! { <div class="pager"><button type="button" class="button small" on:click=move |_| all.set(true)>{tell(locale::kpi_ui::SHOW_ALL, &[("n", &n)])}</button></div> }
    });
    let rows: Vec<_> = moves.iter().take(shown).map(row).collect();
    view! {
        <p aria-live="polite">{summary}</p>
        <div class="table-wrap">
            <table class="ledger cards what-if">
                <thead>
                    <tr>
                        <th scope="col">{t(text::PERSON)}</th>
                        <th scope="col">{t(text::MOVES_BY)}</th>
                        <th scope="col">{t(text::BEFORE_AFTER)}</th>
                        <th scope="col">{t(text::GRADE)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {rest}
    }
    .into_any()
}

fn row(one: &Moved) -> impl IntoView + use<> {
    let by = one.by();
    let (tone, sign) = match (by.is_zero(), by.is_sign_negative()) {
        (true, _) => (Tone::Calm, ""),
        (false, true) => (Tone::Cinnabar, ""),
        (false, false) => (Tone::Bamboo, "+"),
    };
    let grade = if one.grade_before == one.grade_after {
        one.grade_after.map(|grade| badge(grade).into_any()).into_any()
    } else {
        view! { {one.grade_before.map(badge)}" → "{one.grade_after.map(badge)} }.into_any()
    };
    view! {
        <tr>
            <td class="first">{one.person.name.clone()}" "<small class="text-ink-3">{one.post.clone()}</small></td>
            <td class="corner">{tag(tone, format!("{sign}{}", by.normalize()))}</td>
            <td data-label=t(text::BEFORE_AFTER)>{told(one.before)}" → "{told(one.after)}</td>
            <td data-label=t(text::GRADE)>{grade}</td>
        </tr>
    }
}
