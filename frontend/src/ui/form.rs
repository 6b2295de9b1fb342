//! Forms: texts by JSON pointer on the way in, a typed body on the way out, problems back at their fields.
//!
//! A form is a map from pointer (`/name`) to what was typed. [`Reader`] makes the contract's body of it, the contract's own rules
//! check it before anything is sent, and the server's problems land at the same pointers. A named form keeps its draft in the
//! tab, so that leaving the page or an ended session loses nothing.

use crate::i18n::t;
use crate::ui::problem::{error_text, field_problems, notice, rule_text};
use client::ClientError;
use contract::Money;
use contract::problem::FieldProblem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::ui;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::str::FromStr;
use uuid::Uuid;
use validator::Validate;

type Texts = BTreeMap<String, String>;

/// The state of one form; `Copy`.
#[derive(Clone, Copy)]
pub struct Form {
    texts: RwSignal<Texts>,
    start: StoredValue<Texts>,
    problems: RwSignal<Vec<FieldProblem>>,
    failure: RwSignal<Option<ClientError>>,
    busy: RwSignal<bool>,
    /// The draft's name in the tab's storage.
    name: StoredValue<Option<String>>,
    restored: RwSignal<bool>,
    fields: StoredValue<Vec<&'static str>>,
    /// One key per thing to be made: pressing twice makes it once.
    key: StoredValue<Uuid>,
}

