//! Which columns of a list are shown (CRM-15): chosen by each person, remembered on their device, part of a view that is kept.

use crate::i18n::t;
use crate::theme::{hidden_columns, hide_columns};
use crate::ui::icon::{Icon, icon};
use crate::ui::pop::Pop;
use leptos::prelude::*;
use locale::{Key, ui};

/// A column that may be left out: its name, and what its head says.
pub type Choice = (&'static str, Key);

/// The columns of one list that are not shown.
#[derive(Clone, Copy)]
pub struct Hidden {
    list: &'static str,
    names: RwSignal<Vec<String>>,
}

impl Hidden {
    /// As remembered on this device.
    pub fn of(list: &'static str) -> Self {
        Self { list, names: RwSignal::new(hidden_columns(list)) }
    }

    /// Whether a column is left out; tracked.
    pub fn has(self, name: &str) -> bool {
        self.names.with(|names| names.iter().any(|known| known == name))
    }

    /// Those left out; untracked.
    pub fn names(self) -> Vec<String> {
        self.names.get_untracked()
    }

    /// Leaves out these and no others.
    pub fn set(self, names: Vec<String>) {
        hide_columns(self.list, &names);
        self.names.set(names);
    }

    fn turn(self, name: &str) {
        let mut names = self.names();
        match names.iter().position(|known| known == name) {
            Some(at) => {
                names.remove(at);
            }
            None => names.push(name.to_owned()),
        }
        self.set(names);
    }
}

/// The name under which a column is remembered: the path of its head's text.
pub fn name_of(label: Key) -> &'static str {
    locale::path_of(label).unwrap_or_default()
}

/// The chip that opens the choice.
pub fn column_choice(choices: Vec<Choice>, hidden: Hidden) -> AnyView {
    let open = RwSignal::new(false);
    let handle = view! {
        <button type="button" class="chip" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
            {icon(Icon::Sheet)}{t(ui::COLUMNS)}
        </button>
    }
    .into_any();
    let choices = StoredValue::new(choices);
    let line = move |(name, label): &Choice| {
        let (name, label) = (*name, *label);
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || !hidden.has(name) on:change=move |_| hidden.turn(name) />
                {t(label)}
            </label>
        }
    };
    let body = move || choices.with_value(|choices| choices.iter().map(line).collect::<Vec<_>>());
    view! { <div class="only-desk"><Pop open handle>{body}</Pop></div> }.into_any()
}
