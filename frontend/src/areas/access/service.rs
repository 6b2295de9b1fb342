use super::checks::{Checks, chosen};
use super::security::mark;
use crate::clock;
use crate::i18n::{permission_text, t, tell, word};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::Tone;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use chrono::Days;
use contract::access::service::{
    AddServiceAccount, ApiKey, CloseServiceAccount, IssueKey, IssuedKey, ListServiceAccounts, NewApiKey, NewServiceAccount, PEOPLE_ONLY,
    RevokeKey, ServiceAccount, ShowServiceAccount,
};
use contract::permission::{DataScope, Permission};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::access_ui as access;
use std::rc::Rc;

const PATH: &str = "/service-accounts";
/// The life that a new key is offered, in days.
const USUAL_LIFE: u64 = 180;

/// Accounts of programs (ORG-06).
pub fn list() -> impl IntoView {
    list_page::<ListServiceAccounts, ServiceAccount>(ListPage {
        list: "service-accounts",
        title: access::SERVICE_ACCOUNTS,
        columns: vec![
            Column { field: "", label: access::SERVICE_NAME, place: Place::First, cell: |a| a.name.clone().into_any() },
            Column { field: "", label: access::PURPOSE, place: Place::Line, cell: |a| a.purpose.clone().into_any() },
            Column {
                field: "",
                label: access::KEYS,
                place: Place::Line,
                cell: |a| a.keys.iter().filter(|k| works(k)).count().to_string().into_any(),
            },
            Column { field: "", label: access::STATE, place: Place::Corner, cell: state },
            Column { field: "", label: access::AUTHOR, place: Place::Line, cell: |a| a.author.name.clone().into_any() },
        ],
        href: |a| Some(format!("{PATH}/{}", a.id)),
        quick: &["name"],
        standard: &[],
        empty: (access::SERVICE_EMPTY, access::SERVICE_EMPTY_HINT),
        actions: |_| {
            view! { <a class="button primary" href="/service-accounts/new">{icon(Icon::Plus)}{t(access::ADD_SERVICE_ACCOUNT)}</a> }
                .into_any()
        },
    })
}

fn state(account: &ServiceAccount) -> AnyView {
    if account.closed_at.is_some() { mark(Tone::Calm, "access_ui.closed") } else { mark(Tone::Jade, "access_ui.key_works") }
}

fn works(key: &ApiKey) -> bool {
    key.revoked_at.is_none() && key.expires_at > clock::now()
}

fn permission_choices(permissions: &[Permission]) -> Vec<(String, String)> {
    let open = permissions.iter().filter(|p| !PEOPLE_ONLY.contains(p));
    open.map(|p| (p.word().to_owned(), permission_text(*p))).collect()
}

fn permissions_of(read: &crate::ui::form::Reader) -> Vec<Permission> {
    chosen(read, "/permissions").iter().filter_map(|word| word.parse().ok()).collect()
}

/// Set up an account for a program.
pub fn new() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    page_title(move || t(access::ADD_SERVICE_ACCOUNT)().to_owned());
    let form = Form::kept("service-account/new".to_owned(), [("/scope", DataScope::All.word().to_owned())]);
    let submit = move |()| {
        form.submit(
            |read| NewServiceAccount {
                name: read.text("/name"),
                purpose: read.text("/purpose"),
                permissions: permissions_of(read),
                scope: read.must("/scope", read.value("/scope"), DataScope::Own),
            },
            move |body, key| async move { session.write::<AddServiceAccount>(&[], None, key, &body).await },
            move |made: ServiceAccount| go.run(format!("{PATH}/{}", made.id)),
        );
    };
    let choices = session.me.with_untracked(|me| permission_choices(me.as_ref().map_or(&[], |me| &me.permissions)));
    let scopes = vec![(DataScope::All.word(), DataScope::All.text_path()), (DataScope::Own.word(), DataScope::Own.text_path())];
    view! {
        <div class="page narrow">
            {crumb(PATH, access::SERVICE_ACCOUNTS)}
            <header class="page-head"><h1>{t(access::ADD_SERVICE_ACCOUNT)}</h1></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Field at="/name" label=access::SERVICE_NAME must=true hint=access::SERVICE_NAME_HINT />
                    <Field at="/purpose" label=access::PURPOSE kind=Kind::Lines />
                    <Checks at="/permissions" label=access::PERMISSIONS choices=choices hint=access::PERMISSIONS_HINT />
                    <Pick at="/scope" label=access::SCOPE choices=scopes must=true />
                    <FormFoot save=locale::ui::SAVE />
                </FormFrame>
            </div>
        </div>
    }
}

/// A service account with its keys.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let account = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowServiceAccount>(&[&id], &()).await }
    });
    page_title(move || t(access::SERVICE_ACCOUNT)().to_owned());
    let issuing = RwSignal::new(false);
    let issued = RwSignal::new(None::<IssuedKey>);
    let dialog = move || account.with(|now| issue_dialog(now, issued, issuing, account));
    view! {
        <div class="page narrow">
            {crumb(PATH, access::SERVICE_ACCOUNTS)}
            {account.view(move |now| draw(now, account, issuing, issued))}
            <Dialog open=issuing title=access::ISSUE_KEY>{dialog}</Dialog>
        </div>
    }
}

