//! The published results of one's unit, where the company shows them (KPI-08).

use crate::areas::kpi::scores::told;
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use contract::kpi::calibration::{ListedResult, PublishedList, ShowPublishedList};
use leptos::prelude::*;
use locale::cycles_ui as text;

/// The list; nothing where there is none.
pub fn published(period: &str) -> AnyView {
    let session = use_session();
    let period = period.to_owned();
    let list = remote(move || {
        let period = period.clone();
        async move { session.get::<ShowPublishedList>(&[&period], &()).await }
    });
    // Where the company does not show it, the list does not exist: that is no failure.
    (move || list.with(draw)).into_any()
}

fn draw(list: &PublishedList) -> Option<AnyView> {
    if list.rows.is_empty() {
        return None;
    }
    let row = |one: &ListedResult| {
        view! {
            <li><div class="grow">{one.person.name.clone()}" "<small class="text-ink-3">{one.post.clone()}</small></div><b>{told(Some(one.score))}</b>{badge(one.grade)}</li>
        }
    };
    let rows: Vec<_> = list.rows.iter().map(row).collect();
    Some(sheet(text::PUBLISHED_LIST, (), view! { <ul class="rows -m-4">{rows}</ul> }))
}
