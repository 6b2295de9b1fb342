//! The field for a comment: `@` offers the people who may see the record, Ctrl and Enter sends, the draft stays until it is sent.

use super::mention;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::fields::FormFoot;
use crate::ui::form::{Form, FormFrame, Reader};
use contract::comments::{AddComment, Comment, CommentForm, EditComment, ListReaders, ReadersQuery, RecordReader};
use contract::{PersonRef, SubjectKind};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::comments_ui as text;
use std::time::Duration;
use uuid::Uuid;

const TEXT: &str = "/text";
/// Where the form keeps the people chosen.
const PEOPLE: &str = "/mentions";
const PAUSE: Duration = Duration::from_millis(180);

/// The record that is spoken about.
#[derive(Clone, Copy)]
pub struct About {
    pub kind: SubjectKind,
    pub record: Uuid,
}

/// The field; of `old`, where one is changed.
pub fn compose(about: About, old: Option<Comment>, focused: bool, done: Callback<Comment>, cancel: Option<Callback<()>>) -> AnyView {
    let session = use_session();
    let seen = old.as_ref().map(|comment| (comment.id, comment.version));
    let name = seen.map_or_else(|| format!("comment/{}", about.record), |(id, _)| format!("comment/{id}/edit"));
    let start = old.map(|comment| [(TEXT, comment.text), (PEOPLE, mention::text_of(&comment.mentions))]);
    let form = Form::kept(name, start.into_iter().flatten());
    form.register(TEXT);
    form.register(PEOPLE);
    let send = move |()| {
        let answer = move |body: CommentForm, key| async move {
            match seen {
                Some((id, version)) => session.write::<EditComment>(&[&id], Some(version), key, &body).await,
                None => session.write::<AddComment>(&[&about.kind.word(), &about.record], None, key, &body).await,
            }
        };
        form.submit(read, answer, move |comment| done.run(comment));
    };
    let label = if seen.is_some() { text::SAVE } else { text::SEND };
    view! {
        <FormFrame form on_submit=send>
            {field(about, form, seen.map(|(id, _)| id), focused, Callback::new(send))}
            <FormFoot save=label cancel=cancel />
        </FormFrame>
    }
    .into_any()
}

/// Who was chosen and taken out of the text again is not told.
fn read(reader: &Reader) -> CommentForm {
    let text = reader.text(TEXT);
    let people = mention::people_in(&reader.text(PEOPLE));
    let mentions = people.into_iter().filter(|person| mention::is_named(&text, &person.name)).map(|person| person.id).collect();
    CommentForm { text, mentions }
}

/// The people on offer below the field.
#[derive(Clone, Copy)]
struct Offer {
    about: About,
    form: Form,
    area: NodeRef<html::Textarea>,
    open: RwSignal<bool>,
    found: RwSignal<Vec<RecordReader>>,
    row: RwSignal<usize>,
    asked: StoredValue<u32>,
}

impl Offer {
    fn new(about: About, form: Form) -> Self {
        let area = NodeRef::<html::Textarea>::new();
        let (open, found, row) = (RwSignal::new(false), RwSignal::new(Vec::new()), RwSignal::new(0));
        Self { about, form, area, open, found, row, asked: StoredValue::new(0) }
    }

    fn around_caret(self) -> (String, String) {
        let caret = self.area.get_untracked().and_then(|area| area.selection_start().ok().flatten()).unwrap_or_default();
        mention::around(&untrack(|| self.form.get(TEXT)), caret)
    }

    fn typed(self) {
        let (before, _) = self.around_caret();
        let Some(q) = mention::wanted(&before).map(str::to_owned) else {
            self.open.set(false);
            return;
        };
        let n = self.asked.get_value() + 1;
        self.asked.set_value(n);
        let session = use_session();
        let latest = move || self.asked.try_get_value() == Some(n);
        set_timeout(
            move || {
                if !latest() {
                    return;
                }
                spawn_local(async move {
                    let answer = session.get::<ListReaders>(&[&self.about.kind.word(), &self.about.record], &ReadersQuery { q }).await;
                    if let (Ok(readers), true) = (answer, latest()) {
                        self.found.try_set(readers.people);
                        self.row.try_set(0);
                        self.open.try_set(true);
                    }
                });
            },
            PAUSE,
        );
    }

