use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::text::since;
use contract::campaigns::preparation::{CampaignTemplate, CampaignTemplates, ListCampaignTemplates};
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, preparation_ui as text};

/// Every template.
pub fn list() -> impl IntoView {
    let session = use_session();
    let all = remote(move || async move { session.get::<ListCampaignTemplates>(&[], &()).await });
    page_title(move || t(text::TEMPLATES)().to_owned());
    view! { <div class="page">{crumb("/campaigns", campaigns::TITLE)} {all.view(draw)}</div> }
}

fn draw(all: &CampaignTemplates) -> AnyView {
    let new = all
        .editable
        .then(|| view! { <a class="button primary" href="/campaign-templates/new">{icon(Icon::Plus)}{t(text::NEW_TEMPLATE)}</a> });
    let rows: Vec<_> = all.items.iter().map(row).collect();
    view! {
        <header class="page-head"><div><h1>{t(text::TEMPLATES)}</h1><p class="lead-in">{t(text::TEMPLATES_LEAD)}</p></div><div class="page-actions">{new}</div></header>
        <div class="sheet ledger-wrap" tabindex="0">
            <table class="ledger">
                <thead><tr><th>{t(text::TEMPLATE_NAME)}</th><th>{t(text::FORM)}</th><th>{t(text::TITLE)}</th><th>{t(campaigns::STATUS)}</th><th>{t(campaigns::CHANGED)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(one: &CampaignTemplate) -> AnyView {
    let count = one.lines.len().to_string();
    let state = if one.in_use { tag(Tone::Bamboo, t(text::IN_USE)).into_any() } else { tag(Tone::Calm, t(text::NOT_IN_USE)).into_any() };
    view! {
        <tr>
            <td class="first"><a class="link" href=format!("/campaign-templates/{}", one.id)>{one.name.clone()}</a></td>
            <td>{word(one.form.text_path())}</td>
            <td>{move || tell(text::LINES, &[("n", &count)])}</td>
            <td>{state}</td>
            <td>{since(one.updated_at)}</td>
        </tr>
    }
    .into_any()
}
