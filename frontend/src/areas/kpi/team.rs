//! The team now (KPI-11): the lowest score first, what would raise each most, who has not marked yet.

use super::scores::{drawn, live, switch, told};
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::figures::{Part, bar, ring};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{empty, remote};
use contract::kpi::MonthQuery;
use contract::kpi::team::{ShowTeam, Team, TeamIndicator, TeamMember};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locale::team_ui as text;
use rust_decimal::prelude::ToPrimitive;

/// Everyone whose scores the reader sees.
pub fn team() -> impl IntoView {
    let session = use_session();
    let asked = use_query_map();
    page_title(move || t(text::TITLE)().to_owned());
    let wanted = Memo::new(move |_| asked.read().get("month"));
    let shown = Memo::new(move |_| wanted.get().unwrap_or_else(|| crate::clock::today().format("%Y-%m").to_string()));
    let team = remote(move || {
        session.writes.track();
        // Indicators come in words of the viewer's language.
        let _follow = crate::i18n::language();
        let query = MonthQuery { month: wanted.get() };
        async move { session.get::<ShowTeam>(&[], &query).await }
    });
    let open = move || team.with(|team| team.open).unwrap_or(false);
    view! {
        <div class="page">
            {crumb("/kpi", locale::kpi_ui::TITLE)}
            <header class="page-head">
                <h1>{t(text::TITLE)}</h1>
                <p class="lead-in">{move || open().then(live)}</p>
                <div class="page-actions">{switch("/kpi-team", shown)}</div>
            </header>
            {team.view(draw)}
        </div>
    }
}

fn draw(team: &Team) -> AnyView {
    if team.members.is_empty() {
        return empty(text::EMPTY, text::EMPTY_HINT, ());
    }
    let members: Vec<_> = team.members.iter().map(|one| member(one, &team.month)).collect();
    view! {
        <div class="columns">
            <div class="sheet"><ul class="rows scores">{members}</ul></div>
            <div class="grid gap-4">{mean(team)} {weakest(team)}</div>
        </div>
    }
    .into_any()
}

fn mean(team: &Team) -> AnyView {
    let n = team.members.len().to_string();
    let body = view! {
        <div class="score-total">
            {ring(drawn(team.mean), told(team.mean), true)}
            <p class="text-ink-2">{move || tell(text::MEAN_OF, &[("n", &n)])}</p>
        </div>
    };
    sheet(text::MEAN, (), body)
}

fn weakest(team: &Team) -> Option<AnyView> {
    if team.weakest.is_empty() {
        return None;
    }
    let row = |one: &TeamIndicator| {
        let n = one.people.to_string();
        let part = Part { label: one.label.clone(), weight: 100.0, score: one.reached.to_f64() };
        view! {
            <li>
                <div class="grow grid gap-1"><span>{one.label.clone()}</span>{bar(vec![part])}</div>
                <span class="text-right"><b>{told(Some(one.reached))}</b><small class="block text-ink-3">{move || tell(text::OF_PEOPLE, &[("n", &n)])}</small></span>
            </li>
        }
    };
    let rows: Vec<_> = team.weakest.iter().map(row).collect();
    Some(sheet(text::WEAKEST, (), view! { <ul class="rows -m-4">{rows}</ul> }))
}

fn member(one: &TeamMember, month: &str) -> AnyView {
    let href = format!("/kpi/{}/{month}", one.person.id);
    let score = told(one.score);
    let label = {
        let (name, score) = (one.person.name.clone(), score.clone());
        move || tell(locale::kpi_ui::EXPLAIN_OF, &[("name", &name), ("score", &score)])
    };
    let raise = match &one.raise {
        Some(gain) => {
            let (label, text) = (gain.label.clone(), gain.text.clone());
            view! { <span>{label}" "<b class="text-bamboo">{text}</b></span> }.into_any()
        }
        None => one
            .weakest
            .clone()
            .map(|name| view! { <span class="text-ochre">{move || tell(locale::kpi_ui::WEAKEST, &[("name", &name)])}</span> })
            .into_any(),
    };
    let n = one.marks_missing.to_string();
    let own = (one.self_review_missing == Some(true)).then(|| tag(Tone::Ochre, t(text::SELF_REVIEW_MISSING)));
    let marks = (one.marks_missing > 0).then(|| tag(Tone::Ochre, move || tell(text::MARKS_MISSING, &[("n", &n)])));
    view! {
        <li class="goes">
            <a class="score-row" href=href aria-label=label>
                {ring(drawn(one.score), score, false)}
                <span class="who"><b>{one.person.name.clone()}</b><small>{one.post.clone()}</small></span>
                <span class="grade">{one.grade.map(badge)}{one.result.map(badge)}{own}{marks}</span>
                <span class="parts"><span class="legend">{raise}</span></span>
                {icon(Icon::Right)}
            </a>
        </li>
    }
    .into_any()
}
