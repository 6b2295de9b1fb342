use crate::clock;
use crate::format;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::remote;
use chrono::{Datelike, Utc};
use contract::campaigns::effects::{CampaignEffects, EffectLine, EffectsQuery, ShowCampaignEffects};
use leptos::prelude::*;
use locale::{Key, campaigns_ui as campaigns, effects_of_ui as text};

/// What the campaigns of a year came to.
pub fn show() -> impl IntoView {
    let session = use_session();
    let this = clock::local(Utc::now()).year();
    let year = RwSignal::new(this);
    let effects = remote(move || {
        let year = year.get();
        async move { session.get::<ShowCampaignEffects>(&[], &EffectsQuery { year }).await }
    });
    page_title(move || t(text::TITLE)().to_owned());
    let years: Vec<_> = (0..5)
        .map(|back| this - back)
        .map(|one| view! { <option value=one.to_string() selected=move || year.get() == one>{one}</option> })
        .collect();
    let choose = move |event| year.set(event_target_value(&event).parse().unwrap_or(this));
    let pick = view! {
        <div class="field">
            <label for="effects-year">{t(text::YEAR)}</label>
            <select class="input" id="effects-year" on:change=choose>{years}</select>
        </div>
    };
    view! {
        <div class="page">
            {crumb("/campaigns", campaigns::TITLE)}
            {record_head(t(text::TITLE)().to_owned(), (), pick)}
            {effects.view(draw)}
        </div>
    }
}

fn draw(it: &CampaignEffects) -> AnyView {
    let minimum = it.minimum.to_string();
    let said = (it.minimum > 0).then(|| view! { <p class="hint">{tell(text::MINIMUM, &[("n", &minimum)])}</p> });
    view! {
        <div class="grid gap-4">
            {sheet(text::BY_MONTH, (), view! { {said} {table(text::MONTH, &it.by_month)} })}
            {sheet(text::BY_FORM, (), table(text::FORM, &it.by_form))}
            {sheet(text::BY_SITE, (), table(text::SITE, &it.by_site))}
        </div>
    }
    .into_any()
}

fn table(first: Key, lines: &[EffectLine]) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="prose text-ink-2">{t(text::NONE)}</p> }.into_any();
    }
    let row = |line: &EffectLine| {
        let below = line.below.then(|| tag(Tone::Cinnabar, t(text::BELOW)));
        let each = line.cost_per_lead.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
        view! {
            <tr>
                <td class="first">{line.label.clone()}" "{below}</td>
                <td>{line.held}</td>
                <td>{line.summed_up}</td>
                <td>{format::number(line.participants)}</td>
                <td>{format::number(line.leads)}</td>
                <td>{line.cost.to_string()}</td>
                <td>{each}</td>
            </tr>
        }
    };
    let heads = [first, text::HELD, text::SUMMED_UP, text::PARTICIPANTS, text::LEADS, text::COST, text::COST_PER_LEAD];
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{t(head)}</th> }).collect();
    view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger"><thead><tr>{heads}</tr></thead><tbody>{lines.iter().map(row).collect::<Vec<_>>()}</tbody></table>
        </div>
    }
    .into_any()
}
