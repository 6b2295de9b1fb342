use super::rules::rules;
use crate::areas::kpi::scores::{switch, told};
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::save_file::save_file;
use crate::ui::toast::use_toasts;
use contract::kpi::MonthQuery;
use contract::kpi::effects::{EffectRow, Effects, ShowEffects};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use locale::effects_ui as text;

const FILE: &str = "/kpi/effects/export.csv";

/// What the final results of a month come to.
pub fn show() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let asked = use_query_map();
    page_title(move || t(text::TITLE)().to_owned());
    let this = crate::clock::today().format("%Y-%m").to_string();
    let shown = Memo::new(move |_| {
        let last = crate::areas::kpi::scores::moved(&this, -1).unwrap_or_default();
        asked.read().get("month").unwrap_or(last)
    });
    let effects = remote(move || {
        // Weakest indicators come in words of the viewer's language.
        let _follow = crate::i18n::language();
        let query = MonthQuery { month: Some(shown.get()) };
        async move { session.get::<ShowEffects>(&[], &query).await }
    });
    let export = move |_| {
        let query = format!("month={}", shown.get_untracked());
        spawn_local(async move {
            match session.download(FILE, &[], &query).await {
                Ok(file) => save_file(file, "results.csv"),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let none = move || effects.with(|effects| effects.rows.is_empty()).unwrap_or(true);
    view! {
        <div class="page">
            {crumb("/kpi", locale::kpi_ui::TITLE)}
            <header class="page-head">
                <h1>{t(text::TITLE)}</h1>
                <p class="lead-in">{t(text::HINT)}</p>
                <div class="page-actions">
                    <button type="button" class="button" disabled=none on:click=export>{icon(Icon::Download)}{t(text::EXPORT)}</button>
                    {switch("/kpi-effects", shown)}
                </div>
            </header>
            {effects.view(move |data| draw(data, effects))}
        </div>
    }
}

fn draw(effects: &Effects, remote: Remote<Effects>) -> AnyView {
    let n = effects.waiting.to_string();
    let waiting = (effects.waiting > 0).then(|| notice("ochre", move || tell(text::WAITING, &[("n", &n)])));
    let rows: Vec<_> = effects.rows.iter().map(|one| row(one, &effects.month)).collect();
    let table = if rows.is_empty() {
        view! { <p class="quiet">{t(text::EMPTY)}</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap">
                <table class="ledger cards">
                    <thead>
                        <tr>
                            <th scope="col">{t(text::PERSON)}</th>
                            <th scope="col">{t(text::SCORE)}</th>
                            <th scope="col">{t(text::GRADE)}</th>
                            <th scope="col">{t(text::COEFFICIENT)}</th>
                            <th scope="col">{t(text::REMARK)}</th>
                            <th scope="col">{t(text::TRAINING)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        {waiting}
        <div class="columns"><div>{sheet(text::RESULTS, (), table)}</div><div>{rules(effects, remote)}</div></div>
    }
    .into_any()
}

fn row(one: &EffectRow, month: &str) -> impl IntoView + use<> {
    let n = one.in_a_row.to_string();
    let in_a_row = move |key| {
        let n = n.clone();
        move || tell(key, &[("n", &n)])
    };
    let remarks = [
        one.promotion.then(|| tag(Tone::Bamboo, in_a_row(text::PROMOTION)).into_any()),
        one.flagged.then(|| tag(Tone::Cinnabar, in_a_row(text::FLAGGED)).into_any()),
        one.bottom.then(|| tag(Tone::Ochre, t(text::BOTTOM)).into_any()),
    ];
    let href = format!("/kpi/{}/{month}", one.person.id);
    let training = one.training.clone();
    view! {
        <tr>
            <td class="first"><a class="link" href=href>{one.person.name.clone()}</a>" "<small class="text-ink-3">{one.post.clone()}</small></td>
            <td data-label=t(text::SCORE)>{told(Some(one.score))}</td>
            <td class="corner">{badge(one.grade)}</td>
            <td data-label=t(text::COEFFICIENT)>{one.coefficient.normalize().to_string()}</td>
            <td data-label=t(text::REMARK)><span class="inline-flex flex-wrap gap-1">{remarks.into_iter().flatten().collect::<Vec<_>>()}</span></td>
            <td data-label=t(text::TRAINING)>{training}</td>
        </tr>
    }
}
