//! Who decides for whom (ORG-09): one's own delegations, and those one received.

use crate::areas::finders::people;
use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, Kind, Select};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::day;
use crate::ui::toast::use_toasts;
use contract::approvals::ApprovalKind;
use contract::approvals::delegation::{
    ActOnDelegation, Delegate, Delegation, DelegationAct, DelegationActKind, ListDelegations, NewDelegation,
};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{approvals_ui as approvals, inbox};
use uuid::Uuid;

/// The page.
pub fn list() -> impl IntoView {
    let session = use_session();
    page_title(move || t(approvals::DELEGATIONS)().to_owned());
    let all =
        remote(move || async move { session.get::<ListDelegations>(&[], &ListQuery { limit: Some(100), ..Default::default() }).await });
    view! {
        <div class="page">
            {crumb("/inbox", inbox::TITLE)}
            <header class="page-head"><h1>{t(approvals::DELEGATIONS)}</h1><p class="lead-in">{t(approvals::DELEGATIONS_HINT)}</p></header>
            <div class="columns">
                <div>{sheet(approvals::DELEGATIONS, (), all.view(move |page| rows(page, all)))}</div>
                <div>{sheet(approvals::NEW_DELEGATION, (), new(all))}</div>
            </div>
        </div>
    }
}

fn rows(page: &Page<Delegation>, all: Remote<Page<Delegation>>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="quiet">{t(approvals::NO_DELEGATIONS)}</p> }.into_any();
    }
    let rows: Vec<_> = page.items.iter().map(|one| row(one, all)).collect();
    view! { <ul class="rows -m-4">{rows}</ul> }.into_any()
}

fn row(one: &Delegation, all: Remote<Page<Delegation>>) -> AnyView {
    let kinds = one.kinds.iter().map(|kind| word_now(kind.text_path())).collect::<Vec<_>>().join("、");
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (one.id, one.version);
    let end = move |_| {
        spawn_local(async move {
            let act = DelegationAct { act: DelegationActKind::End };
            match session.write::<ActOnDelegation>(&[&id], Some(version), Uuid::now_v7(), &act).await {
                Ok(_) => all.refetch(),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let button = one.actions.contains(&DelegationActKind::End).then(|| {
        view! { <button type="button" class="button small" on:click=end>{icon(Icon::Close)}{word(DelegationActKind::End.text_path())}</button> }
    });
    view! {
        <li>
            <div class="grow">
                <div class="flex flex-wrap items-center gap-2">{person(&one.person.name)}{icon(Icon::Right)}{person(&one.delegate.name)}{badge(one.status)}</div>
                <small class="block">{day(one.from_on)}" – "{day(one.to_on)}{(!kinds.is_empty()).then(|| format!(" · {kinds}"))}{(!one.reason.is_empty()).then(|| format!(" · {}", one.reason))}</small>
            </div>
            {button}
        </li>
    }
    .into_any()
}

fn new(all: Remote<Page<Delegation>>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            |read| NewDelegation {
                delegate_id: read.must("/delegate_id", read.value::<Uuid>("/delegate_id"), Uuid::nil()),
                from_on: read.must("/from_on", read.value("/from_on"), chrono::NaiveDate::MIN),
                to_on: read.must("/to_on", read.value("/to_on"), chrono::NaiveDate::MIN),
                kinds: read.value::<ApprovalKind>("/kinds").into_iter().collect(),
                reason: read.text("/reason"),
            },
            move |body, key| async move { session.write::<Delegate>(&[], None, key, &body).await },
            move |made: Delegation| {
                toasts.say(tell(approvals::DELEGATED_SAID, &[("name", &made.delegate.name)]));
                form.reset();
                all.refetch();
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Picker at="/delegate_id" label=approvals::DELEGATE find=people(session, &[]) must=true />
            <Field at="/from_on" label=approvals::FROM_DAY kind=Kind::Date must=true />
            <Field at="/to_on" label=approvals::TO_DAY kind=Kind::Date must=true />
            <Select at="/kinds" label=approvals::KIND choices=crate::choices!(ApprovalKind) none=approvals::ALL_KINDS />
            <Field at="/reason" label=approvals::REASON />
            <div class="form-foot">
                <button type="submit" class="button primary" aria-busy=move || form.busy().to_string()>{icon(Icon::Check)}{t(approvals::DELEGATE_NOW)}</button>
            </div>
        </FormFrame>
    }
    .into_any()
}
