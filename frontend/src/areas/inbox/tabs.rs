use crate::i18n::t;
use crate::session::use_session;
use crate::ui::record::page_title;
use crate::ui::remote::remote;
use contract::page::ListQuery;
use contract::tasks::ListInbox;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use locale::{Key, inbox};

const TABS: [(&str, Key); 5] = [
    ("/inbox/decide", inbox::TAB_DECIDE),
    ("/inbox/tasks", inbox::TAB_TASKS),
    ("/inbox/started", inbox::TAB_STARTED),
    ("/inbox/copied", inbox::TAB_COPIED),
    ("/inbox/done", inbox::TAB_DONE),
];

/// The parts of the inbox.
pub fn tabs() -> impl IntoView {
    let path = use_location().pathname;
    let links: Vec<_> = TABS
        .into_iter()
        .map(|(to, label)| view! { <a href=to aria-current=move || path.with(|path| path == to).then_some("page")>{t(label)}</a> })
        .collect();
    view! { <nav class="tabs" aria-label=t(inbox::TITLE)>{links}</nav> }
}

/// The approvals that wait for the person.
pub fn to_decide(limit: u32) -> ListQuery {
    let filters = [("kind", "eq:approval"), ("status", "eq:open")];
    let filters = filters.map(|(field, filter)| (field.to_owned(), filter.to_owned())).to_vec();
    ListQuery { filters, limit: Some(limit), ..Default::default() }
}

/// The inbox as the menu opens it: what is to be decided, or the tasks where nothing is.
pub fn first() -> impl IntoView {
    let session = use_session();
    page_title(move || t(inbox::TITLE)().to_owned());
    let navigate = use_navigate();
    let waiting = remote(move || async move { session.get::<ListInbox>(&[], &to_decide(1)).await });
    Effect::new(move |_| {
        if let Some(nothing) = waiting.with(|page| page.items.is_empty()) {
            let options = NavigateOptions { replace: true, ..Default::default() };
            navigate(if nothing { "/inbox/tasks" } else { "/inbox/decide" }, options);
        }
    });
    view! { <div class="page"><header class="page-head"><h1>{t(inbox::TITLE)}</h1></header>{tabs()} {waiting.view(|_| ().into_any())}</div> }
}
