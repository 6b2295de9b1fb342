use super::rules::rules_button;
use super::security::mark;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::Tone;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::list_page::{Column, ListPage, Place, RefetchList, list_page};
use crate::ui::person::person;
use crate::ui::text::{moment, since};
use crate::ui::toast::use_toasts;
use contract::access::accounts::{Account, EndSessionsOf, ListAccounts, ResetSecondFactor, SetTemporaryPassword, TemporaryPassword};
use leptos::prelude::*;
use locale::access_ui as access;
use std::rc::Rc;

/// Everyone's accounts, for the administrator (ORG-06).
pub fn list() -> impl IntoView {
    list_page::<ListAccounts, Account>(ListPage {
        list: "accounts",
        title: access::ACCOUNTS,
        columns: vec![
            Column { field: "", label: access::PERSON, place: Place::First, cell: |a| person(&a.name).into_any() },
            Column {
                field: "username",
                label: access::SIGN_IN_NAME,
                place: Place::Line,
                cell: |a| view! { <span class="number">{a.username.clone()}</span> }.into_any(),
            },
            Column { field: "", label: access::STATE, place: Place::Line, cell: state },
            Column { field: "", label: access::OPEN_SESSIONS, place: Place::Line, cell: |a| a.sessions.to_string().into_any() },
            Column { field: "", label: access::LAST_USED_AT, place: Place::Line, cell: last_used },
            Column { field: "", label: access::MANAGE, place: Place::Corner, cell: manage },
        ],
        href: |_| None,
        quick: &["name", "username"],
        standard: &[],
        empty: (access::ACCOUNTS_EMPTY, access::ACCOUNTS_EMPTY_HINT),
        actions: |_| rules_button(),
    })
}

fn state(account: &Account) -> AnyView {
    let locked = account.locked_until.is_some().then(|| mark(Tone::Cinnabar, "access_ui.state_locked"));
    let temporary = if account.temporary_until.is_some() {
        Some(mark(Tone::Ochre, "access_ui.state_temporary"))
    } else {
        account.must_change.then(|| mark(Tone::Ochre, "access_ui.state_must_change"))
    };
    let factor = account.second_factor_at.is_some().then(|| mark(Tone::Bamboo, "access_ui.state_factor"));
    let none = (locked.is_none() && temporary.is_none() && factor.is_none()).then(|| view! { <span class="quiet">"—"</span> });
    view! { <span class="flex flex-wrap gap-1">{locked}{temporary}{factor}{none}</span> }.into_any()
}

fn last_used(account: &Account) -> AnyView {
    match account.last_used_at {
        Some(at) => view! { <span class="quiet one-line">{since(at)}</span> }.into_any(),
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }
}

fn manage(account: &Account) -> AnyView {
    let open = RwSignal::new(false);
    let account = account.clone();
    let refetch = expect_context::<RefetchList>().0;
    let shown = RwSignal::new(None::<TemporaryPassword>);
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            shown.set(None);
            refetch.run(());
        }
        is
    });
    let name = account.name.clone();
    view! {
        <button type="button" class="button small" aria-label=move || format!("{} {name}", t(access::MANAGE)()) on:click=move |_| open.set(true)>{t(access::MANAGE)}</button>
        <Dialog open title=access::MANAGE>{acts(&account, shown)}</Dialog>
    }
    .into_any()
}

fn acts(account: &Account, shown: RwSignal<Option<TemporaryPassword>>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let id = account.id;
    let name = StoredValue::new(account.name.clone());
    let password = Rc::new(move |key| Box::pin(async move { session.write::<SetTemporaryPassword>(&[&id], None, key, &()).await }) as _);
    let sessions = Rc::new(move |key| Box::pin(async move { session.write::<EndSessionsOf>(&[&id], None, key, &()).await }) as _);
    let factor = Rc::new(move |key| Box::pin(async move { session.write::<ResetSecondFactor>(&[&id], None, key, &()).await }) as _);
    let said = move |text: locale::Key| toasts.say(tell(text, &[("name", &name.get_value())]));
    let result = move || {
        shown.get().map(|made| {
            view! {
                <div role="status">
                    <p class="text-ink-2">{move || tell(access::TEMPORARY_PASSWORD_SHOWN, &[("name", &name.get_value())])}</p>
                    <p class="arithmetic">{made.password}</p>
                    <p class="text-ink-3 text-[13px]">{t(access::VALID_UNTIL)}" "{moment(made.valid_until)}</p>
                </div>
            }
        })
    };
    view! {
        <div class="grid gap-4">
            <h3 class="font-medium">{account.name.clone()}" · "<span class="number">{account.username.clone()}</span></h3>
            <p class="text-ink-2">{move || tell(access::TEMPORARY_PASSWORD_HINT, &[("name", &name.get_value())])}</p>
            {result}
            <div class="flex flex-wrap gap-2">
                {act_button("access_ui.temporary_password", "", Icon::Edit, password, move |made| shown.set(Some(made)))}
                {act_button("access_ui.end_all_sessions", "", Icon::SignOut, sessions, move |()| said(access::SESSIONS_ENDED_OF))}
                {account.second_factor_at.is_some().then(|| act_button("access_ui.reset_factor", "danger", Icon::Undo, factor, move |()| said(access::FACTOR_RESET_OF)))}
            </div>
        </div>
    }
    .into_any()
}