    fn choose(self, person: RecordReader) {
        let (before, after) = self.around_caret();
        let before = mention::filled(&before, &person.name);
        self.form.set(TEXT, format!("{before}{after}"));
        let mut people = mention::people_in(&untrack(|| self.form.get(PEOPLE)));
        if people.iter().all(|known| known.id != person.id) {
            people.push(PersonRef { id: person.id, name: person.name });
        }
        self.form.set(PEOPLE, mention::text_of(&people));
        self.close();
        let caret = u32::try_from(before.encode_utf16().count()).unwrap_or_default();
        request_animation_frame(move || {
            if let Some(area) = self.area.try_get_untracked().flatten() {
                let _placed = area.focus().and_then(|()| area.set_selection_range(caret, caret));
            }
        });
    }

    fn close(self) {
        // An answer that is still on its way is not wanted any more.
        self.asked.update_value(|n| *n += 1);
        self.open.set(false);
    }

    /// Whether the key was meant for the offer.
    fn takes(self, key: &str) -> bool {
        if !self.open.get_untracked() {
            return false;
        }
        let count = self.found.with_untracked(Vec::len);
        match key {
            "ArrowDown" if count > 0 => self.row.update(|row| *row = (*row + 1) % count),
            "ArrowUp" if count > 0 => self.row.update(|row| *row = (*row + count - 1) % count),
            "Enter" | "Tab" if count > 0 => {
                if let Some(person) = self.found.with_untracked(|found| found.get(self.row.get_untracked()).cloned()) {
                    self.choose(person);
                }
            }
            "Escape" => self.close(),
            _ => return false,
        }
        true
    }
}

fn field(about: About, form: Form, old: Option<Uuid>, focused: bool, send: Callback<()>) -> AnyView {
    let offer = Offer::new(about, form);
    let id = old.map_or_else(|| "comment".to_owned(), |id| format!("comment-{id}"));
    let (list, hint) = (format!("{id}-people"), format!("{id}-hint"));
    let row_id = {
        let list = list.clone();
        move |row: usize| format!("{list}-{row}")
    };
    let active = {
        let row_id = row_id.clone();
        move || (offer.open.get() && !offer.found.read().is_empty()).then(|| row_id(offer.row.get()))
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send.run(());
        } else if offer.takes(&event.key()) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    Effect::new(move |_| {
        if let (true, Some(area)) = (focused, offer.area.get()) {
            let _focused = area.focus();
        }
    });
    let options = move || {
        let option = |(at, person): (usize, RecordReader)| {
            let (name, post) = (person.name.clone(), person.post.clone());
            let choose = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                offer.choose(person.clone());
            };
            view! {
                <button type="button" class="option" role="option" tabindex="-1" id=row_id(at)
                    aria-selected=move || (offer.row.get() == at).to_string() on:mousedown=choose>
                    <span>{name}</span><small>{post}</small>
                </button>
            }
        };
        let rows: Vec<_> = offer.found.get().into_iter().enumerate().map(option).collect();
        if rows.is_empty() { view! { <p class="none">{t(text::NOBODY)}</p> }.into_any() } else { rows.into_any() }
    };
    let problem = move || form.problem(TEXT).or_else(|| form.problem(PEOPLE));
    view! {
        <div class="field">
            <label for=id.clone()>{t(if old.is_some() { text::EDIT } else { text::WRITE })}</label>
            <div class="picker">
                <textarea class="input" id=id rows="2" node_ref=offer.area aria-autocomplete="list" aria-controls=list.clone()
                    aria-activedescendant=active aria-describedby=hint.clone() aria-invalid=move || problem().is_some().to_string()
                    prop:value=move || form.get(TEXT)
                    on:input=move |event| {
                        form.set(TEXT, event_target_value(&event));
                        offer.typed();
                    }
                    on:blur=move |_| offer.close()
                    on:keydown=on_key></textarea>
                <div class="options" id=list role="listbox" aria-label=t(text::OFFERED) hidden=move || !offer.open.get()>{options}</div>
            </div>
            <p class="hint" id=hint>{t(text::HINT)}</p>
            {move || problem().map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
    .into_any()
}
