use super::tabs;
use crate::areas::complaints::period::{period_of, period_picker};
use crate::i18n::{language, t, word_now};
use crate::session::use_session;
use crate::ui::charts::{chart, nothing};
use crate::ui::record::page_title;
use crate::ui::remote::remote;
use contract::complaints::nonconformities::{NonconformityStatistics, ShowNonconformityStatistics};
use contract::dashboard::Panel;
use leptos::prelude::*;
use locale::quality_ui as text;

/// Nonconformities of a period by stage, cause and department.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::STATISTICS)().to_owned());
    let days = period_of();
    let figures = remote(move || {
        let _follow = language();
        let days = days.get();
        async move { session.get::<ShowNonconformityStatistics>(&[], &days).await }
    });
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(text::STATISTICS)}</h1>
                <div class="page-actions">{tabs("/nonconformities/statistics")}</div>
            </header>
            {period_picker("/nonconformities/statistics", days)}
            {figures.view(draw)}
        </div>
    }
}

fn draw(figures: &NonconformityStatistics) -> AnyView {
    view! { <div class="panels">{figures.panels.iter().map(panel).collect::<Vec<_>>()}</div> }.into_any()
}

/// A panel with its chart; each figure leads to its records.
pub fn panel(panel: &Panel) -> AnyView {
    let path = format!("words.panel_{}", panel.key);
    let title = move || locale::find(&path).map_or_else(|| word_now("dashboard_ui.title"), |key| key.text(language()));
    let total: i64 = panel.slices.iter().map(|slice| slice.value).sum();
    let body = if total == 0 { nothing() } else { chart(panel) };
    view! { <section class="sheet"><header><h2>{title}</h2></header><div class="body">{body}</div></section> }.into_any()
}
