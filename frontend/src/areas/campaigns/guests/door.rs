//! The door: guests are checked in by code or the end of their number, with or without a connection (CMP-07).

use super::kept::{Expected, Kept};
use crate::areas::campaigns::frame;
use crate::i18n::{t, tell};
use crate::session::{Session, use_session};
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::sheet;
use crate::ui::toast::{Toasts, use_toasts};
use client::ClientError;
use contract::campaigns::Campaign;
use contract::campaigns::guests::{CheckIn, CheckInGuests, CheckIns, ListGuests};
use contract::page::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{campaigns_ui as campaigns, guests_ui as text};
use std::time::Duration;
use uuid::Uuid;

/// Check-ins sent together, and guests read together.
const BATCH: usize = 200;
/// How often what is unsent is tried again.
const AGAIN: Duration = Duration::from_secs(10);
/// Guests shown for what was typed.
const SHOWN: usize = 8;

/// The door of one campaign on this device.
#[derive(Clone, Copy)]
struct Door {
    id: Uuid,
    session: Session,
    toasts: Toasts,
    kept: RwSignal<Kept>,
    offline: RwSignal<bool>,
    sending: RwSignal<bool>,
}

impl Door {
    fn open(id: Uuid) -> Self {
        let (session, toasts) = (use_session(), use_toasts());
        let kept = RwSignal::new(Kept::load(id));
        Self { id, session, toasts, kept, offline: RwSignal::new(false), sending: RwSignal::new(false) }
    }

    fn change<R>(self, change: impl FnOnce(&mut Kept) -> R) -> Option<R> {
        let changed = self.kept.try_update(change);
        let _saved = self.kept.try_with_untracked(|kept| kept.save(self.id));
        changed
    }

    /// Notes on the device first, sends then.
    fn check_in(self, note: CheckIn) {
        if self.change(|kept| kept.note(note)) == Some(true) {
            self.send();
        }
    }

    /// Sends what is unsent, batch by batch, until all has arrived or the connection is lost.
    fn send(self) {
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        spawn_local(async move {
            loop {
                let items: Vec<CheckIn> =
                    self.kept.try_with_untracked(|kept| kept.unsent.iter().take(BATCH).cloned().collect()).unwrap_or_default();
                if items.is_empty() {
                    break;
                }
                let body = CheckIns { items };
                match self.session.write::<CheckInGuests>(&[&self.id], None, Uuid::now_v7(), &body).await {
                    Ok(results) => {
                        self.change(|kept| kept.arrived(&results.items));
                        self.offline.try_set(false);
                    }
                    Err(ClientError::Offline) => {
                        self.offline.try_set(true);
                        break;
                    }
                    Err(error) => {
                        self.toasts.fail(&error);
                        break;
                    }
                }
            }
            self.sending.try_set(false);
        });
    }

    /// Reads the whole list, page by page; without a connection the one on the device stays.
    fn read(self) {
        spawn_local(async move {
            let mut guests = Vec::new();
            let mut cursor = None;
            loop {
                let query = ListQuery { limit: u32::try_from(BATCH).ok(), cursor, ..Default::default() };
                match self.session.get::<ListGuests>(&[&self.id], &query).await {
                    Ok(page) => {
                        guests.extend(page.items.iter().map(Expected::of));
                        cursor = page.next;
                    }
                    Err(error) => {
                        self.offline.try_set(matches!(error, ClientError::Offline));
                        return;
                    }
                }
                if cursor.is_none() {
                    break;
                }
            }
            self.offline.try_set(false);
            self.change(|kept| kept.take(guests));
        });
    }
}

/// The door of a campaign.
pub fn door() -> impl IntoView {
    frame::part(text::CHECK_IN, |campaign: &Campaign| {
        let door = Door::open(campaign.id);
        door.read();
        door.send();
        let back = window_event_listener(leptos::ev::online, move |_| {
            door.send();
            door.read();
        });
        let gone = window_event_listener(leptos::ev::offline, move |_| door.offline.set(true));
        let again = set_interval_with_handle(move || door.send(), AGAIN).ok();
        on_cleanup(move || {
            back.remove();
            gone.remove();
            if let Some(again) = again {
                again.clear();
            }
        });
        draw(door, campaign.id)
    })
}

