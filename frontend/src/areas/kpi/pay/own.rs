use super::slip::{parts, print};
use crate::areas::kpi::scores::month_name;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::record::page_title;
use crate::ui::remote::{empty, remote};
use contract::kpi::pay::{ListOwnPaySlips, OwnPaySlips, PaySlip};
use leptos::prelude::*;
use locale::pay_ui as text;

/// One's own slips of locked months.
pub fn own() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::OWN_TITLE)().to_owned());
    let slips = remote(move || {
        // Notes come in words of the viewer's language.
        let _follow = crate::i18n::language();
        async move { session.get::<ListOwnPaySlips>(&[], &()).await }
    });
    view! {
        <div class="page narrow">
            <header class="page-head"><h1>{t(text::OWN_TITLE)}</h1><p class="lead-in">{t(text::OWN_HINT)}</p></header>
            {slips.view(draw)}
        </div>
    }
}

fn draw(slips: &OwnPaySlips) -> AnyView {
    if slips.items.is_empty() {
        return empty(text::OWN_EMPTY, text::OWN_EMPTY_HINT, ());
    }
    slips.items.iter().map(slip).collect::<Vec<_>>().into_any()
}

fn slip(one: &PaySlip) -> AnyView {
    let session = use_session();
    let name = month_name(&one.month);
    view! {
        <section class="sheet mb-4">
            <header><h2>{name}</h2><div>{print(session, one)}</div></header>
            <div class="body">{parts(one, None)}</div>
        </section>
    }
    .into_any()
}
