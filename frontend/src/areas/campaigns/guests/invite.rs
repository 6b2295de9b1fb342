//! Inviting: somebody by hand, or customers that the person sees.

use crate::i18n::{t, tell};
use crate::session::Session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::campaigns::guests::{Guest, InviteCustomers, InviteCustomersAsGuests, InviteGuest, Invited, NewGuest};
use contract::customers::{CustomerRow, ListCustomers};
use contract::page::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::guests_ui as text;
use std::collections::HashSet;
use uuid::Uuid;

/// Customers shown at once.
const SHOWN: u32 = 50;

/// Adds somebody by hand.
pub fn add(session: Session, id: Uuid, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let form = Form::new([]);
    let read = |read: &Reader| NewGuest { name: read.text("/name"), phone: read.text("/phone"), company: read.text("/company") };
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<InviteGuest>(&[&id], None, key, &body).await },
            move |now: Guest| {
                open.set(false);
                toasts.say(tell(text::ADDED, &[("name", &now.name)]));
                changed.run(());
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/name" label=text::NAME must=true />
            <Field at="/phone" label=text::PHONE kind=Kind::Phone />
            <Field at="/company" label=text::COMPANY />
            <FormFoot save=text::ADD cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// Invites customers: found by name, ticked, sent together.
pub fn customers(session: Session, id: Uuid, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let (q, chosen) = (RwSignal::new(String::new()), RwSignal::new(HashSet::<Uuid>::new()));
    let key = StoredValue::new(Uuid::now_v7());
    let found = remote(move || {
        let q = Some(q.get().trim().to_owned()).filter(|q| !q.is_empty());
        async move { session.get::<ListCustomers>(&[], &ListQuery { q, limit: Some(SHOWN), ..Default::default() }).await }
    });
    let send = move |_| {
        let body = InviteCustomers { customer_ids: chosen.get_untracked().into_iter().collect() };
        spawn_local(async move {
            match session.write::<InviteCustomersAsGuests>(&[&id], None, key.get_value(), &body).await {
                Ok(Invited { invited, already }) => {
                    toasts.say(tell(text::INVITED_SAID, &[("n", &invited.to_string()), ("already", &already.to_string())]));
                    open.try_set(false);
                    changed.run(());
                }
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let line = move |customer: &CustomerRow| {
        let id = customer.id;
        let turn = move |_| {
            chosen.update(|chosen| {
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
            });
        };
        view! { <label class="tick"><input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.contains(&id)) on:change=turn />{customer.name.clone()}</label> }
    };
    view! {
        <p class="text-ink-2">{t(text::INVITE_HINT)}</p>
        <div class="field">
            <label for="find-customer">{t(text::FIND_CUSTOMER)}</label>
            <input class="input" id="find-customer" type="search" autocomplete="off" on:change=move |event| q.set(event_target_value(&event)) />
        </div>
        {found.view(move |page| view! { <div class="grid">{page.items.iter().map(line).collect::<Vec<_>>()}</div> }.into_any())}
        <div class="form-foot">
            <button type="button" class="button primary" disabled=move || chosen.with(HashSet::is_empty) on:click=send>
                {move || tell(text::INVITE, &[("n", &chosen.with(HashSet::len).to_string())])}
            </button>
            <button type="button" class="button quiet" on:click=move |_| open.set(false)>{t(locale::ui::CANCEL)}</button>
        </div>
    }
    .into_any()
}