fn draw(door: Door, id: Uuid) -> AnyView {
    let typed = RwSignal::new(String::new());
    let state = move || {
        let (unsent, came, all) =
            door.kept.with(|kept| (kept.unsent.len(), kept.guests.iter().filter(|guest| guest.came).count(), kept.guests.len()));
        let unsent = if unsent == 0 {
            tag(Tone::Bamboo, t(text::SENT_ALL)).into_any()
        } else {
            let tag = tag(Tone::Ochre, move || tell(text::UNSENT, &[("n", &unsent.to_string())]));
            view! { {tag}<button type="button" class="button quiet small" on:click=move |_| door.send()>{icon(Icon::Retry)}{t(text::SEND_NOW)}</button> }.into_any()
        };
        view! {
            <p class="flex flex-wrap items-center gap-3 mb-3" data-testid="door-state">
                <b>{move || tell(text::CAME, &[("n", &came.to_string())])}</b>
                <span class="text-ink-2">{move || tell(text::ROSTER_OF, &[("n", &all.to_string())])}</span>
                {unsent}
            </p>
        }
    };
    let offline = move || door.offline.get().then(|| notice("ochre", t(text::OFFLINE)));
    let found = move || {
        let typed = typed.get();
        door.kept.with(|kept| kept.guests.iter().filter(|guest| guest.fits(&typed)).take(SHOWN).cloned().collect::<Vec<_>>())
    };
    let lines = move || {
        let guests = found();
        if guests.is_empty() && !typed.get().trim().is_empty() {
            return view! { <p class="text-ink-2">{t(text::NOBODY)}</p> }.into_any();
        }
        guests.into_iter().map(|guest| line(door, guest, typed)).collect::<Vec<_>>().into_any()
    };
    // A scanner ends with Enter: the only one who fits is let in at once.
    let scanned = move |event: leptos::ev::KeyboardEvent| {
        if event.key() != "Enter" || event.is_composing() {
            return;
        }
        if let [one] = untrack(found).as_slice()
            && !one.came
        {
            let_in(door, one, typed);
        }
    };
    let body = view! {
        {offline}
        {state}
        <p class="hint">{t(text::CHECK_IN_HINT)}</p>
        <div class="field">
            <label for="door-find">{t(text::FIND)}</label>
            <input class="input" id="door-find" type="search" autocomplete="off" prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event)) on:keydown=scanned />
        </div>
        <div class="grid gap-2">{lines}</div>
        {walk_in(door)}
    };
    view! {
        <a class="crumb" href=format!("/campaigns/{id}/guests")>{icon(Icon::Left)}{t(campaigns::PART_GUESTS)}</a>
        {sheet(text::CHECK_IN, (), body)}
    }
    .into_any()
}

fn let_in(door: Door, guest: &Expected, typed: RwSignal<String>) {
    let note = CheckIn {
        id: Uuid::now_v7(),
        guest_id: Some(guest.id),
        code: String::new(),
        name: String::new(),
        phone: String::new(),
        at: crate::clock::now(),
    };
    door.check_in(note);
    typed.set(String::new());
    door.toasts.say(tell(text::WALK_IN_SAID, &[("name", &guest.name)]));
}

fn line(door: Door, guest: Expected, typed: RwSignal<String>) -> AnyView {
    let (name, hint) = (guest.name.clone(), guest.hint.clone());
    let act = if guest.came {
        tag(Tone::Jade, t(text::IN_ALREADY)).into_any()
    } else {
        view! { <button type="button" class="button primary" on:click=move |_| let_in(door, &guest, typed)>{icon(Icon::Check)}{t(text::CHECK_IN_ONE)}</button> }
            .into_any()
    };
    view! { <div class="flex items-center justify-between gap-3"><span>{name}" "<small class="text-ink-3">{hint}</small></span>{act}</div> }
        .into_any()
}

/// Somebody who is on no list.
fn walk_in(door: Door) -> AnyView {
    let (name, phone) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let who = name.get_untracked().trim().to_owned();
        if who.is_empty() {
            return;
        }
        let number = phone.get_untracked();
        // A number that is none must not hold up the others: it is left out.
        let number = if contract::values::phone::parse(&number).is_ok() { number } else { String::new() };
        let note =
            CheckIn { id: Uuid::now_v7(), guest_id: None, code: String::new(), name: who.clone(), phone: number, at: crate::clock::now() };
        door.check_in(note);
        door.toasts.say(tell(text::WALK_IN_SAID, &[("name", &who)]));
        name.set(String::new());
        phone.set(String::new());
    };
    view! {
        <form class="form mt-5" on:submit=submit>
            <h3 class="label">{t(text::WALK_IN)}</h3>
            <div class="pair">
                <div class="field">
                    <label for="walk-in-name">{t(text::NAME)}</label>
                    <input class="input" id="walk-in-name" autocomplete="off" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event)) />
                </div>
                <div class="field">
                    <label for="walk-in-phone">{t(text::PHONE)}</label>
                    <input class="input" id="walk-in-phone" type="tel" autocomplete="off" prop:value=move || phone.get() on:input=move |event| phone.set(event_target_value(&event)) />
                </div>
            </div>
            <button type="submit" class="button">{icon(Icon::Plus)}{t(text::WALK_IN)}</button>
        </form>
    }
    .into_any()
}
