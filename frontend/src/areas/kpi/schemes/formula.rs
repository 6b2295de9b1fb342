//! A formula as it is typed: checked at once, with its place where something is wrong, and worked out on an example (KPI-01).

use super::card::{Typed, id, input};
use super::named::{named_facts, names as further};
use crate::i18n::{language, t, tell};
use crate::ui::problem::rule_at;
use crate::ui::remote::Remote;
use contract::kpi::schemes::FactCatalogue;
use leptos::prelude::*;
use locale::schemes_ui as text;
use rust_decimal::Decimal;
use scoring::formula::Name;
use scoring::{Formula, Given, Inputs, Presence, rounded};

/// Working days of the example's month.
const WORKDAYS: u32 = 21;

/// Formula, its end, what it can name, and an example that follows what is typed.
pub fn formula_fields(one: Typed, catalogue: Remote<FactCatalogue>) -> AnyView {
    let (count, kept, others) = (RwSignal::new("10".to_owned()), RwSignal::new("8".to_owned()), RwSignal::new("80".to_owned()));
    let described = move || format!("{}-check", id(one, "formula"));
    let invalid = move || (one.problem("curve").is_some() || trouble(&one.get("formula"), &further(one)).is_some()).to_string();
    let example = move |key: &'static str, label, typed: RwSignal<String>| {
        view! {
            <div class="field">
                <label for=id(one, key)>{t(label)}</label>
                <input class="input" id=id(one, key) type="text" inputmode="decimal" autocomplete="off"
                    prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event)) />
            </div>
        }
    };
    view! {
        <div class="field">
            <label for=id(one, "formula")>{t(text::FORMULA)}</label>
            <input class="input number" id=id(one, "formula") type="text" autocomplete="off" spellcheck="false" placeholder="100 - missed * 10"
                aria-invalid=invalid aria-describedby=described
                prop:value=move || one.get("formula") on:input=move |event| one.set("formula", event_target_value(&event)) />
            <p id=described class="text-[13px]" aria-live="polite">{move || check(&one.get("formula"), &further(one))}</p>
        </div>
        {input(one, "formula_most", text::FORMULA_MOST)}
        <p class="text-[13px] text-ink-3">{t(text::FORMULA_HINT)}</p>
        <p class="text-[13px] text-ink-3">{t(text::FORMULA_NAMES)}" "{names}{move || further(one).into_iter().map(|name| view! { <code class="me-3">{name}</code> }).collect::<Vec<_>>()}</p>
        {named_facts(one, catalogue)}
        <fieldset class="grid gap-3 md:grid-cols-2">
            <legend class="label">{t(text::FORMULA_EXAMPLE)}</legend>
            {example("example_count", text::EXAMPLE_COUNT, count)} {example("example_kept", text::EXAMPLE_KEPT, kept)}
            {move || (!further(one).is_empty()).then(|| example("example_others", text::EXAMPLE_OTHERS, others))}
        </fieldset>
        {move || worked_out(&one.get("formula"), &further(one), &one.get("formula_most"), [&count.get(), &kept.get(), &others.get()])}
    }
    .into_any()
}

fn trouble(typed: &str, further: &[String]) -> Option<String> {
    let problem = Formula::parse_naming(typed, further).err()?;
    Some(rule_at(problem.trouble.code(), problem.at))
}

fn check(typed: &str, further: &[String]) -> AnyView {
    if typed.trim().is_empty() {
        return ().into_any();
    }
    trouble(typed, further).map(|told| view! { <span class="wrong">{told}</span> }).into_any()
}

/// What a formula can name, in the viewer's language and as it is written.
fn names() -> Vec<AnyView> {
    let chinese = language() != locale::Language::En;
    let one = |(_, english, written): (Name, &'static str, &'static str)| {
        let aside = chinese.then(|| format!(" {written}"));
        view! { <code class="me-3">{english}{aside}</code> }.into_any()
    };
    Name::ALL.into_iter().map(one).collect()
}

/// So many records of which so many were kept, each of one, and each further fact at so much: the steps, and the points.
fn worked_out(formula: &str, further: &[String], most: &str, [count, kept, others]: [&str; 3]) -> AnyView {
    let formula = Formula::parse_naming(formula, further);
    let (Ok(formula), Ok(count), Ok(kept)) = (formula, count.trim().parse::<u32>(), kept.trim().parse::<Decimal>()) else {
        return ().into_any();
    };
    let formula = formula.knowing(&vec![others.trim().parse().ok(); further.len()]);
    let due = Decimal::from(count);
    let inputs = Inputs { count, value: kept, weight: due, most: Decimal::ONE };
    let value = kept.saturating_mul(Decimal::ONE_HUNDRED).checked_div(due).unwrap_or_default();
    let given = Given { value: rounded(value), inputs, presence: Presence { worked: WORKDAYS, of: WORKDAYS } };
    let most = most.trim().parse().unwrap_or(Decimal::ONE_HUNDRED);
    let points = rounded(formula.value(&given).min(most).max(Decimal::ZERO)).normalize().to_string();
    let steps: Vec<_> = formula.steps(&given).into_iter().map(|step| view! { <li class="arithmetic">{step}</li> }).collect();
    view! {
        <ol class="grid gap-1">{steps}</ol>
        <p class="font-semibold" aria-live="polite">{move || tell(text::FORMULA_RESULT, &[("points", &points)])}</p>
    }
    .into_any()
}
