//! Who is on duty. The roster is set as a whole: each change sends what the others are, too.

use crate::areas::finders;
use crate::clock;
use crate::i18n::t;
use crate::session::Session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::remote::Remote;
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use chrono::{DateTime, TimeDelta, Utc};
use contract::campaigns::run_sheet::{RosterEntry, RosterForm, RosterLine, RunSheet, SetRoster};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::run_sheet_ui as text;
use uuid::Uuid;

fn entry(line: &RosterLine) -> RosterEntry {
    RosterEntry { person_id: line.person.id, duty: line.duty.clone(), from_at: line.from_at, until_at: line.until_at }
}

/// The roster.
pub fn view(session: Session, day: &RunSheet, changed: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let (id, version, editable) = (day.id, day.version, day.editable);
    let entries: Vec<RosterEntry> = day.roster.iter().map(entry).collect();
    let row = |(at, line): (usize, &RosterLine)| {
        let mut others = entries.clone();
        others.remove(at);
        let others = StoredValue::new(others);
        let remove = move |_| {
            let body = RosterForm { entries: others.get_value() };
            spawn_local(async move {
                if let Err(error) = session.write::<SetRoster>(&[&id], Some(version), Uuid::now_v7(), &body).await {
                    toasts.fail(&error);
                }
                changed.run(());
            });
        };
        let out = editable.then(
            || view! { <button type="button" class="button quiet small" on:click=remove>{icon(Icon::Close)}{t(text::REMOVE)}</button> },
        );
        view! {
            <li class="flex flex-wrap items-center justify-between gap-2 mb-2">
                <span>{person(&line.person.name)}" "{line.duty.clone()}<small class="block text-ink-3">{moment(line.from_at)}" – "{moment(line.until_at)}</small></span>
                {out}
            </li>
        }
    };
    let rows: Vec<_> = day.roster.iter().enumerate().map(row).collect();
    let none = rows.is_empty().then(|| view! { <p class="text-ink-2">{t(text::NO_ROSTER)}</p> });
    view! { {none}<ul>{rows}</ul> }.into_any()
}

/// Puts somebody on duty. It stands beside the roster, so that what is typed stays when the roster is read anew.
pub fn add(session: Session, id: Uuid, day: Remote<RunSheet>, starts_at: DateTime<Utc>, changed: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let body = move || {
        let seen = untrack(|| day.with(|day| (day.version, day.roster.iter().map(entry).collect::<Vec<_>>())));
        let (version, entries) = seen.unwrap_or_default();
        let count = entries.len();
        let entries = StoredValue::new(entries);
        let until = starts_at + TimeDelta::hours(4);
        let form = Form::new([("/from_at", clock::to_local(starts_at)), ("/until_at", clock::to_local(until))]);
        let read = move |read: &Reader| {
            let mut all = entries.get_value();
            all.push(RosterEntry {
                person_id: read.must("/person_id", read.value("/person_id"), Uuid::nil()),
                duty: read.text("/duty"),
                from_at: read.must("/from_at", read.moment("/from_at"), starts_at),
                until_at: read.must("/until_at", read.moment("/until_at"), until),
            });
            RosterForm { entries: all }
        };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<SetRoster>(&[&id], Some(version), key, &body).await },
                move |_: RunSheet| {
                    open.set(false);
                    toasts.say(t(text::SAVED)());
                    changed.run(());
                },
            );
        };
        // The new one is the last of the list that is sent.
        let wrong = move || form.problem(&format!("/entries/{count}")).map(|problem| view! { <p class="wrong">{problem}</p> });
        view! {
            <FormFrame form on_submit=submit>
                <Picker at="/person_id" label=text::PERSON find=finders::people(session, &[]) must=true />
                <Field at="/duty" label=text::DUTY must=true />
                <div class="pair">
                    <Field at="/from_at" label=text::FROM_AT kind=Kind::Moment must=true />
                    <Field at="/until_at" label=text::UNTIL_AT kind=Kind::Moment must=true />
                </div>
                {wrong}
                <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::ADD_DUTY)}</button>
        <Dialog open title=text::ADD_DUTY>{body()}</Dialog>
    }
    .into_any()
}
