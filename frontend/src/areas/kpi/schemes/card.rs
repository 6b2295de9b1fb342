//! One indicator of a draft, to type into.

use super::formula::formula_fields;
use super::typed::{ENTERED, ONLY, SCORED, STEPS, Texts, outcomes};
use crate::i18n::{t, word_now};
use crate::ui::icon::{Icon, icon};
use crate::ui::remote::Remote;
use contract::kpi::schemes::{CurveForm, Dimension, FactCatalogue, FactOption, IndicatorKind, Measure, MissingRaters, Outcome, Whose};
use leptos::prelude::*;
use locale::{Key, schemes_ui as text};
use std::collections::BTreeMap;

/// What is wrong, by card and field.
pub type Wrong = BTreeMap<(u32, String), String>;

/// An indicator on the screen; the number stays with it when others come and go.
#[derive(Clone, Copy)]
pub struct Typed {
    pub id: u32,
    pub texts: RwSignal<Texts>,
    pub wrong: RwSignal<Wrong>,
}

impl Typed {
    pub fn get(self, key: &str) -> String {
        self.texts.with(|texts| texts.get(key).cloned().unwrap_or_default())
    }

    pub fn set(self, key: &'static str, text: String) {
        self.texts.update(|texts| {
            texts.insert(key, text);
        });
        self.wrong.update(|wrong| wrong.retain(|(id, _), _| *id != self.id));
    }

    pub fn problem(self, field: &str) -> Option<String> {
        self.wrong.with(|wrong| wrong.get(&(self.id, field.to_owned())).cloned())
    }
}

/// What an entered value can be measured as.
const OF_ENTRIES: [Measure; 4] = [Measure::Sum, Measure::Count, Measure::Mean, Measure::Max];

/// The card of an indicator among the others.
pub fn card(one: Typed, all: RwSignal<Vec<Typed>>, catalogue: Remote<FactCatalogue>) -> AnyView {
    let place = move || all.with(|all| all.iter().position(|other| other.id == one.id)).unwrap_or(0);
    let drop = move |_| all.update(|all| all.retain(|other| other.id != one.id));
    let fact = Memo::new(move |_| one.get("fact"));
    let facts = move || -> Vec<(String, String)> {
        let known = catalogue.with(|c| c.facts.iter().map(|f| (f.key.clone(), f.label.clone())).collect::<Vec<_>>()).unwrap_or_default();
        let by_people = [(ENTERED, "words.indicator_source_entered"), (SCORED, "words.indicator_source_scored")];
        known.into_iter().chain(by_people.map(|(key, path)| (key.to_owned(), word_now(path).to_owned()))).collect()
    };
    let known = move |look: &dyn Fn(&FactOption) -> String| {
        let key = fact.get();
        catalogue.with(|c| c.facts.iter().find(|f| f.key == key).map(look)).flatten().unwrap_or_default()
    };
    let measures = move || {
        let key = fact.get();
        let natural = catalogue.with(|c| c.facts.iter().find(|f| f.key == key).map(|f| f.measures.clone())).flatten();
        let of_people = || if key == SCORED { vec![Measure::Ratio] } else { OF_ENTRIES.to_vec() };
        let natural = natural.unwrap_or_else(of_people);
        natural.into_iter().map(|m| (m.word().to_owned(), word_now(m.text_path()).to_owned())).collect::<Vec<_>>()
    };
    // A measure that makes no sense of what was chosen gives way to the usual one.
    Effect::new(move |_| {
        if fact.get().is_empty() || catalogue.with(|_| ()).is_none() {
            return;
        }
        let sensible = measures();
        let now = one.texts.with_untracked(|texts| texts.get("measure").cloned().unwrap_or_default());
        if !sensible.iter().any(|(word, _)| *word == now)
            && let Some((first, _)) = sensible.into_iter().next()
        {
            one.set("measure", first);
        }
    });
    let by_people = Memo::new(move |_| [ENTERED, SCORED].contains(&fact.get().as_str()));
    let marked = Memo::new(move |_| fact.get() == SCORED);
    let kind = Memo::new(move |_| one.get("kind"));
    let veto = move || kind.get() == IndicatorKind::Veto.word();
    let weight = move || match kind.get().as_str() {
        "added" => Some(input(one, "weight", text::MOST_ADDED)),
        "weighed" => Some(input(one, "weight", text::WEIGHT)),
        _ => None,
    };
    let curve = move || if veto() { veto_fields(one) } else { curve_fields(one, catalogue) };
    let definition = move || known(&|fact| fact.definition.clone());
    view! {
        <fieldset class="flow-step">
            <legend>{move || (place() + 1).to_string()}</legend>
            <div class="grid gap-3 md:grid-cols-2">
                {select(one, "fact", text::WHAT, true, facts)}
                {input(one, "name", text::INDICATOR_NAME)}
                {select(one, "kind", text::KIND, false, words(IndicatorKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()))}
                {weight}
                {move || (!by_people.get()).then(|| select(one, "whose", text::WHOSE, false, words(Whose::ALL.iter().map(|w| (w.word(), w.text_path())).collect())))}
                {move || (!marked.get()).then(|| select(one, "measure", text::MEASURE, false, measures))}
                {select(one, "dimension", text::DIMENSION, true, words(Dimension::ALL.iter().map(|d| (d.word(), d.text_path())).collect()))}
            </div>
            {move || marked.get().then(|| raters(one))}
            <p class="text-[13px] text-ink-3 mt-2">{definition}</p>
            {outcome_boxes(one, "only", fact, catalogue)}
            {curve}
            <details>
                <summary>{t(text::IN_YOUR_WORDS)}</summary>
                {input(one, "definition", text::DEFINITION)}
                <div class="grid gap-3 md:grid-cols-2 mt-3">{input(one, "unit", text::UNIT)} {input(one, "data_owner", text::DATA_OWNER)}</div>
            </details>
            <div class="flex gap-2 mt-2">
                <button type="button" class="button small quiet" on:click=drop>{icon(Icon::Close)}{t(text::DROP)}</button>
            </div>
        </fieldset>
    }
    .into_any()
}

