use crate::ui::form::{Form, Reader};
use leptos::prelude::*;
use locale::Key;

/// Any number of choices, all in sight; their values stand in the form with spaces between them.
#[component]
pub fn Checks(
    at: &'static str,
    label: Key,
    choices: Vec<(String, String)>,
    #[prop(optional_no_strip, into)] hint: Option<Key>,
) -> impl IntoView {
    let form = expect_context::<Form>();
    form.register(at);
    let label_id = format!("f{}-label", at.replace('/', "-"));
    let options: Vec<_> = choices
        .into_iter()
        .map(|(value, text)| {
            let (kept, chosen) = (value.clone(), value);
            view! {
                <label>
                    <input type="checkbox" prop:checked=move || words(&form.get(at)).contains(&kept.as_str())
                        on:change=move |event| form.set(at, with(&untrack(|| form.get(at)), &chosen, event_target_checked(&event))) />
                    {text}
                </label>
            }
        })
        .collect();
    view! {
        <div class="field">
            <span class="label" id=label_id.clone()>{crate::i18n::t(label)}</span>
            <div class="choices" role="group" aria-labelledby=label_id>{options}</div>
            {hint.map(|hint| view! { <p class="hint">{crate::i18n::t(hint)}</p> })}
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
}

/// What is chosen.
pub fn chosen(read: &Reader, at: &str) -> Vec<String> {
    words(&read.text(at)).into_iter().map(str::to_owned).collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn with(text: &str, value: &str, on: bool) -> String {
    let mut all: Vec<&str> = words(text).into_iter().filter(|word| *word != value).collect();
    if on {
        all.push(value);
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn choices_come_and_go() {
        assert_eq!(with("a b", "c", true), "a b c");
        assert_eq!(with("a b", "a", false), "b");
        assert_eq!(with("a b", "a", true), "b a", "never twice");
    }
}
