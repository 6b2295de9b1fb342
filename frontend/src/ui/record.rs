//! The parts of a record's page: head, facts, side column.

use crate::i18n::{language, t};
use crate::ui::icon::{Icon, icon};
use leptos::prelude::*;
use locale::{Key, shell};

/// Sets the title of the browser's tab while the page is shown.
pub fn page_title(title: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&format!("{} · {}", title(), shell::PRODUCT.text(language()))));
}

/// The way back to the list.
pub fn crumb(href: &'static str, label: Key) -> impl IntoView {
    view! { <a class="crumb" href=href>{icon(Icon::Left)}{t(label)}</a> }
}

/// The head of a record: title, what stands under it, what can be done.
pub fn record_head(title: String, under: impl IntoView + 'static, actions: impl IntoView + 'static) -> impl IntoView {
    view! {
        <header class="record-head">
            <div class="min-w-0">
                <h1>{title}</h1>
                <div class="under">{under}</div>
            </div>
            <div class="page-actions">{actions}</div>
        </header>
    }
}

/// One fact: label and value.
pub fn fact(label: Key, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{t(label)}</dt><dd>{value}</dd></div> }.into_any()
}

/// A fact that takes the whole width.
pub fn wide_fact(label: Key, value: impl IntoView + 'static) -> AnyView {
    view! { <div class="full"><dt>{t(label)}</dt><dd>{value}</dd></div> }.into_any()
}

/// A titled sheet.
pub fn sheet(title: Key, side: impl IntoView + 'static, body: impl IntoView + 'static) -> AnyView {
    view! {
        <section class="sheet">
            <header><h2>{t(title)}</h2><div>{side}</div></header>
            <div class="body">{body}</div>
        </section>
    }
    .into_any()
}
