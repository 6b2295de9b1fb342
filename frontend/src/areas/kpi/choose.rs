//! Several colleagues chosen for one thing: a menu and the names chosen below it.

use crate::i18n::t;
use crate::session::Session;
use crate::ui::icon::{Icon, icon};
use crate::ui::remote::{Remote, remote};
use contract::PersonRef;
use contract::organisation::{ListPeople, Person};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use locale::gradings_ui as text;
use uuid::Uuid;

/// Colleagues offered at once.
const MOST: u32 = 200;

/// Who was chosen, in their order.
#[derive(Clone, Copy)]
pub struct Chosen(RwSignal<Vec<PersonRef>>);

impl Chosen {
    /// With these to begin with.
    pub fn new(start: Vec<PersonRef>) -> Self {
        Self(RwSignal::new(start))
    }

    /// Their ids.
    pub fn ids(self) -> Vec<Uuid> {
        self.0.with_untracked(|all| all.iter().map(|one| one.id).collect())
    }
}

/// Everyone with the company.
pub fn everybody(session: Session) -> Remote<Page<Person>> {
    remote(move || async move {
        let filters = vec![("status".to_owned(), "in:active,on_leave,leaving".to_owned())];
        session.get::<ListPeople>(&[], &ListQuery { filters, limit: Some(MOST), ..Default::default() }).await
    })
}

/// The menu with the names below it; `id` is the menu's own on the page.
pub fn many(
    id: &'static str,
    label: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    people: Remote<Page<Person>>,
    chosen: Chosen,
) -> AnyView {
    let options = move || {
        let free = |one: &&Person| !chosen.0.with(|all| all.iter().any(|known| known.id == one.id));
        let option = |one: &Person| view! { <option value=one.id.to_string()>{format!("{} · {}", one.name, one.post)}</option> };
        people.with(|page| page.items.iter().filter(free).map(option).collect::<Vec<_>>())
    };
    let add = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        let found = people.with(|page| page.items.iter().find(|one| one.id.to_string() == value).map(|one| (one.id, one.name.clone())));
        if let Some((id, name)) = found.flatten() {
            chosen.0.update(|all| all.push(PersonRef { id, name }));
        }
    };
    let names = move || {
        let name = |one: PersonRef| {
            let remove = move |_| chosen.0.update(|all| all.retain(|known| known.id != one.id));
            let title = one.name.clone();
            view! {
                <span class="badge calm">
                    {one.name}
                    <button type="button" class="bare" title=move || format!("{} {title}", t(text::REMOVE)()) on:click=remove>{icon(Icon::Close)}</button>
                </span>
            }
        };
        chosen.0.get().into_iter().map(name).collect::<Vec<_>>()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select class="input" id=id on:change=add>
                <option value="">{t(locale::schemes_ui::CHOOSE)}</option>
                {options}
            </select>
            <p class="inline-flex flex-wrap gap-1 mt-1">{names}</p>
        </div>
    }
    .into_any()
}
