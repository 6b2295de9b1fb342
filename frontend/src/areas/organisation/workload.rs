//! Customers per account manager against the norm (ORG-10).

use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::person::person;
use crate::ui::record::{page_title, sheet};
use crate::ui::remote::remote;
use contract::workload::{ShowWorkload, Workload};
use leptos::prelude::*;
use locale::organisation as text;

/// Everyone's number and what would even them out.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::WORKLOAD)().to_owned());
    let workload = remote(move || async move { session.get::<ShowWorkload>(&[], &()).await });
    view! {
        <div class="page">
            <header class="page-head"><h1>{t(text::WORKLOAD)}</h1><p class="lead-in">{t(text::WORKLOAD_HINT)}</p></header>
            {workload.view(draw)}
        </div>
    }
}

fn draw(workload: &Workload) -> AnyView {
    let rows: Vec<_> = workload
        .rows
        .iter()
        .map(|row| {
            let norm = row.norm_from.zip(row.norm_to).map_or_else(|| "—".to_owned(), |(from, to)| format!("{from}–{to}"));
            view! {
                <tr>
                    <td class="first">{person(&row.person.name)}</td>
                    <td>{row.unit.clone()}</td>
                    <td>{row.territory.map(|one| word(one.text_path()))}</td>
                    <td class="figures"><a class="link" href=format!("/customers?filter[owner]={}", row.person.id)>{row.customers}</a></td>
                    <td class="figures">{norm}</td>
                    <td>{badge(row.load)}</td>
                </tr>
            }
        })
        .collect();
    let moves: Vec<_> = workload
        .suggestions
        .iter()
        .map(|one| view! { <li><div class="grow">{tell(text::MOVE, &[("n", &one.customers.to_string()), ("from", &one.from.name), ("to", &one.to.name)])}</div></li> })
        .collect();
    let none = moves.is_empty().then(|| view! { <p class="none">{t(text::NO_MOVES)}</p> });
    view! {
        <div class="grid gap-4">
            <div class="sheet"><div class="ledger-wrap"><table class="ledger">
                <thead><tr>
                    <th>{t(text::NAME)}</th><th>{t(text::UNIT)}</th><th>{t(text::TERRITORY)}</th>
                    <th class="figures">{t(text::CUSTOMERS)}</th><th class="figures">{t(text::NORM)}</th><th>{t(text::STATUS)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div></div>
            {sheet(text::SUGGESTIONS, (), view! { <ul class="rows -m-4">{moves}</ul>{none} })}
        </div>
    }
    .into_any()
}