impl Form {
    /// A form that starts with these texts.
    pub fn new<'a>(start: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let start: Texts = start.into_iter().map(|(pointer, text)| (pointer.to_owned(), text)).collect();
        let form = Self {
            texts: RwSignal::new(start.clone()),
            start: StoredValue::new(start),
            problems: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            name: StoredValue::new(None),
            restored: RwSignal::new(false),
            fields: StoredValue::new(Vec::new()),
            key: StoredValue::new(Uuid::now_v7()),
        };
        // Fields may be made before the frame that they are put into.
        provide_context(form);
        form
    }

    /// As [`Form::new`], and what was typed before under this name comes back.
    pub fn kept<'a>(name: String, start: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let form = Self::new(start);
        if let Some(draft) =
            storage().and_then(|s| s.get_item(&name).ok().flatten()).and_then(|json| serde_json::from_str::<Texts>(&json).ok())
        {
            form.texts.set(draft);
            form.restored.set(true);
        }
        form.name.set_value(Some(name));
        let before_leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if form.dirty() {
                event.prevent_default();
            }
        });
        on_cleanup(move || before_leaving.remove());
        form
    }

    /// What stands in a field; tracked.
    pub fn get(self, pointer: &str) -> String {
        self.texts.with(|texts| texts.get(pointer).cloned().unwrap_or_default())
    }

    /// Fills a field.
    pub fn set(self, pointer: &str, text: String) {
        self.texts.update(|texts| {
            texts.insert(pointer.to_owned(), text);
        });
        self.problems.update(|problems| problems.retain(|p| !belongs(&p.pointer, pointer)));
        self.keep();
    }

    /// True where something was typed that is not saved; untracked.
    pub fn dirty(self) -> bool {
        self.start.with_value(|start| self.texts.with_untracked(|texts| texts != start))
    }

    /// True while it is being sent; tracked.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// The problem of a field; tracked.
    pub fn problem(self, pointer: &str) -> Option<String> {
        self.problems.with(|problems| problems.iter().find(|p| belongs(&p.pointer, pointer)).map(|p| p.detail.clone()))
    }

    /// The status of the last refusal; tracked.
    pub fn refused_with(self) -> Option<u16> {
        self.failure.with(|failure| failure.as_ref().map(ClientError::status))
    }

    /// Back to how it started, draft forgotten.
    pub fn reset(self) {
        self.texts.set(self.start.get_value());
        self.problems.set(Vec::new());
        self.failure.set(None);
        self.restored.set(false);
        self.key.set_value(Uuid::now_v7());
        self.forget();
    }

    /// Announces that a field for this pointer is on the screen.
    pub fn register(self, pointer: &'static str) {
        self.fields.update_value(|fields| fields.push(pointer));
    }

    /// Builds the body, checks it by the contract's rules, sends it; problems go to their fields.
    pub fn submit<T, R, F>(
        self,
        build: impl FnOnce(&Reader) -> T,
        send: impl FnOnce(T, Uuid) -> F + 'static,
        done: impl FnOnce(R) + 'static,
    ) where
        T: Validate + 'static,
        R: 'static,
        F: Future<Output = Result<R, ClientError>> + 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        let reader = Reader { texts: self.texts.get_untracked(), problems: RefCell::default() };
        let body = build(&reader);
        let mut problems = reader.problems.into_inner();
        if let Err(errors) = body.validate() {
            let known: Vec<_> = problems.iter().map(|p| p.pointer.clone()).collect();
            problems.extend(field_problems(&errors).into_iter().filter(|p| !known.iter().any(|k| belongs(&p.pointer, k))));
        }
        self.failure.set(None);
        if !problems.is_empty() {
            self.show(problems);
            return;
        }
        self.busy.set(true);
        let sending = send(body, self.key.get_value());
        spawn_local(async move {
            let answer = sending.await;
            self.busy.try_set(false);
            match answer {
                Ok(reply) => {
                    self.forget();
                    self.start.try_update_value(|start| *start = self.texts.get_untracked());
                    self.key.try_update_value(|key| *key = Uuid::now_v7());
                    done(reply);
                }
                Err(error) => {
                    // A refused body may be changed and sent again, as something new.
                    if !matches!(error, ClientError::Offline) {
                        self.key.try_update_value(|key| *key = Uuid::now_v7());
                    }
                    let fields = error.fields().to_vec();
                    self.failure.try_set(Some(error));
                    self.show(fields);
                }
            }
        });
    }

    fn show(self, problems: Vec<FieldProblem>) {
        self.problems.try_set(problems);
        // The first field with a problem gets the cursor, once it is marked; what is wrong with the whole is brought into view.
        request_animation_frame(|| {
            use wasm_bindgen::JsCast;
            if let Ok(Some(field)) = document().query_selector("[aria-invalid=true]") {
                let _focused = field.dyn_into::<web_sys::HtmlElement>().map(|field| field.focus());
            } else if let Ok(Some(notice)) = document().query_selector(".form > .notice[role=alert]") {
                notice.scroll_into_view_with_bool(false);
            }
        });
    }

    /// Problems at no field of this form.
    fn stray(self) -> Vec<String> {
        let fields = self.fields.get_value();
        self.problems.with(|problems| {
            problems.iter().filter(|p| !fields.iter().any(|field| belongs(&p.pointer, field))).map(|p| p.detail.clone()).collect()
        })
    }

    fn keep(self) {
        if let (Some(name), Some(storage)) = (self.name.get_value(), storage())
            && let Ok(json) = self.texts.with_untracked(serde_json::to_string)
        {
            let _kept = storage.set_item(&name, &json);
        }
    }

    fn forget(self) {
        if let (Some(Some(name)), Some(storage)) = (self.name.try_get_value(), storage()) {
            let _gone = storage.remove_item(&name);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// True where a problem at `pointer` belongs to the field `field`: `/budget/amount` belongs to `/budget`.
fn belongs(pointer: &str, field: &str) -> bool {
    pointer.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Reads the typed texts as values; what cannot be read becomes a problem at its field.
pub struct Reader {
    texts: Texts,
    problems: RefCell<Vec<FieldProblem>>,
}

impl Reader {
    /// The text as typed.
    pub fn text(&self, pointer: &str) -> String {
        self.texts.get(pointer).cloned().unwrap_or_default()
    }

    /// The text, absent where nothing stands.
    pub fn given(&self, pointer: &str) -> Option<String> {
        Some(self.text(pointer)).filter(|text| !text.trim().is_empty())
    }

    /// A whole number; separators of thousands and full-width digits are understood.
    pub fn number(&self, pointer: &str) -> Option<i64> {
        self.parsed(pointer, "number", |text| plain_digits(text).parse().ok())
    }

    /// An amount in yuan.
    pub fn money(&self, pointer: &str) -> Option<Money> {
        let amount = self.parsed(pointer, "money", |text| plain_digits(text).parse().ok())?;
        Some(Money { amount, currency: "CNY".to_owned() })
    }

    /// A date, a word of a vocabulary, an id: anything with one spelling.
    pub fn value<T: FromStr>(&self, pointer: &str) -> Option<T> {
        self.parsed(pointer, "value", |text| text.parse().ok())
    }

    /// A moment, as typed in the local time.
    pub fn moment(&self, pointer: &str) -> Option<chrono::DateTime<chrono::Utc>> {
        self.parsed(pointer, "value", crate::clock::from_local)
    }

    /// The value, or a problem at its field and a stand-in, where the rules demand one.
    pub fn must<T>(&self, pointer: &str, value: Option<T>, stand_in: T) -> T {
        if value.is_none() && !self.problems.borrow().iter().any(|p| p.pointer == pointer) {
            self.refuse(pointer, "required");
        }
        value.unwrap_or(stand_in)
    }

    fn parsed<T>(&self, pointer: &str, code: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.given(pointer)?;
        let value = parse(text.trim());
        if value.is_none() {
            self.refuse(pointer, code);
        }
        value
    }

    /// Puts a problem at a field, for what no rule of the contract can know.
    pub fn refuse(&self, pointer: &str, code: &str) {
        self.problems.borrow_mut().push(FieldProblem { pointer: pointer.to_owned(), code: code.to_owned(), detail: rule_text(code) });
    }
}

fn plain_digits(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, ',' | '，' | ' ' | '¥' | '￥' | '\u{3000}'))
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            '．' => '.',
            other => other,
        })
        .collect()
}