/// Which of the outcomes count, where the fact tells several.
pub fn outcome_boxes(one: Typed, at: &'static str, fact: Memo<String>, catalogue: Remote<FactCatalogue>) -> impl IntoView {
    let known = Memo::new(move |_| {
        let key = fact.get();
        catalogue.with(|c| c.facts.iter().find(|f| f.key == key).map(|f| f.outcomes.clone())).flatten().unwrap_or_default()
    });
    // Outcomes of another fact are none of this one's.
    Effect::new(move |_| {
        if catalogue.with(|_| ()).is_none() || fact.get().is_empty() {
            return;
        }
        let chosen = one.texts.with_untracked(|texts| texts.get(at).cloned().unwrap_or_default());
        let kept: Vec<String> =
            known.with(|known| outcomes(&chosen).into_iter().filter(|path| known.iter().any(|o| o.key == *path)).collect());
        if kept.join(ONLY) != chosen {
            one.set(at, kept.join(ONLY));
        }
    });
    let boxes = move || {
        let draw = |outcome: Outcome| {
            let (key, this) = (outcome.key.clone(), outcome.key);
            let toggle = move |_| {
                let mut chosen = outcomes(&one.get(at));
                match chosen.iter().position(|path| *path == key) {
                    Some(place) => drop(chosen.remove(place)),
                    None => chosen.push(key.clone()),
                }
                one.set(at, chosen.join(ONLY));
            };
            view! { <label class="tick"><input type="checkbox" prop:checked=move || outcomes(&one.get(at)).contains(&this) on:change=toggle />{outcome.label}</label> }
        };
        known.get().into_iter().map(draw).collect::<Vec<_>>()
    };
    move || {
        known.with(|known| known.len() > 1).then(|| {
            view! { <fieldset class="field mt-2"><legend class="label">{t(text::ONLY)}</legend><div class="flex flex-wrap gap-3">{boxes}</div>{under(one, at)}</fieldset> }
        })
    }
}

fn words(all: Vec<(&'static str, &'static str)>) -> impl Fn() -> Vec<(String, String)> + Send + 'static {
    move || all.iter().map(|(word, path)| ((*word).to_owned(), word_now(path).to_owned())).collect()
}

/// Who marks, with which weights, and by which rule.
fn raters(one: Typed) -> AnyView {
    let trimmed = words(vec![("false", "schemes_ui.all_marks"), ("true", "schemes_ui.trimmed_marks")]);
    let missing = words(MissingRaters::ALL.iter().map(|word| (word.word(), word.text_path())).collect());
    view! {
        <div class="grid gap-3 grid-cols-2 md:grid-cols-4 mt-3">
            {input(one, "own", text::RATER_OWN)} {input(one, "superior", text::RATER_SUPERIOR)}
            {input(one, "peers", text::RATER_PEERS)} {input(one, "subordinates", text::RATER_SUBORDINATES)}
            {input(one, "asked", text::PEERS_ASKED)} {input(one, "least", text::RATERS_LEAST)}
            {select(one, "trimmed", text::TRIMMED, false, trimmed)} {select(one, "missing", text::MISSING, false, missing)}
        </div>
        <p class="text-[13px] text-ink-3">{t(text::RATERS_HINT)}</p>
        {under(one, "raters")}
    }
    .into_any()
}

