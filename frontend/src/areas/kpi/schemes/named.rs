//! The further facts that a formula names: a name of the company's, a fact, and what it is measured as (KPI-01).

use super::card::{Typed, input, outcome_boxes, select, under};
use super::typed::{NAMED, Named};
use crate::i18n::{t, word_now};
use crate::ui::remote::Remote;
use contract::kpi::schemes::FactCatalogue;
use leptos::prelude::*;
use locale::schemes_ui as text;

/// The names that are typed; tracked.
pub fn names(one: Typed) -> Vec<String> {
    let filled = |at: &Named| {
        let name = one.get(at.name).trim().to_owned();
        (!name.is_empty() && !one.get(at.fact).is_empty()).then_some(name)
    };
    NAMED.iter().filter_map(filled).collect()
}

/// As many rows as are filled, and one more.
pub fn named_facts(one: Typed, catalogue: Remote<FactCatalogue>) -> AnyView {
    let rows = Memo::new(move |_| {
        let filled = |at: &Named| !one.get(at.name).is_empty() || !one.get(at.fact).is_empty();
        let last = NAMED.iter().rposition(filled).map_or(0, |at| at + 1);
        (last + 1).min(NAMED.len())
    });
    let drawn = move || NAMED.iter().take(rows.get()).enumerate().map(|(at, keys)| row(one, at, *keys, catalogue)).collect::<Vec<_>>();
    view! {
        <fieldset class="grid gap-3">
            <legend class="label">{t(text::NAMED_FACTS)}</legend>
            <p class="text-[13px] text-ink-3">{t(text::NAMED_HINT)}</p>
            {drawn}
            {under(one, "facts")}
        </fieldset>
    }
    .into_any()
}

fn row(one: Typed, at: usize, keys: Named, catalogue: Remote<FactCatalogue>) -> AnyView {
    let Named { name, fact, measure, only } = keys;
    let chosen = Memo::new(move |_| one.get(fact));
    let facts =
        move || catalogue.with(|c| c.facts.iter().map(|f| (f.key.clone(), f.label.clone())).collect::<Vec<_>>()).unwrap_or_default();
    let natural = move || {
        let key = one.get(fact);
        let measures = catalogue.with(|c| c.facts.iter().find(|f| f.key == key).map(|f| f.measures.clone())).flatten().unwrap_or_default();
        measures.into_iter().map(|m| (m.word().to_owned(), word_now(m.text_path()).to_owned())).collect::<Vec<_>>()
    };
    // A measure that makes no sense of the fact gives way to the usual one.
    Effect::new(move |_| {
        let sensible = natural();
        let now = one.texts.with_untracked(|texts| texts.get(measure).cloned().unwrap_or_default());
        if !sensible.iter().any(|(word, _)| *word == now)
            && let Some((first, _)) = sensible.into_iter().next()
        {
            one.set(measure, first);
        }
    });
    let wrong = move || {
        let fields = ["name", "fact", "measure", "only"].map(|field| one.problem(&format!("facts/{at}/{field}")));
        fields.into_iter().flatten().map(|told| view! { <p class="wrong" role="alert">{told}</p> }).collect::<Vec<_>>()
    };
    view! {
        <div class="grid gap-3 md:grid-cols-3">
            {input(one, name, text::NAMED_NAME)}
            {select(one, fact, text::NAMED_FACT, true, facts)}
            {select(one, measure, text::NAMED_MEASURE, false, natural)}
        </div>
        {outcome_boxes(one, only, chosen, catalogue)}
        {wrong}
    }
    .into_any()
}
