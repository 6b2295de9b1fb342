//! Every change of a file, and the file as it was on a day (CRM-04).

use super::contacts::contacts;
use super::show::facts;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{badge, tier};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::record::{page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, moment};
use chrono::NaiveDate;
use contract::customers::{Customer, FieldHistory, HistoryEntry, ListCustomerHistory, PastQuery, ShowCustomer, ShowPastCustomer};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use locale::customers_ui as customers;

/// Changes on one page.
const SHOWN: u32 = 50;

/// The history of a customer's file.
pub fn history() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let cursor = RwSignal::new(None::<String>);
    let customer = remote(move || {
        let id = id();
        async move { session.get::<ShowCustomer>(&[&id], &()).await }
    });
    let changes = remote(move || {
        let (id, cursor) = (id(), cursor.get());
        async move { session.get::<ListCustomerHistory>(&[&id], &ListQuery { limit: Some(SHOWN), cursor, ..Default::default() }).await }
    });
    page_title(move || t(customers::HISTORY)().to_owned());
    let back = move || format!("/customers/{}", id());
    let name = move || customer.with(|c| c.name.clone()).unwrap_or_default();
    view! {
        <div class="page">
            <a class="crumb" href=back>{icon(Icon::Left)}{name}</a>
            <header class="page-head"><h1>{t(customers::HISTORY)}</h1><p class="lead-in">{t(customers::HISTORY_LEAD)}</p></header>
            {past(id)}
            {sheet(customers::HISTORY, (), changes.view(move |page| draw(page, cursor)))}
        </div>
    }
}

fn draw(page: &Page<HistoryEntry>, cursor: RwSignal<Option<String>>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="none">{t(customers::HISTORY_EMPTY)}</p> }.into_any();
    }
    let lines: Vec<_> = page.items.iter().map(entry).collect();
    let older = page.next.clone().map(|next| {
        view! { <button type="button" class="button small" on:click=move |_| cursor.set(Some(next.clone()))>{t(customers::OLDER)}</button> }
    });
    let newest = move || {
        cursor.with(Option::is_some).then(|| {
            view! { <button type="button" class="button small" on:click=move |_| cursor.set(None)>{t(customers::NEWEST)}</button> }
        })
    };
    view! { <ul class="rows">{lines}</ul><div class="flex gap-2 mt-3">{newest}{older}</div> }.into_any()
}

fn entry(one: &HistoryEntry) -> AnyView {
    let who = match &one.person {
        Some(who) => person(&who.name).into_any(),
        None => view! { <span>{t(customers::HISTORY_SYSTEM)}</span> }.into_any(),
    };
    let proposed =
        one.proposed_by.clone().map(|by| view! { <small>{move || tell(customers::HISTORY_PROPOSED, &[("name", &by.name)])}</small> });
    let contact = one.contact.clone().map(|name| view! { <small>{t(customers::CONTACT)}" "{name}</small> });
    let merged = one.merged.clone().map(|name| view! { <small>{move || tell(customers::HISTORY_MERGED, &[("name", &name)])}</small> });
    let created = one.created.then(|| view! { <b class="font-medium">{t(customers::HISTORY_CREATED)}</b> });
    let fields: Vec<_> = one.changes.iter().map(|change| field(change, one.created)).collect();
    view! {
        <li>
            <div class="grow">
                <div class="flex flex-wrap items-center gap-2">{who}{created}{contact}{merged}{proposed}</div>
                <dl class="aside-list mt-1">{fields}</dl>
            </div>
            <small class="one-line">{moment(one.at)}</small>
        </li>
    }
    .into_any()
}

fn field(change: &FieldHistory, created: bool) -> AnyView {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    let (old, new) = (shown(&change.old), shown(&change.new));
    let was = (!created).then(|| view! { <del>{old}</del>" → " });
    view! { <div><dt>{change.label.clone()}</dt><dd>{was}{new}</dd></div> }.into_any()
}

/// The day stands in the URL (`on`), so that a past file can be pointed to.
fn past(id: impl Fn() -> String + Copy + Send + Sync + 'static) -> AnyView {
    let map = use_query_map();
    let on = Memo::new(move |_| map.read().get("on").and_then(|day| day.parse::<NaiveDate>().ok()));
    let navigate = use_navigate();
    let go = Callback::new(move |day: NaiveDate| {
        let options = NavigateOptions { scroll: false, replace: true, ..Default::default() };
        navigate(&format!("/customers/{}/history?on={day}", untrack(id)), options);
    });
    let choose = move |event| {
        if let Ok(day) = event_target_value(&event).parse::<NaiveDate>() {
            go.run(day);
        }
    };
    let shown = move || on.get().map(|on| past_file(id(), on));
    let today = crate::clock::today();
    let body = view! {
        <label class="flex items-center gap-2 mb-3">
            <span>{t(customers::PAST_DAY)}</span>
            <input class="input w-auto" type="date" max=today.to_string() prop:value=move || on.get().map(|on| on.to_string()).unwrap_or_default() on:change=choose />
        </label>
        <p class="text-ink-3 text-[13px]">{t(customers::PAST_LEAD)}</p>
        {shown}
    };
    sheet(customers::PAST, (), body)
}

fn past_file(id: String, on: NaiveDate) -> AnyView {
    let session = use_session();
    let file: Remote<Customer> = remote(move || {
        let id = id.clone();
        async move { session.get::<ShowPastCustomer>(&[&id], &PastQuery { on: on.to_string() }).await }
    });
    file.view(move |then| {
        let title = move || tell(customers::PAST_AS_OF, &[("day", &day(on)())]);
        view! {
            <section class="mt-3" aria-live="polite">
                <h3 class="font-medium mb-2">{title}</h3>
                <p class="flex flex-wrap items-center gap-2 mb-3">
                    <b class="font-medium">{then.name.clone()}</b>{tier(then.tier)}{badge(then.review)}
                    {then.owner.as_ref().map(|owner| person(&owner.name))}
                    <span>{then.industry.clone()}" "{then.city.clone()}</span>
                </p>
                {facts(then)}
                {contacts(then, Callback::new(|()| {}))}
            </section>
        }
        .into_any()
    })
}