fn veto_fields(one: Typed) -> AnyView {
    view! {
        <div class="grid gap-3 md:grid-cols-2 mt-3">
            {input(one, "from", text::VETO_FROM)}
            {input(one, "at_most", text::VETO_AT_MOST)}
        </div>
        {under(one, "veto")}
    }
    .into_any()
}

fn curve_fields(one: Typed, catalogue: Remote<FactCatalogue>) -> AnyView {
    let form = Memo::new(move |_| one.get("form"));
    let forms = words(CurveForm::ALL.iter().map(|form| (form.word(), form.text_path())).collect());
    let fields = move || match form.get().as_str() {
        "linear" => view! {
            <div class="grid gap-3 md:grid-cols-3">
                {input(one, "target", text::TARGET)} {input(one, "floor", text::FLOOR)} {input(one, "ceiling", text::CEILING)}
            </div>
            <p class="text-[13px] text-ink-3">{t(text::LINEAR_HINT)}</p>
        }
        .into_any(),
        "steps" => {
            let way = words(vec![("false", "schemes_ui.more_is_better"), ("true", "schemes_ui.fewer_are_better")]);
            let rows: Vec<_> = STEPS
                .into_iter()
                .map(|(bound, points)| view! { <div class="grid gap-3 grid-cols-2">{input(one, bound, text::BOUND)} {input(one, points, text::POINTS)}</div> })
                .collect();
            view! { {select(one, "falling", text::DIRECTION, false, way)} {rows} }.into_any()
        }
        "formula" => formula_fields(one, catalogue),
        _ => view! { {input(one, "each", text::EACH)} <p class="text-[13px] text-ink-3">{t(text::EACH_HINT)}</p> }.into_any(),
    };
    view! { <div class="grid gap-3 mt-3">{select(one, "form", text::CURVE, false, forms)} {fields} {under(one, "curve")}</div> }.into_any()
}

pub fn under(one: Typed, field: &'static str) -> impl IntoView {
    move || one.problem(field).map(|text| view! { <p class="wrong" role="alert">{text}</p> })
}

pub fn id(one: Typed, key: &str) -> String {
    format!("indicator-{}-{key}", one.id)
}

pub fn input(one: Typed, key: &'static str, label: Key) -> AnyView {
    let invalid = move || one.problem(key).is_some().to_string();
    let described = move || one.problem(key).map(|_| format!("{}-wrong", id(one, key)));
    let wrong = move || one.problem(key).map(|text| view! { <p class="wrong" id=format!("{}-wrong", id(one, key))>{text}</p> });
    view! {
        <div class="field">
            <label for=id(one, key)>{t(label)}</label>
            <input class="input" id=id(one, key) type="text" autocomplete="off" aria-invalid=invalid aria-describedby=described
                prop:value=move || one.get(key) on:input=move |event| one.set(key, event_target_value(&event)) />
            {wrong}
        </div>
    }
    .into_any()
}

pub fn select(
    one: Typed,
    key: &'static str,
    label: Key,
    none: bool,
    options: impl Fn() -> Vec<(String, String)> + Send + 'static,
) -> AnyView {
    let drawn = move || {
        let draw = |(word, text): (String, String)| {
            let this = word.clone();
            view! { <option value=word selected=move || one.get(key) == this>{text}</option> }
        };
        options().into_iter().map(draw).collect::<Vec<_>>()
    };
    let wrong = move || one.problem(key).map(|text| view! { <p class="wrong">{text}</p> });
    view! {
        <div class="field">
            <label for=id(one, key)>{t(label)}</label>
            <select class="input" id=id(one, key) aria-invalid=move || one.problem(key).is_some().to_string()
                on:change=move |event| one.set(key, event_target_value(&event))>
                {none.then(|| view! { <option value="" selected=move || one.get(key).is_empty()>{t(text::CHOOSE)}</option> })}
                {drawn}
            </select>
            {wrong}
        </div>
    }
    .into_any()
}
