//! The steps of a draft as they are typed: texts by name, made into the contract's steps when they are saved.

use crate::i18n::{t, word};
use crate::ui::icon::{Icon, icon};
use contract::Money;
use contract::approvals::flow::{FlowStep, StepBy, StepMode};
use contract::organisation::Person;
use leptos::prelude::*;
use locale::{Key, approvals_ui as approvals};
use std::collections::BTreeMap;
use std::str::FromStr;

/// What is typed for one step.
pub type Texts = BTreeMap<&'static str, String>;

/// A step on the screen; the number stays with it when steps move.
#[derive(Clone, Copy)]
pub struct Typed {
    pub id: u32,
    pub texts: RwSignal<Texts>,
}

/// Whom steps can name.
#[derive(Clone, Default, PartialEq)]
pub struct Choices {
    /// Value and text.
    pub people: Vec<(String, String)>,
    pub roles: Vec<String>,
    pub posts: Vec<String>,
}

impl Choices {
    /// From the staff list.
    pub fn of(people: &[Person]) -> Self {
        let mut roles: Vec<String> = people.iter().flat_map(|p| p.roles.clone()).collect();
        let mut posts: Vec<String> = people.iter().map(|p| p.post.clone()).collect();
        roles.sort();
        roles.dedup();
        posts.sort();
        posts.dedup();
        Self { people: people.iter().map(|p| (p.id.to_string(), format!("{} · {}", p.name, p.post))).collect(), roles, posts }
    }
}

