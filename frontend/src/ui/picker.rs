//! A record chosen by typing a part of its name.

use crate::i18n::t;
use crate::ui::form::Form;
use client::ClientError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{Key, ui};
use std::rc::Rc;
use std::time::Duration;
use uuid::Uuid;

/// A record that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: Uuid,
    pub name: String,
    pub detail: String,
}

/// Asks the server for records that fit a text.
pub type Finder = Rc<dyn Fn(String) -> std::pin::Pin<Box<dyn Future<Output = Result<Vec<Found>, ClientError>>>>>;

const PAUSE: Duration = Duration::from_millis(180);

/// Where the form keeps the name that belongs to the id in `at`, so that a restored draft shows it.
pub fn name_of(at: &str) -> String {
    format!("{at}#name")
}

/// A field whose value is a record's id. `chosen` is the name shown at the start.
#[component]
pub fn Picker(
    at: &'static str,
    label: Key,
    find: Finder,
    #[prop(optional)] must: bool,
    #[prop(optional_no_strip, into)] hint: Option<Key>,
    #[prop(optional, into)] chosen: String,
) -> impl IntoView {
    let form = expect_context::<Form>();
    form.register(at);
    let find = StoredValue::new_local(find);
    let kept = untrack(|| form.get(&name_of(at)));
    let typed = RwSignal::new(if chosen.is_empty() { kept } else { chosen });
    let found = RwSignal::new(Vec::<Found>::new());
    let open = RwSignal::new(false);
    let at_row = RwSignal::new(0usize);
    let asked = StoredValue::new(0u32);
    let field = format!("f{}", at.replace('/', "-"));
    let list = format!("{field}-list");

    let seek = move || {
        let n = asked.get_value() + 1;
        asked.set_value(n);
        set_timeout(
            move || {
                if asked.try_get_value() != Some(n) {
                    return;
                }
                let answer = find.with_value(|find| find(typed.get_untracked()));
                spawn_local(async move {
                    if let (Ok(records), Some(latest)) = (answer.await, asked.try_get_value())
                        && latest == n
                    {
                        found.try_set(records);
                        at_row.try_set(0);
                    }
                });
            },
            PAUSE,
        );
    };
    let choose = move |record: Found| {
        form.set(&name_of(at), record.name.clone());
        typed.set(record.name);
        form.set(at, record.id.to_string());
        open.set(false);
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if !open.get_untracked() => {
                open.set(true);
                seek();
            }
            "ArrowDown" if count > 0 => at_row.update(|row| *row = (*row + 1) % count),
            "ArrowUp" if count > 0 => at_row.update(|row| *row = (*row + count - 1) % count),
            "Enter" if open.get_untracked() => {
                if let Some(record) = found.with_untracked(|found| found.get(at_row.get_untracked()).cloned()) {
                    choose(record);
                }
            }
            "Escape" if open.get_untracked() => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    let options = move || {
        let rows: Vec<_> = found
            .get()
            .into_iter()
            .enumerate()
            .map(|(i, record)| {
                let (name, detail) = (record.name.clone(), record.detail.clone());
                view! {
                    <button type="button" class="option" role="option" tabindex="-1" aria-selected=move || (at_row.get() == i).to_string()
                        on:mousedown=move |event| { event.prevent_default(); choose(record.clone()); }>
                        <span>{name}</span><small>{detail}</small>
                    </button>
                }
            })
            .collect();
        if rows.is_empty() { view! { <p class="none">{t(ui::NOTHING_FOUND)}</p> }.into_any() } else { rows.into_any() }
    };
    view! {
        <div class="field">
            <label for=field.clone()>{t(label)}{must.then(|| view! { <span class="must" aria-hidden="true">"*"</span> })}</label>
            <div class="picker">
                <input class="input" id=field type="text" role="combobox" autocomplete="off" aria-controls=list.clone() aria-autocomplete="list"
                    aria-expanded=move || open.get().to_string() aria-invalid=move || form.problem(at).is_some().to_string()
                    placeholder=t(ui::TYPE_TO_FIND) prop:value=move || typed.get()
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        form.set(&name_of(at), String::new());
                        form.set(at, String::new());
                        open.set(true);
                        seek();
                    }
                    on:click=move |_| { open.set(true); seek(); }
                    on:blur=move |_| {
                        open.set(false);
                        // A name that was typed and not chosen is nobody: it must not look chosen.
                        if form.get(at).is_empty() {
                            typed.set(String::new());
                        }
                    }
                    on:keydown=on_key />
                <div class="options" id=list role="listbox" hidden=move || !open.get()>{options}</div>
            </div>
            {hint.map(|hint| view! { <p class="hint">{t(hint)}</p> })}
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
}
