use crate::i18n::{t, word};
use crate::ui::form::Form;
use leptos::prelude::*;
use locale::{Key, ui};

/// What may be typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Line,
    Lines,
    Password,
    Phone,
    Email,
    Number,
    /// In yuan.
    Money,
    Date,
    Moment,
}

impl Kind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Date => "date",
            Self::Moment => "datetime-local",
            Self::Line | Self::Lines | Self::Number | Self::Money => "text",
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("numeric"),
            Self::Money => Some("decimal"),
            _ => None,
        }
    }
}

/// A word of a vocabulary as a choice: its word and where its text is found.
pub type Choice = (&'static str, &'static str);

/// Every word of a vocabulary as choices.
#[macro_export]
macro_rules! choices {
    ($vocabulary:ty) => {
        <$vocabulary>::ALL.iter().map(|word| (word.word(), word.text_path())).collect::<Vec<$crate::ui::fields::Choice>>()
    };
}

fn id(pointer: &str) -> String {
    format!("f{}", pointer.replace('/', "-"))
}

/// Label, control, hint and problem of one field. The control gets the id and the ids that describe it.
fn frame(form: Form, pointer: &'static str, label: Key, must: bool, hint: Option<Key>, control: AnyView) -> AnyView {
    form.register(pointer);
    let wrong = move || form.problem(pointer).map(|text| view! { <p class="wrong" id=format!("{}-wrong", id(pointer))>{text}</p> });
    view! {
        <div class="field">
            <label for=id(pointer)>{t(label)}{must.then(|| view! { <span class="must" aria-hidden="true">"*"</span> })}</label>
            {control}
            {hint.map(|hint| view! { <p class="hint" id=format!("{}-hint", id(pointer))>{t(hint)}</p> })}
            {wrong}
        </div>
    }
    .into_any()
}

/// What describes the control to readers: its hint, and its problem while it has one.
fn described(form: Form, pointer: &'static str, hint: Option<Key>) -> impl Fn() -> Option<String> + Copy + Send + 'static {
    move || {
        let hint = hint.map(|_| format!("{}-hint", id(pointer)));
        let wrong = form.problem(pointer).map(|_| format!("{}-wrong", id(pointer)));
        let ids: Vec<_> = hint.into_iter().chain(wrong).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A field to type into. Its form comes from the surrounding `FormFrame`.
#[component]
pub fn Field(
    at: &'static str,
    label: Key,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] must: bool,
    #[prop(optional_no_strip, into)] hint: Option<Key>,
    #[prop(optional_no_strip, into)] placeholder: Option<Key>,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] unit: Option<Key>,
) -> impl IntoView {
    let form = expect_context::<Form>();
    let value = move || form.get(at);
    let invalid = move || form.problem(at).is_some().to_string();
    let described = described(form, at, hint);
    let placeholder = move || placeholder.map(|key| t(key)());
    let autocomplete = if autocomplete.is_empty() { "off" } else { autocomplete };
    let unit = if kind == Kind::Money { Some(unit.unwrap_or(ui::YUAN)) } else { unit };
    let control = if kind == Kind::Lines {
        view! {
            <textarea class="input" id=id(at) rows="3" aria-invalid=invalid aria-describedby=described aria-required=must.then_some("true")
                placeholder=placeholder prop:value=value on:input=move |event| form.set(at, event_target_value(&event))></textarea>
        }
        .into_any()
    } else {
        view! {
            <span class="affix">
                <input class="input" id=id(at) type=kind.input_type() inputmode=kind.input_mode() aria-invalid=invalid
                    aria-describedby=described aria-required=must.then_some("true") placeholder=placeholder autocomplete=autocomplete
                    prop:value=value on:input=move |event| form.set(at, event_target_value(&event)) />
                {unit.map(|unit| view! { <span class="unit">{t(unit)}</span> })}
            </span>
        }
        .into_any()
    };
    frame(form, at, label, must, hint, control)
}

/// One of a vocabulary, from a menu. `none`: what stands for "nothing chosen", where that is allowed.
#[component]
pub fn Select(
    at: &'static str,
    label: Key,
    choices: Vec<Choice>,
    #[prop(optional)] must: bool,
    #[prop(optional_no_strip, into)] hint: Option<Key>,
    #[prop(optional_no_strip, into)] none: Option<Key>,
) -> impl IntoView {
    let form = expect_context::<Form>();
    let options: Vec<_> = choices
        .into_iter()
        .map(|(value, path)| view! { <option value=value selected=move || form.get(at) == value>{word(path)}</option> })
        .collect();
    let control = view! {
        <select class="input" id=id(at) aria-invalid=move || form.problem(at).is_some().to_string() aria-describedby=described(form, at, hint)
            on:change=move |event| form.set(at, event_target_value(&event))>
            {none.map(|none| view! { <option value="" selected=move || form.get(at).is_empty()>{t(none)}</option> })}
            {options}
        </select>
    }
    .into_any();
    frame(form, at, label, must, hint, control)
}

/// One of a few, all in sight.
#[component]
pub fn Pick(at: &'static str, label: Key, choices: Vec<Choice>, #[prop(optional)] must: bool) -> impl IntoView {
    let form = expect_context::<Form>();
    form.register(at);
    let label_id = format!("{}-label", id(at));
    let options: Vec<_> = choices
        .into_iter()
        .map(|(value, path)| {
            view! {
                <label>
                    <input type="radio" name=id(at) value=value prop:checked=move || form.get(at) == value
                        on:change=move |_| form.set(at, value.to_owned()) />
                    {word(path)}
                </label>
            }
        })
        .collect();
    view! {
        <div class="field">
            <span class="label" id=label_id.clone()>{t(label)}{must.then(|| view! { <span class="must" aria-hidden="true">"*"</span> })}</span>
            <div class="choices" role="radiogroup" aria-labelledby=label_id>{options}</div>
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
}

/// The foot of a form: the one thing it does, and the way out.
#[component]
pub fn FormFoot(save: Key, #[prop(optional_no_strip, into)] cancel: Option<Callback<()>>) -> impl IntoView {
    let form = expect_context::<Form>();
    view! {
        <div class="form-foot">
            <button type="submit" class="button primary" aria-busy=move || form.busy().to_string() aria-disabled=move || form.busy().to_string()>{t(save)}</button>
            {cancel.map(|cancel| view! { <button type="button" class="button quiet" on:click=move |_| cancel.run(())>{t(ui::CANCEL)}</button> })}
        </div>
    }
}
