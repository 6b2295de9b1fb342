use super::import::import;
use super::invite::{add, customers};
use super::picture;
use crate::areas::campaigns::frame::{self, said, yes};
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{fact, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{or_unset, subject_link};
use crate::ui::toast::use_toasts;
use contract::campaigns::Campaign;
use contract::campaigns::guests::{
    ActOnGuest, Guest, GuestAct, GuestActKind, GuestStatus, ListGuests, SetSignUp, ShowSignUp, SignUp, SignUpForm,
};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, guests_ui as text};
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// As many as the page shows at once; the filter narrows them down.
const SHOWN: u32 = 200;

/// In place of a status: those who have to be told that the campaign was put off or called off.
const UNTOLD: &str = "untold";

/// The guests of a campaign.
pub fn list() -> impl IntoView {
    frame::part(campaigns::PART_GUESTS, |campaign: &Campaign| {
        let session = use_session();
        let id = campaign.id;
        let status = RwSignal::new(String::new());
        let sign_up = remote(move || async move { session.get::<ShowSignUp>(&[&id], &()).await });
        let guests = remote(move || {
            let status = status.get();
            let filters = match status.as_str() {
                "" => Vec::new(),
                UNTOLD => vec![("untold_since".to_owned(), "null:false".to_owned())],
                status => vec![("status".to_owned(), format!("eq:{status}"))],
            };
            let query = ListQuery { filters, sort: Some("-created_at".to_owned()), limit: Some(SHOWN), ..Default::default() };
            async move { session.get::<ListGuests>(&[&id], &query).await }
        });
        let changed = Callback::new(move |()| {
            guests.refetch();
            sign_up.refetch();
        });
        let changing = RwSignal::new(false);
        view! {
            <div class="grid gap-4">
                {move || sign_up.with(|data| data.untold).filter(|n| *n > 0).map(|n| notice("ochre", tell(text::UNTOLD_NOTE, &[("n", &n.to_string())])))}
                {sign_up.view(move |data| joining(data, changing))}
                {settings(session, sign_up, changing)}
                {sheet(text::TITLE, adding(session, id, sign_up, changed), view! { {filter(status)} {guests.view(move |page| table(session, page, changed))} })}
            </div>
        }
        .into_any()
    })
}

fn adding(session: Session, id: Uuid, sign_up: Remote<SignUp>, changed: Callback<()>) -> AnyView {
    let (hand, chosen, sheet) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let by_hand = move || {
        sign_up.with(|data| data.editable).unwrap_or_default().then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| sheet.set(true)>{icon(Icon::Upload)}{t(text::IMPORT)}</button>
                <button type="button" class="button" on:click=move |_| hand.set(true)>{icon(Icon::Plus)}{t(text::ADD)}</button>
            }
        })
    };
    let may_see_customers = move || {
        session.may(contract::permission::Permission::CustomerRead).then(|| {
            view! { <button type="button" class="button" on:click=move |_| chosen.set(true)>{icon(Icon::Customers)}{t(text::INVITE_CUSTOMERS)}</button> }
        })
    };
    view! {
        <span class="inline-flex flex-wrap gap-2">{may_see_customers}{by_hand}</span>
        <Dialog open=hand title=text::ADD>{move || add(session, id, hand, changed)}</Dialog>
        <Dialog open=sheet title=text::IMPORT>{move || import(session, id, changed)}</Dialog>
        <Dialog open=chosen title=text::INVITE_CUSTOMERS>{move || customers(session, id, chosen, changed)}</Dialog>
    }
    .into_any()
}

fn filter(status: RwSignal<String>) -> AnyView {
    let options: Vec<_> = GuestStatus::ALL
        .iter()
        .map(|one| view! { <option value=one.word() selected=move || status.get() == one.word()>{word(one.text_path())}</option> })
        .collect();
    view! {
        <div class="field max-w-60 mb-3">
            <label for="guest-status">{t(text::SHOW_STATUS)}</label>
            <select class="input" id="guest-status" on:change=move |event| status.set(event_target_value(&event))>
                <option value="" selected=move || status.get().is_empty()>{t(text::ALL)}</option>
                {options}
                <option value=UNTOLD selected=move || status.get() == UNTOLD>{t(text::UNTOLD)}</option>
            </select>
        </div>
    }
    .into_any()
}

fn table(session: Session, page: &Page<Guest>, changed: Callback<()>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="prose text-ink-2">{t(text::EMPTY)}</p> }.into_any();
    }
    let rows: Vec<_> = page.items.iter().map(|guest| row(session, guest, changed)).collect();
    let more = page.next.is_some().then(|| view! { <p class="hint">{move || tell(text::MORE, &[("n", &SHOWN.to_string())])}</p> });
    view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger">
                <thead><tr><th>{t(text::NAME)}</th><th>{t(text::PHONE)}</th><th>{t(text::SOURCE)}</th><th>{t(campaigns::STATUS)}</th><th></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}

