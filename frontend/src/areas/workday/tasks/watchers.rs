//! Several people in one field of a form: each chosen one joins the list below the picker.

use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::form::{Form, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::{Picker, name_of};
use contract::PersonRef;
use leptos::prelude::*;
use locale::assignments_ui as tasks;
use uuid::Uuid;

/// Where the form keeps them: one `id name` a line.
const AT: &str = "/watcher_ids";
const NEXT: &str = "/watcher";

/// The people as the form keeps them.
pub fn text_of(people: &[PersonRef]) -> (&'static str, String) {
    (AT, people.iter().map(|person| format!("{} {}", person.id, person.name)).collect::<Vec<_>>().join("\n"))
}

fn people_in(text: &str) -> Vec<PersonRef> {
    let person = |line: &str| {
        let (id, name) = line.split_once(' ')?;
        Some(PersonRef { id: id.parse().ok()?, name: name.to_owned() })
    };
    text.lines().filter_map(person).collect()
}

/// The ids of the people chosen.
pub fn read(read: &Reader) -> Vec<Uuid> {
    people_in(&read.text(AT)).into_iter().map(|person| person.id).collect()
}

/// The field.
#[component]
pub fn Watchers() -> impl IntoView {
    let form = expect_context::<Form>();
    let session = use_session();
    // A new picker for each next person: the one before keeps the name that was chosen.
    let round = RwSignal::new(0u32);
    Effect::new(move |_| {
        let Ok(id) = form.get(NEXT).parse::<Uuid>() else { return };
        let name = untrack(|| form.get(&name_of(NEXT)));
        let mut people = people_in(&untrack(|| form.get(AT)));
        if people.iter().all(|person| person.id != id) {
            people.push(PersonRef { id, name });
        }
        form.set(NEXT, String::new());
        form.set(&name_of(NEXT), String::new());
        form.set(AT, text_of(&people).1);
        round.update(|n| *n += 1);
    });
    let picker = move || {
        round.track();
        view! { <Picker at=NEXT label=tasks::WATCHERS find=finders::people(session, &[]) hint=tasks::WATCHERS_HINT /> }
    };
    let chosen = move || {
        let people = people_in(&form.get(AT));
        let chip = |person: PersonRef| {
            let id = person.id;
            let remove = move |_| {
                let rest: Vec<PersonRef> = people_in(&untrack(|| form.get(AT))).into_iter().filter(|p| p.id != id).collect();
                form.set(AT, text_of(&rest).1);
            };
            let label = tell(tasks::REMOVE, &[]);
            view! {
                <li class="chip on">
                    {person.name.clone()}
                    <button type="button" class="button quiet bare small" title=label.clone() aria-label=format!("{label} {}", person.name) on:click=remove>{icon(Icon::Close)}</button>
                </li>
            }
        };
        (!people.is_empty()).then(|| view! { <ul class="flex flex-wrap gap-2" aria-label=t(tasks::WATCHERS)>{people.into_iter().map(chip).collect::<Vec<_>>()}</ul> })
    };
    view! { {picker} {chosen} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_come_back_as_they_were_written() {
        let people =
            [PersonRef { id: Uuid::from_u128(1), name: "林 晓".into() }, PersonRef { id: Uuid::from_u128(2), name: "白洁".into() }];
        assert_eq!(people_in(&text_of(&people).1), people);
        assert!(people_in("").is_empty());
        assert!(people_in("no id").is_empty());
    }
}