/// The frame of a form: what stands over it, its fields, what a press of Enter does.
#[component]
pub fn FormFrame(form: Form, #[prop(into)] on_submit: Callback<()>, children: Children) -> impl IntoView {
    provide_context(form);
    let over = move || {
        let stray = form.stray();
        let failed = form.failure.with(|failure| failure.as_ref().filter(|e| e.fields().is_empty()).map(error_text));
        let lines: Vec<_> = failed.into_iter().chain(stray).map(|line| view! { <p>{line}</p> }).collect();
        (!lines.is_empty()).then(|| notice("cinnabar", lines))
    };
    let draft = move || {
        form.restored.get().then(|| {
            notice(
                "jade",
                view! {
                    {t(ui::DRAFT_RESTORED)}
                    " "
                    <button type="button" class="link" on:click=move |_| form.reset()>{t(ui::DRAFT_DISCARD)}</button>
                },
            )
        })
    };
    view! {
        <form class="form" novalidate
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }>
            {draft} {over} {children()}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(texts: &[(&str, &str)]) -> Reader {
        Reader { texts: texts.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect(), problems: RefCell::default() }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = reader(&[("/a", "１２，３４５"), ("/b", "¥1,200.50"), ("/c", "many"), ("/d", " ")]);
        assert_eq!(read.number("/a"), Some(12_345));
        assert_eq!(read.money("/b"), Some(Money::from_cents(120_050)));
        assert_eq!(read.number("/d"), None);
        assert!(read.problems.borrow().is_empty());
        assert_eq!(read.number("/c"), None);
        assert_eq!(read.problems.borrow().len(), 1);
    }

    #[test]
    fn what_is_demanded_and_missing_is_one_problem() {
        let read = reader(&[("/on", "yesterday")]);
        let day: chrono::NaiveDate = read.must("/on", read.value("/on"), chrono::NaiveDate::MIN);
        assert_eq!(day, chrono::NaiveDate::MIN);
        let id = read.must("/who", read.value::<Uuid>("/who"), Uuid::nil());
        assert!(id.is_nil());
        let pointers: Vec<_> = read.problems.borrow().iter().map(|p| p.pointer.clone()).collect();
        assert_eq!(pointers, ["/on", "/who"]);
    }

    #[test]
    fn problems_inside_a_value_belong_to_its_field() {
        assert!(belongs("/budget/amount", "/budget"));
        assert!(belongs("/name", "/name"));
        assert!(!belongs("/names", "/name"));
    }
}