/// What stands in a step.
pub fn typed(step: &FlowStep) -> Texts {
    let money = |m: &Option<Money>| m.as_ref().map(|m| m.amount.normalize().to_string()).unwrap_or_default();
    let number = |n: Option<String>| n.unwrap_or_default();
    BTreeMap::from([
        ("name", step.name.clone()),
        ("by", step.by.word().to_owned()),
        ("role", step.role.clone().unwrap_or_default()),
        ("post", step.post.clone().unwrap_or_default()),
        ("person", number(step.person_id.map(|id| id.to_string()))),
        ("level", number(step.level.map(|n| n.to_string()))),
        ("mode", step.mode.word().to_owned()),
        ("amount_above", money(&step.amount_above)),
        ("amount_up_to", money(&step.amount_up_to)),
        ("days_above", number(step.days_above.map(|n| n.normalize().to_string()))),
        ("days_up_to", number(step.days_up_to.map(|n| n.normalize().to_string()))),
        ("details", step.details.join(" ")),
        ("hours", number(step.hours.map(|n| n.to_string()))),
        ("copy_roles", step.copy_roles.join(" ")),
        ("copy_people", step.copy_people.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        ("rule", step.rule.clone()),
    ])
}

/// The step that was typed; else the label of what cannot be read.
///
/// # Errors
/// The label of the field.
pub fn read(texts: &Texts) -> Result<FlowStep, Key> {
    let text = |key: &str| texts.get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
    let some = |key: &str| Some(text(key)).filter(|text| !text.is_empty());
    fn value<T: FromStr>(text: Option<String>, label: Key) -> Result<Option<T>, Key> {
        text.map(|text| text.parse().map_err(|_| label)).transpose()
    }
    let words = |key: &str| text(key).split([' ', ',', '，', '、']).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let money = |key: &str| Ok(value(some(key), approvals::AMOUNT)?.map(|amount| Money { amount, currency: "CNY".to_owned() }));
    Ok(FlowStep {
        name: text("name"),
        by: value(some("by"), approvals::STEP_BY)?.unwrap_or(StepBy::Role),
        role: some("role"),
        post: some("post"),
        person_id: value(some("person"), approvals::STEP_PERSON)?,
        level: value(some("level"), approvals::LEVEL)?,
        mode: value(some("mode"), approvals::MODE)?.unwrap_or(StepMode::Any),
        amount_above: money("amount_above")?,
        amount_up_to: money("amount_up_to")?,
        days_above: value(some("days_above"), approvals::DAYS)?,
        days_up_to: value(some("days_up_to"), approvals::DAYS)?,
        details: words("details"),
        hours: value(some("hours"), approvals::HOURS)?,
        copy_roles: words("copy_roles"),
        copy_people: words("copy_people").iter().map(|id| id.parse().map_err(|_| approvals::COPIES)).collect::<Result<_, _>>()?,
        rule: text("rule"),
    })
}

/// A step to type into, with its place among the others.
pub fn card(step: Typed, all: RwSignal<Vec<Typed>>, choices: Signal<Choices>) -> AnyView {
    let place = move || all.with(|all| all.iter().position(|one| one.id == step.id)).unwrap_or(0);
    let shift = move |down: bool| {
        all.update(|all| {
            if let Some(at) = all.iter().position(|one| one.id == step.id) {
                let to = if down { at + 1 } else { at.wrapping_sub(1) };
                if to < all.len() {
                    all.swap(at, to);
                }
            }
        });
    };
    let by = move || step.texts.with(|texts| texts.get("by").cloned().unwrap_or_default());
    let roles = move || choices.with(|c| c.roles.iter().map(|role| (role.clone(), role_text(role))).collect::<Vec<_>>());
    let posts = move || choices.with(|c| c.posts.iter().map(|post| (post.clone(), post.clone())).collect::<Vec<_>>());
    let people = move || choices.with(|c| c.people.clone());
    let named = move || match by().as_str() {
        "role" => Some(select(step, "role", approvals::STEP_ROLE, roles)),
        "post" => Some(select(step, "post", approvals::STEP_POST, posts)),
        "person" => Some(select(step, "person", approvals::STEP_PERSON, people)),
        "superior" | "superior_chain" => Some(input(step, "level", approvals::LEVEL)),
        _ => None,
    };
    let kinds =
        || StepBy::ALL.iter().map(|by| (by.word().to_owned(), crate::i18n::word_now(by.text_path()).to_owned())).collect::<Vec<_>>();
    let modes = || {
        StepMode::ALL.iter().map(|mode| (mode.word().to_owned(), crate::i18n::word_now(mode.text_path()).to_owned())).collect::<Vec<_>>()
    };
    let drop = move |_| all.update(|all| all.retain(|one| one.id != step.id));
    view! {
        <fieldset class="flow-step">
            <legend>{move || (place() + 1).to_string()}</legend>
            <div class="grid gap-3 md:grid-cols-2">
                {input(step, "name", approvals::STEP_NAME)}
                {select_now(step, "by", approvals::STEP_BY, kinds)}
                {named}
                {select_now(step, "mode", approvals::MODE, modes)}
            </div>
            <details>
                <summary>{t(approvals::CONDITIONS)}</summary>
                <div class="grid gap-3 md:grid-cols-2">
                    {input(step, "amount_above", approvals::AMOUNT_ABOVE)} {input(step, "amount_up_to", approvals::AMOUNT_UP_TO)}
                    {input(step, "days_above", approvals::DAYS_ABOVE)} {input(step, "days_up_to", approvals::DAYS_UP_TO)}
                    {input(step, "details", approvals::DETAILS)} {input(step, "hours", approvals::HOURS)}
                    {several(step, "copy_roles", approvals::COPY_ROLE, roles)} {several(step, "copy_people", approvals::COPY_PERSON, people)}
                </div>
                {input(step, "rule", approvals::RULE)}
            </details>
            <div class="flex gap-2 mt-2">
                <button type="button" class="button small quiet" on:click=move |_| shift(false)>{icon(Icon::Up)}{t(approvals::EARLIER)}</button>
                <button type="button" class="button small quiet" on:click=move |_| shift(true)>{icon(Icon::Down)}{t(approvals::LATER)}</button>
                <button type="button" class="button small quiet" on:click=drop>{icon(Icon::Close)}{t(approvals::DROP_STEP)}</button>
            </div>
        </fieldset>
    }
    .into_any()
}

/// A role in words.
pub fn role_text(role: &str) -> String {
    locale::find(&format!("words.role_{role}")).map_or_else(|| role.to_owned(), |key| key.text(crate::i18n::language()).to_owned())
}

fn id(step: Typed, key: &str) -> String {
    format!("step-{}-{key}", step.id)
}

fn input(step: Typed, key: &'static str, label: Key) -> AnyView {
    let value = move || step.texts.with(|texts| texts.get(key).cloned().unwrap_or_default());
    let write = move |event| {
        let text = event_target_value(&event);
        step.texts.update(|texts| {
            texts.insert(key, text);
        });
    };
    view! {
        <div class="field">
            <label for=id(step, key)>{t(label)}</label>
            <input class="input" id=id(step, key) type="text" autocomplete="off" prop:value=value on:input=write />
        </div>
    }
    .into_any()
}

/// Any number of these: the words stand in the step with spaces between.
fn several(step: Typed, key: &'static str, label: Key, options: impl Fn() -> Vec<(String, String)> + Send + 'static) -> AnyView {
    let chosen =
        move || step.texts.with(|texts| texts.get(key).map(|text| text.split(' ').map(str::to_owned).collect()).unwrap_or_default());
    let chosen = Memo::new(move |_| -> Vec<String> { chosen() });
    let toggle = move |word: &str| {
        let mut words: Vec<String> = chosen.get_untracked().into_iter().filter(|one| !one.is_empty()).collect();
        if words.iter().any(|one| one == word) {
            words.retain(|one| one != word)
        } else {
            words.push(word.to_owned())
        }
        step.texts.update(|texts| {
            texts.insert(key, words.join(" "));
        });
    };
    let drawn = move || {
        let draw = |(word, text): (String, String)| {
            let this = word.clone();
            view! {
                <label class="tick">
                    <input type="checkbox" prop:checked=move || chosen.with(|all| all.contains(&this)) on:change=move |_| toggle(&word) />
                    {text}
                </label>
            }
        };
        options().into_iter().map(draw).collect::<Vec<_>>()
    };
    view! {
        <fieldset class="field">
            <legend class="label">{t(label)}</legend>
            <p class="hint">{t(approvals::COPY_PEOPLE_HINT)}</p>
            <div class="grid max-h-48 overflow-y-auto">{drawn}</div>
        </fieldset>
    }
    .into_any()
}

fn select(step: Typed, key: &'static str, label: Key, options: impl Fn() -> Vec<(String, String)> + Send + 'static) -> AnyView {
    select_with(step, key, label, true, options)
}

fn select_now(step: Typed, key: &'static str, label: Key, options: impl Fn() -> Vec<(String, String)> + Send + 'static) -> AnyView {
    select_with(step, key, label, false, options)
}

fn select_with(
    step: Typed,
    key: &'static str,
    label: Key,
    none: bool,
    options: impl Fn() -> Vec<(String, String)> + Send + 'static,
) -> AnyView {
    let value = move || step.texts.with(|texts| texts.get(key).cloned().unwrap_or_default());
    let write = move |event| {
        let text = event_target_value(&event);
        step.texts.update(|texts| {
            texts.insert(key, text);
        });
    };
    let drawn = move || {
        let draw = |(word, text): (String, String)| {
            let this = word.clone();
            view! { <option value=word selected=move || value() == this>{text}</option> }
        };
        options().into_iter().map(draw).collect::<Vec<_>>()
    };
    view! {
        <div class="field">
            <label for=id(step, key)>{t(label)}</label>
            <select class="input" id=id(step, key) on:change=write>
                {none.then(|| view! { <option value="" selected=move || value().is_empty()>"—"</option> })}
                {drawn}
            </select>
        </div>
    }
    .into_any()
}

/// A step that is no draft's, in words.
pub fn told(step: &FlowStep, name: impl Fn(uuid::Uuid) -> String) -> AnyView {
    let whom = match step.by {
        StepBy::Role => step.role.as_deref().map(role_text).unwrap_or_default(),
        StepBy::Post => step.post.clone().unwrap_or_default(),
        StepBy::Person => step.person_id.map(name).unwrap_or_default(),
        StepBy::Superior | StepBy::SuperiorChain => step.level.unwrap_or(1).to_string(),
    };
    let money = |m: &Option<Money>| m.as_ref().map(ToString::to_string);
    let limits = [
        (approvals::AMOUNT_ABOVE, money(&step.amount_above)),
        (approvals::AMOUNT_UP_TO, money(&step.amount_up_to)),
        (approvals::DAYS_ABOVE, step.days_above.map(|n| n.normalize().to_string())),
        (approvals::DAYS_UP_TO, step.days_up_to.map(|n| n.normalize().to_string())),
        (approvals::DETAILS, Some(step.details.join("、")).filter(|d| !d.is_empty())),
        (approvals::HOURS, step.hours.map(|n| n.to_string())),
        (approvals::RULE, Some(step.rule.clone()).filter(|r| !r.is_empty())),
    ];
    let limits: Vec<_> =
        limits.into_iter().filter_map(|(label, value)| Some(view! { <small class="block">{t(label)}"："{value?}</small> })).collect();
    view! {
        <li>
            <div class="what"><b>{step.name.clone()}</b><span>{word(step.by.text_path())}" · "{whom}</span><small>{word(step.mode.text_path())}</small></div>
            {limits}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_the_step_again() {
        let step = FlowStep {
            amount_above: Some(Money::from_cents(12_350)),
            days_up_to: Some(rust_decimal_text("1.5")),
            details: vec!["sick".into(), "annual".into()],
            hours: Some(8),
            copy_roles: vec!["finance".into(), "hr".into()],
            copy_people: vec![uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2)],
            rule: "第五条".into(),
            ..FlowStep::by_role("总监", "marketing_director")
        };
        assert_eq!(read(&typed(&step)), Ok(step));
    }

    fn rust_decimal_text<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_no_number_is_named() {
        let mut texts = typed(&FlowStep::by_role("总监", "marketing_director"));
        texts.insert("hours", "many".into());
        assert_eq!(read(&texts), Err(approvals::HOURS));
    }
}