fn draw(now: &ServiceAccount, account: Remote<ServiceAccount>, issuing: RwSignal<bool>, issued: RwSignal<Option<IssuedKey>>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let id = now.id;
    let name = StoredValue::new(now.name.clone());
    let open = now.closed_at.is_none();
    let close = open.then(|| {
        let send = Rc::new(move |key| Box::pin(async move { session.write::<CloseServiceAccount>(&[&id], None, key, &()).await }) as _);
        act_button("access_ui.close_account", "danger", Icon::Close, send, move |()| {
            toasts.say(tell(access::CLOSED_SAID, &[("name", &name.get_value())]));
            account.refetch();
        })
    });
    let issue = open.then(|| {
        let begin = move |_| {
            issued.set(None);
            issuing.set(true);
        };
        view! { <button type="button" class="button primary small" on:click=begin>{icon(Icon::Plus)}{t(access::ISSUE_KEY)}</button> }
    });
    let permissions = now.permissions.iter().map(|p| permission_text(*p)).collect::<Vec<_>>().join("、");
    let keys: Vec<_> = now.keys.iter().map(|key| key_row(key, account)).collect();
    let none = keys.is_empty().then(|| view! { <p class="none">{t(access::NO_KEYS)}</p> });
    view! {
        {record_head(now.name.clone(), view! { {state(now)} <span>{now.author.name.clone()}</span> <span>{moment(now.created_at)}</span> }, close)}
        <div class="grid gap-4">
            <section class="sheet padded"><dl class="facts">
                {fact(access::SCOPE, word(now.scope.text_path()))}
                {wide_fact(access::PURPOSE, now.purpose.clone())}
                {wide_fact(access::PERMISSIONS, permissions)}
            </dl></section>
            {sheet(access::KEYS, issue, view! { <ul class="rows -m-4">{keys}</ul>{none} })}
        </div>
    }
    .into_any()
}

fn key_row(key: &ApiKey, account: Remote<ServiceAccount>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let id = key.id;
    let used = match key.last_used_at {
        Some(at) => {
            let address = key.last_address.clone();
            view! { {move || tell(access::LAST_USED_FROM, &[("time", &moment(at)()), ("address", &address)])} }.into_any()
        }
        None => t(access::NEVER_USED).into_any(),
    };
    let side = if key.revoked_at.is_some() {
        mark(Tone::Calm, "access_ui.revoked")
    } else if !works(key) {
        mark(Tone::Calm, "access_ui.expired")
    } else {
        let send = Rc::new(move |key| Box::pin(async move { session.write::<RevokeKey>(&[&id], None, key, &()).await }) as _);
        act_button("access_ui.revoke", "small danger", Icon::Close, send, move |()| {
            toasts.say(t(access::KEY_REVOKED_SAID)());
            account.refetch();
        })
    };
    view! {
        <li>
            <div class="grow">
                <b class="font-medium">{key.name.clone()}</b>" "<code class="number">{key.prefix.clone()}"…"</code>
                <small class="block">{key.permissions.iter().map(|p| permission_text(*p)).collect::<Vec<_>>().join("、")}</small>
                <small class="block">{t(access::EXPIRES_ON)}" "{moment(key.expires_at)}" · "{used}</small>
            </div>
            {side}
        </li>
    }
    .into_any()
}

fn issue_dialog(
    now: &ServiceAccount,
    issued: RwSignal<Option<IssuedKey>>,
    open: RwSignal<bool>,
    account: Remote<ServiceAccount>,
) -> AnyView {
    let session = use_session();
    let id = now.id;
    let until = clock::today().checked_add_days(Days::new(USUAL_LIFE)).unwrap_or_else(clock::today);
    let all = now.permissions.iter().map(|p| p.word()).collect::<Vec<_>>().join(" ");
    let choices = permission_choices(&now.permissions);
    let form = Form::new([("/expires_on", until.to_string()), ("/permissions", all)]);
    let submit = move |()| {
        form.submit(
            |read| NewApiKey {
                name: read.text("/name"),
                permissions: permissions_of(read),
                expires_on: read.must("/expires_on", read.value("/expires_on"), clock::today()),
            },
            move |body, key| async move { session.write::<IssueKey>(&[&id], None, key, &body).await },
            move |made: IssuedKey| issued.set(Some(made)),
        );
    };
    let done = move |_| {
        open.set(false);
        account.refetch();
    };
    let choices = StoredValue::new(choices);
    let body = move || match issued.get() {
        Some(made) => view! {
            <div class="grid gap-3" role="status">
                <p class="text-ink-2">{t(access::KEY_ISSUED)}</p>
                <p class="arithmetic break-all" aria-label=t(access::KEYS)>{made.key}</p>
                <p class="text-ink-3 text-[13px]">{t(access::KEY_USAGE)}</p>
                <div><button type="button" class="button primary" on:click=done>{t(access::DONE)}</button></div>
            </div>
        }
        .into_any(),
        None => view! {
            <FormFrame form on_submit=submit>
                <Field at="/name" label=access::KEY_NAME must=true hint=access::KEY_NAME_HINT />
                <Checks at="/permissions" label=access::PERMISSIONS choices=choices.get_value() />
                <Field at="/expires_on" label=access::EXPIRES_ON kind=Kind::Date must=true hint=access::EXPIRES_ON_HINT />
                <FormFoot save=access::ISSUE_KEY cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
        .into_any(),
    };
    view! { <div>{body}</div> }.into_any()
}