fn row(session: Session, guest: &Guest, changed: Callback<()>) -> AnyView {
    let phone = guest.phone.as_ref().map(|phone| phone.hint.clone()).unwrap_or_default();
    let acts: Vec<_> = guest.actions.iter().map(|act| acting(session, guest, *act, changed)).collect();
    view! {
        <tr>
            <td class="first">{guest.name.clone()}<small class="text-ink-3">{guest.company.clone()}</small>{guest.customer.as_ref().map(subject_link)}</td>
            <td>{or_unset(phone)}</td>
            <td>{word(guest.source.text_path())}</td>
            <td>{badge(guest.status)} {guest.untold_since.map(|_| tag(Tone::Ochre, t(text::UNTOLD)))}</td>
            <td><span class="inline-flex flex-wrap gap-1">{acts}</span></td>
        </tr>
    }
    .into_any()
}

fn acting(session: Session, guest: &Guest, act: GuestActKind, changed: Callback<()>) -> AnyView {
    let (id, version) = (guest.id, guest.version);
    let send = Rc::new(move |key: Uuid| {
        let body = GuestAct { act, remark: String::new() };
        Box::pin(async move { session.write::<ActOnGuest>(&[&id], Some(version), key, &body).await }) as Pin<Box<dyn Future<Output = _>>>
    });
    let picture = if act == GuestActKind::Decline { Icon::Close } else { Icon::Check };
    act_button(act.text_path(), "quiet small", picture, send, move |_: Guest| changed.run(()))
}

/// The sign-up without an account, and how many there are.
fn joining(data: &SignUp, settings: RwSignal<bool>) -> AnyView {
    let id = data.id;
    let door = data
        .checks_in
        .then(|| view! { <a class="button primary" href=format!("/campaigns/{id}/check-in")>{icon(Icon::Check)}{t(text::CHECK_IN)}</a> });
    let edit = data.editable.then(|| {
        view! { <button type="button" class="button" on:click=move |_| settings.set(true)>{icon(Icon::Edit)}{t(text::SIGN_UP)}</button> }
    });
    let state =
        if data.open { tag(Tone::Bamboo, t(text::SIGN_UP_OPEN)).into_any() } else { tag(Tone::Calm, t(text::SIGN_UP_CLOSED)).into_any() };
    let count = |n: u32| n.to_string();
    let quota = data.quota.map_or_else(|| "—".to_owned(), count);
    let address = (data.open && !data.url.is_empty()).then(|| {
        let picture = picture(&data.qr_svg);
        view! {
            <div class="flex flex-wrap items-center gap-4 mt-4">
                <img class="rounded-lg bg-white" width="160" height="160" src=picture alt=t(text::LINK) />
                <div>
                    <p class="text-ink-2">{t(text::SIGN_UP_HINT)}</p>
                    <a class="link break-all" href=data.url.clone()>{data.url.clone()}</a>
                </div>
            </div>
        }
    });
    let body = view! {
        <dl class="facts">
            {fact(text::SIGN_UP, state)}
            {fact(text::QUOTA, quota)}
            {fact(locale::words::GUEST_STATUS_INVITED, count(data.invited))}
            {fact(locale::words::GUEST_STATUS_CONFIRMED, count(data.confirmed))}
            {fact(locale::words::GUEST_STATUS_WAITING, count(data.waiting))}
            {fact(locale::words::GUEST_STATUS_ATTENDED, view! { <b>{count(data.attended)}</b> })}
        </dl>
        {address}
    };
    sheet(text::SIGN_UP, view! { <span class="inline-flex flex-wrap gap-2">{edit}{door}</span> }, body)
}

/// The dialog stands beside what it changes: counts that are read anew while it is open must not close it.
fn settings(session: Session, sign_up: Remote<SignUp>, open: RwSignal<bool>) -> AnyView {
    let toasts = use_toasts();
    let body = move || {
        let now = untrack(|| sign_up.with(|data| (data.id, data.version, data.open, data.quota)));
        let Some((id, version, is_open, quota)) = now else { return ().into_any() };
        let quota = quota.map(|quota| quota.to_string()).unwrap_or_default();
        let form = Form::new([("/open", said(is_open)), ("/quota", quota)]);
        let read = |read: &Reader| SignUpForm {
            open: read.text("/open") == "yes",
            quota: read.number("/quota").and_then(|n| u32::try_from(n).ok()),
        };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<SetSignUp>(&[&id], Some(version), key, &body).await },
                move |now: SignUp| {
                    open.set(false);
                    toasts.say(t(text::SIGN_UP_SAVED)());
                    sign_up.set(now);
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                {yes(form, "/open", text::OPEN_IT)}
                <Field at="/quota" label=text::QUOTA kind=Kind::Number unit=text::UNIT_PEOPLE hint=text::QUOTA_HINT />
                <FormFoot save=text::SAVE_SIGN_UP cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
        .into_any()
    };
    view! { <Dialog open title=text::SIGN_UP>{body()}</Dialog> }.into_any()
}
