use super::month::{drawn, live, month_name, reached, told};
use super::records::records;
use super::result::{Appealing, appealing, contest, result, state};
use crate::areas::kpi::review::review;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::figures::{Part, bar, ring};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use contract::kpi::calibration::Adjustment;
use contract::kpi::marks::MarkedIndicator;
use contract::kpi::schemes::IndicatorKind;
use contract::kpi::{ExplainScore, ExplainedItem, Explanation, ScoreGain};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::kpi_ui as kpi;
use rust_decimal::prelude::ToPrimitive;

/// How much of the hash is shown; all of it stands in the hint.
const HASH_SHOWN: usize = 16;

/// A score explained down to its records (KPI-09).
pub fn explain() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let explanation = remote(move || {
        session.writes.track();
        let (person, month) = params.with(|params| (params.get("person").unwrap_or_default(), params.get("month").unwrap_or_default()));
        async move { session.get::<ExplainScore>(&[&person, &month], &()).await }
    });
    page_title(move || explanation.with(|e| e.person.name.clone()).unwrap_or_else(|| t(kpi::TITLE)().to_owned()));
    let back = move || match params.read().get("month").unwrap_or_default() {
        month if is_year(&month) => "/kpi-cycles".to_owned(),
        month => format!("/kpi?month={month}"),
    };
    view! {
        <div class="page">
            <a class="crumb" href=back>{icon(Icon::Left)}{t(kpi::TITLE)}</a>
            {explanation.view(move |data| draw(data, explanation))}
        </div>
    }
}

/// The result of a year is explained like that of a month.
fn is_year(period: &str) -> bool {
    period.len() == 4
}

fn draw(explanation: &Explanation, remote: Remote<Explanation>) -> AnyView {
    let appealing = appealing(explanation);
    let scheme = if is_year(&explanation.month) {
        view! { <span>{explanation.scheme.clone()}</span> }.into_any()
    } else {
        let href = format!("/kpi-schemes?filter[role]=eq:{}", explanation.role);
        view! { <a class="link" href=href>{explanation.scheme.clone()}" v"{explanation.scheme_version}</a> }.into_any()
    };
    let under = view! {
        <span>{explanation.post.clone()}</span>
        <span>{month_name(&explanation.month)}</span>
        {scheme}
        {explanation.open.then(live)}
        {state(explanation)}
    };
    let open = explanation.open.then(|| notice("jade", t(kpi::LIVE_HINT)));
    let remarks = (!explanation.remarks.is_empty())
        .then(|| notice("calm", explanation.remarks.iter().map(|line| view! { <p>{line.clone()}</p> }).collect::<Vec<_>>()));
    let label = |one: &ExplainedItem| MarkedIndicator { key: one.indicator.clone(), label: one.label.clone(), definition: String::new() };
    let labels = explanation.items.iter().map(label).collect();
    let items: Vec<_> = explanation.items.iter().map(|one| item(one, appealing)).collect();
    let short: String = explanation.hash.chars().take(HASH_SHOWN).collect();
    view! {
        {record_head(explanation.person.name.clone(), under, ())}
        {open}
        {remarks}
        <div class="grid gap-4">
            {result(explanation, appealing, remote)}
            {total(explanation)}
            {raising(explanation)}
            {items}
            {review(explanation.person.id, &explanation.month, labels)}
            <p class="text-[12px] text-ink-3" title=explanation.hash.clone()>{t(kpi::HASH)}" "<code class="number">{short}"…"</code></p>
        </div>
    }
    .into_any()
}

fn total(explanation: &Explanation) -> AnyView {
    let parts = explanation
        .items
        .iter()
        .filter(|item| item.kind == IndicatorKind::Weighed)
        .map(|item| Part {
            label: item.label.clone(),
            weight: item.weight.to_f64().unwrap_or(0.0),
            score: reached(item.score, item.weight),
        })
        .collect();
    let grade = match explanation.grade {
        Some(grade) => badge(grade).into_any(),
        None => view! { <p class="text-ink-3">{t(kpi::NOTHING_MEASURED)}</p> }.into_any(),
    };
    let body = view! {
        <div class="score-total">
            {ring(drawn(explanation.score), told(explanation.score), true)}
            <div class="grid gap-3 min-w-0">
                <div>{grade}</div>
                {bar(parts)}
                <p class="arithmetic">{explanation.arithmetic.clone()}</p>
                {explanation.adjustment.as_ref().map(adjusted)}
                {explanation.by_distribution.then(|| view! { <p class="text-[13px] text-ink-3">{t(kpi::BY_DISTRIBUTION)}</p> })}
            </div>
        </div>
    };
    sheet(kpi::TOTAL, (), body)
}

/// What the calibration added, and why.
fn adjusted(one: &Adjustment) -> AnyView {
    let (before, after, by, reason) = (told(Some(one.before)), told(Some(one.after)), one.by.name.clone(), one.reason.clone());
    notice("indigo", move || tell(kpi::ADJUSTED, &[("before", &before), ("after", &after), ("by", &by), ("reason", &reason)]))
}

/// What would raise the score most (KPI-11).
fn raising(explanation: &Explanation) -> Option<AnyView> {
    if explanation.gains.is_empty() {
        return None;
    }
    let line = |gain: &ScoreGain| view! { <li><div class="grow">{gain.label.clone()}</div><span class="text-bamboo">{gain.text.clone()}</span></li> };
    let lines: Vec<_> = explanation.gains.iter().map(line).collect();
    Some(sheet(kpi::RAISING, (), view! { <ul class="rows -m-4">{lines}</ul> }))
}

fn item(item: &ExplainedItem, appealing: Option<Appealing>) -> AnyView {
    let weight = item.weight.normalize().to_string();
    let dimension = item.dimension.map(|one| view! { <span>{word(one.text_path())}</span> });
    let told_weight = match item.kind {
        IndicatorKind::Weighed => (move || tell(kpi::WEIGHT, &[("n", &weight)])).into_any(),
        IndicatorKind::Added => (move || tell(locale::schemes_ui::ADDS_UP_TO, &[("n", &weight)])).into_any(),
        IndicatorKind::Veto => word(IndicatorKind::Veto.text_path()).into_any(),
    };
    let part = Part { label: item.label.clone(), weight: 100.0, score: reached(item.score, item.weight) };
    let score = match item.score {
        Some(_) => view! { <b class="text-[20px] font-semibold">{told(item.score)}</b>{format!(" / {} ", item.weight.normalize())}{t(kpi::POINTS)} }.into_any(),
        None if item.kind == IndicatorKind::Weighed => view! { <span class="text-ink-3">{t(kpi::NOTHING_MEASURED_ITEM)}</span> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <section class="sheet whole">
            <header><h2>{item.label.clone()}</h2><div class="flex items-center gap-2 text-ink-3 text-[13px]">{dimension}{told_weight}{contest(appealing, &item.indicator, &item.label, None)}</div></header>
            <div class="body grid gap-4">
                <div class="grid gap-1"><p>{score}</p>{(item.kind != IndicatorKind::Veto).then(|| bar(vec![part]))}</div>
                <dl class="facts wide">
                    <div><dt>{t(kpi::DEFINITION)}</dt><dd>{item.definition.clone()}</dd></div>
                    <div><dt>{t(kpi::RULE)}</dt><dd>{item.rule.clone()}</dd></div>
                </dl>
                <p class="arithmetic">{item.arithmetic.clone()}</p>
            </div>
            {records(item, appealing)}
        </section>
    }
    .into_any()
}
