use super::refused;
use crate::clock;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::icon::Icon;
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::{Remote, empty, remote};
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use contract::customers::{Bulk, Bulks, ListBulks, UndoBulk};
use leptos::prelude::*;
use locale::{bulk_ui as text, customers_ui as customers};
use std::rc::Rc;

/// The person's last acts on many customers, to look up or to take back.
pub fn list() -> impl IntoView {
    let session = use_session();
    let bulks = remote(move || async move { session.get::<ListBulks>(&[], &()).await });
    page_title(move || t(text::LAST)().to_owned());
    let draw = move |found: &Bulks| {
        if found.bulks.is_empty() {
            return empty(text::NONE, text::NONE_HINT, view! { <a class="button" href="/customers">{t(customers::TITLE)}</a> });
        }
        let rows: Vec<_> = found.bulks.iter().map(|bulk| row(bulk, bulks)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <div class="page narrow">
            {crumb("/customers", customers::TITLE)}
            <header class="page-head"><h1>{t(text::LAST)}</h1><p class="lead-in">{t(text::LAST_LEAD)}</p></header>
            <div class="sheet padded">{bulks.view(draw)}</div>
        </div>
    }
}

fn row(bulk: &Bulk, bulks: Remote<Bulks>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let id = bulk.id;
    let (touched, named, undone) = (bulk.touched, bulk.named, bulk.undone);
    let open = bulk.undone_at.is_none() && bulk.undo_until.is_some_and(|until| until > clock::now());
    let send: SendAct<Bulk> = Rc::new(move |key| Box::pin(async move { session.write::<UndoBulk>(&[&id], None, key, &()).await }));
    let done = move |back: Bulk| {
        toasts.say(tell(text::UNDONE_SAID, &[("n", &back.undone.to_string())]));
        bulks.refetch();
    };
    let what = bulk.receiver.as_ref().map(|person| person.name.clone()).unwrap_or_else(|| bulk.tags.join("、"));
    let reason = (!bulk.reason.is_empty()).then(|| view! { <small class="block">{bulk.reason.clone()}</small> });
    let told = move || tell(text::DID, &[("n", &touched.to_string()), ("all", &named.to_string())]);
    let back =
        bulk.undone_at.map(|_| view! { <small class="block">{move || tell(text::UNDONE_SAID, &[("n", &undone.to_string())])}</small> });
    let left_out = refused(bulk)
        .map(|list| view! { <details><summary class="text-ink-3 text-[13px]">{t(text::SEE_LEFT_OUT)}</summary>{list}</details> });
    view! {
        <li>
            <div class="grow">{word(bulk.deed.text_path())}" "{what}<small class="block">{told}</small>{reason}{back}{left_out}</div>
            <small>{since(bulk.done_at.unwrap_or(bulk.at))}</small>
            {open.then(|| act_button("ui.undo", "small", Icon::Left, send, done))}
        </li>
    }
    .into_any()
}
