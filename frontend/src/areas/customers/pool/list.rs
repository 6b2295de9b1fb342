use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::tier;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::remote::remote;
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use contract::customers::{ClaimCustomer, Customer, ListPool, PoolRow, PoolStanding, ShowPoolStanding};
use contract::page::ListQuery;
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::pool_ui as pool;
use std::rc::Rc;

/// Own customers that go back soon.
const WARNED: &str = "/customers?filter[owner]=me&filter[warned_at]=null:false";

/// Customers that nobody has.
pub fn list() -> impl IntoView {
    list_page::<ListPool, PoolRow>(ListPage {
        list: "customer-pool",
        title: pool::TITLE,
        columns: vec![
            Column { field: "name", label: pool::NAME, place: Place::First, cell: name },
            Column { field: "tier", label: pool::TIER, place: Place::Corner, cell: |row| tier(row.tier).into_any() },
            Column { field: "industry", label: pool::INDUSTRY, place: Place::Line, cell: |row| row.industry.clone().into_any() },
            Column { field: "city", label: pool::CITY, place: Place::Line, cell: |row| row.city.clone().into_any() },
            Column { field: "held_at", label: pool::SINCE, place: Place::Desk, cell: |row| since(row.held_at).into_any() },
            Column { field: "", label: pool::CLAIM, place: Place::Line, cell: claim },
        ],
        href: |_| None,
        quick: &["tier", "city", "name"],
        standard: &[],
        empty: (pool::EMPTY, pool::EMPTY_HINT),
        actions,
    })
}

fn name(row: &PoolRow) -> AnyView {
    view! { {row.name.clone()}<small class="number">{row.number.clone()}</small> }.into_any()
}

/// Takes the customer and opens its file: the first thing to do is to follow it up.
fn claim(row: &PoolRow) -> AnyView {
    if let Some(at) = row.not_before {
        let on = crate::clock::local(at).date_naive();
        return view! { <span class="quiet one-line">{move || tell(pool::NOT_BEFORE, &[("day", &crate::ui::text::day(on)())])}</span> }
            .into_any();
    }
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions::default()));
    let id = row.id;
    let send: SendAct<Customer> = Rc::new(move |key| Box::pin(async move { session.write::<ClaimCustomer>(&[&id], None, key, &()).await }));
    let done = move |mine: Customer| {
        toasts.say(tell(pool::CLAIMED_SAID, &[("name", &mine.name)]));
        go.run(format!("/customers/{}", mine.id));
    };
    act_button("pool_ui.claim", "small", Icon::Plus, send, done)
}

fn actions(_query: Memo<ListQuery>) -> AnyView {
    let session = use_session();
    let standing = remote(move || async move { session.get::<ShowPoolStanding>(&[], &()).await });
    let told = move || standing.with(stands);
    let rules = move || {
        session.may(Permission::CustomerPoolRules).then(|| view! { <a class="button" href="/customer-pool/rules">{t(pool::RULES)}</a> })
    };
    view! { {told} {rules} }.into_any()
}

fn stands(standing: &PoolStanding) -> AnyView {
    let warned = standing.warned;
    let soon = (warned > 0).then(|| {
        view! {
            <a class="button" href=WARNED>{icon(Icon::Clock)}{move || tell(pool::WARNED, &[("n", &warned.to_string())])}" "{t(pool::SEE_WARNED)}</a>
        }
    });
    let count = |plain, of, n: u64, most: Option<i64>| match most {
        Some(most) => tell(of, &[("n", &n.to_string()), ("most", &most.to_string())]),
        None => tell(plain, &[("n", &n.to_string())]),
    };
    let (held, most_held) = (standing.held, standing.most_held);
    let (claimed, most_claims) = (standing.claimed_today, standing.most_claims);
    view! {
        <span class="quiet one-line">{move || count(pool::HELD, pool::HELD_OF, held, most_held)}</span>
        <span class="quiet one-line">{move || count(pool::CLAIMED, pool::CLAIMED_OF, claimed, most_claims)}</span>
        {soon}
    }
    .into_any()
}
