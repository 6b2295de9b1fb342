use crate::areas::customers::file_path;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag, tier};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page_with};
use crate::ui::person::person;
use crate::ui::save_file::save_file;
use crate::ui::selection::Bulk;
use crate::ui::text::{due_day, since};
use crate::ui::toast::use_toasts;
use contract::customers::{CustomerRow, ListCustomers};
use contract::page::ListQuery;
use contract::permission::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{customers_ui as customers, shell};

/// All customers in the person's scope.
pub fn list() -> impl IntoView {
    let page = ListPage {
        list: "customers",
        title: customers::TITLE,
        columns: vec![
            Column { field: "name", label: customers::NAME, place: Place::First, cell: name },
            Column { field: "tier", label: customers::TIER, place: Place::Corner, cell: |row| tier(row.tier).into_any() },
            Column { field: "industry", label: customers::INDUSTRY, place: Place::Desk, cell: |row| row.industry.clone().into_any() },
            Column { field: "city", label: customers::CITY, place: Place::Desk, cell: |row| row.city.clone().into_any() },
            Column { field: "", label: customers::PHONE, place: Place::Line, cell: phone },
            Column { field: "owner", label: customers::OWNER, place: Place::Line, cell: owner },
            Column { field: "tags", label: customers::TAGS, place: Place::Desk, cell: tags },
            Column { field: "last_followed_at", label: customers::LAST_FOLLOWED, place: Place::Desk, cell: last_followed },
            Column {
                field: "next_follow_up_on",
                label: customers::NEXT_FOLLOW_UP,
                place: Place::Line,
                cell: |row| due_day(row.next_follow_up_on).into_any(),
            },
            Column { field: "review", label: customers::REVIEW, place: Place::Line, cell: review },
        ],
        href: |row| Some(format!("/customers/{}", row.id)),
        quick: &["tier", "review", "proposal", "owner", "tags"],
        standard: &[],
        empty: (customers::EMPTY, customers::EMPTY_HINT),
        actions,
    };
    list_page_with::<ListCustomers, CustomerRow>(page, Some(Bulk { id: |row| row.id, bar: crate::areas::customers::bulks::bar }))
}

fn tags(row: &CustomerRow) -> AnyView {
    row.tags.iter().map(|name| tag(Tone::Indigo, name.clone())).collect::<Vec<_>>().into_any()
}

fn name(row: &CustomerRow) -> AnyView {
    view! { {row.name.clone()}<small class="number">{row.number.clone()}</small> }.into_any()
}

fn owner(row: &CustomerRow) -> AnyView {
    match &row.owner {
        Some(owner) => person(&owner.name).into_any(),
        None => tag(Tone::Indigo, t(customers::IN_POOL)).into_any(),
    }
}

fn review(row: &CustomerRow) -> AnyView {
    view! { {badge(row.review)}{row.proposal.map(super::version::mark)} }.into_any()
}

fn phone(row: &CustomerRow) -> AnyView {
    row.phone.as_ref().map(|phone| view! { <span class="quiet one-line">{phone.hint.clone()}</span> }).into_any()
}

fn last_followed(row: &CustomerRow) -> AnyView {
    match row.last_followed_at {
        Some(at) => view! { <span class="quiet one-line">{since(at)}</span> }.into_any(),
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }
}

fn actions(query: Memo<ListQuery>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let export = move |operation: &'static str, name: &'static str| {
        let asked = ListQuery { cursor: None, limit: None, count: false, ..query.get_untracked() };
        spawn_local(async move {
            match session.download(file_path(operation), &[], &client::query_string(&asked.pairs())).await {
                Ok(file) => save_file(file, name),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    view! {
        {move || session.may(Permission::CustomerExport).then(|| view! { <button type="button" class="button" on:click=move |_| export("ExportCustomersXlsx", "customers.xlsx")>{icon(Icon::Download)}{t(customers::EXPORT)}</button> })}
        {move || session.may(Permission::CustomerExport).then(|| view! { <button type="button" class="button" on:click=move |_| export("ExportCustomers", "customers.csv")>"csv"</button> })}
        {move || session.may(Permission::CustomerImport).then(|| view! { <a class="button" href="/customer-imports/new">{icon(Icon::Upload)}{t(customers::IMPORT)}</a> })}
        {move || session.may(Permission::CustomerCreate).then(|| view! { <a class="button primary" href="/customers/new">{icon(Icon::Plus)}{t(shell::NEW_CUSTOMER)}</a> })}
    }
    .into_any()
}
