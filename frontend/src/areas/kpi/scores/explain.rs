use super::month::{drawn, live, month_name, reached, told};
use super::records::records;
use super::result::{Appealing, appealing, contest, result, state};
use crate::areas::kpi::review::review;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::figures::{Part, bar, ring};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{fact, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, subject_link};
use contract::kpi::calibration::Adjustment;
use contract::kpi::marks::MarkedIndicator;
use contract::kpi::parts;
use contract::kpi::schemes::IndicatorKind;
use contract::kpi::{Attention, ExplainScore, ExplainedItem, ExplainedPart, Explanation, ScoreGain};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::kpi_ui as kpi;
use rust_decimal::prelude::ToPrimitive;

/// How many records of a remark are linked.
const LINKS_SHOWN: usize = 8;
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
    // Marks are given once for the month, whatever its parts.
    let key = |one: &ExplainedItem| match one.part.and_then(|_| parts::split(&one.indicator)) {
        Some((own, _)) => own.to_owned(),
        None => one.indicator.clone(),
    };
    let label = |one: &ExplainedItem| MarkedIndicator { key: key(one), label: one.label.clone(), definition: String::new() };
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
            {in_parts(&explanation.parts)}
            {raising(explanation)}
            {attention(explanation)}
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
                {explanation.adjustment.as_ref().map(|one| adjusted(kpi::ADJUSTED, one))}
                {explanation.granted.as_ref().map(|one| adjusted(kpi::GRANTED, one))}
                {explanation.by_distribution.then(|| view! { <p class="text-[13px] text-ink-3">{t(kpi::BY_DISTRIBUTION)}</p> })}
            </div>
        </div>
    };
    sheet(kpi::TOTAL, (), body)
}

/// The parts of a month in which somebody was transferred: their days, post and scheme, what they are worth and what they brought (KPI-05).
fn in_parts(parts: &[ExplainedPart]) -> Option<AnyView> {
    if parts.is_empty() {
        return None;
    }
    let row = |(at, one): (usize, &ExplainedPart)| {
        let (from, to) = (day(one.from), day(one.to));
        let href = format!("/kpi-schemes?filter[role]=eq:{}", one.role);
        view! {
            <tr>
                <td class="first"><span class="text-ink-3">{at + 1}". "</span>{from}"—"{to}</td>
                <td data-label=t(kpi::PART_POST)>{one.post.clone()}</td>
                <td data-label=t(kpi::PART_SCHEME)><a class="link" href=href>{one.scheme.clone()}" v"{one.scheme_version}</a></td>
                <td class="number" data-label=t(kpi::PART_WORKED)>{one.worked}</td>
                <td class="number" data-label=t(kpi::PART_WEIGHT)>{one.weight.normalize().to_string()}"%"</td>
                <td class="corner number">{told(one.score)}</td>
            </tr>
        }
    };
    let rows: Vec<_> = parts.iter().enumerate().map(row).collect();
    let body = view! {
        <p class="text-[13px] text-ink-3">{t(kpi::PARTS_HINT)}</p>
        <div class="table-wrap -mx-4 -mb-4 mt-2">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(kpi::PART_DAYS)}</th>
                        <th scope="col">{t(kpi::PART_POST)}</th>
                        <th scope="col">{t(kpi::PART_SCHEME)}</th>
                        <th scope="col">{t(kpi::PART_WORKED)}</th>
                        <th scope="col">{t(kpi::PART_WEIGHT)}</th>
                        <th scope="col">{t(kpi::PART_SCORE)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(sheet(kpi::PARTS, (), body))
}

/// What a calibration or an appeal added, and why.
fn adjusted(text: locale::Key, one: &Adjustment) -> AnyView {
    let (before, after, by, reason) = (told(Some(one.before)), told(Some(one.after)), one.by.name.clone(), one.reason.clone());
    let confirmed = one.confirmed_by.as_ref().map(|by| by.name.clone()).unwrap_or_default();
    let text = if confirmed.is_empty() { text } else { kpi::ADJUSTED_CONFIRMED };
    notice("indigo", move || {
        tell(text, &[("before", &before), ("after", &after), ("by", &by), ("reason", &reason), ("confirmed", &confirmed)])
    })
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

/// What is worth a second look, for superiors.
fn attention(explanation: &Explanation) -> Option<AnyView> {
    if explanation.attention.is_empty() {
        return None;
    }
    let line = |one: &Attention| {
        let links: Vec<_> = one.records.iter().take(LINKS_SHOWN).map(|record| view! { <li>{subject_link(record)}</li> }).collect();
        let more = one.records.len().saturating_sub(LINKS_SHOWN);
        let more =
            (more > 0).then(|| view! { <li class="text-ink-3">{move || tell(kpi::ATTENTION_MORE, &[("n", &more.to_string())])}</li> });
        view! {
            <li>
                <div class="grow grid gap-1">
                    <p class="flex flex-wrap items-center gap-2">{tag(Tone::Ochre, word(one.kind.text_path()))}<span>{one.reason.clone()}</span></p>
                    <ul class="flex flex-wrap gap-x-4 gap-y-1 text-[13px]">{links}{more}</ul>
                </div>
            </li>
        }
    };
    let lines: Vec<_> = explanation.attention.iter().map(line).collect();
    let body = view! { <p class="text-[13px] text-ink-3">{t(kpi::ATTENTION_HINT)}</p><ul class="rows -mx-4 -mb-4 mt-2">{lines}</ul> };
    Some(sheet(kpi::ATTENTION, (), body))
}

/// The numbers that went in, and of a formula each operation.
fn worked_out(item: &ExplainedItem) -> AnyView {
    let inputs: Vec<_> = item
        .inputs
        .iter()
        .map(|one| view! { <div><dt>{one.label.clone()}" "<code class="text-ink-3">{one.name.clone()}</code></dt><dd class="number">{one.value.to_string()}</dd></div> })
        .collect();
    let steps = (!item.steps.is_empty()).then(|| {
        let steps: Vec<_> = item.steps.iter().map(|step| view! { <li class="arithmetic">{step.clone()}</li> }).collect();
        view! { <p class="label">{t(kpi::STEPS)}</p><ol class="grid gap-1">{steps}</ol> }
    });
    view! { {steps}<details><summary>{t(kpi::INPUTS)}</summary><dl class="facts mt-2">{inputs}</dl></details> }.into_any()
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
                    {(!item.unit.is_empty()).then(|| fact(kpi::UNIT, item.unit.clone()))}
                    {(!item.data_owner.is_empty()).then(|| fact(kpi::DATA_OWNER, item.data_owner.clone()))}
                </dl>
                <p class="arithmetic">{item.arithmetic.clone()}</p>
                {worked_out(item)}
            </div>
            {records(item, appealing)}
        </section>
    }
    .into_any()
}
