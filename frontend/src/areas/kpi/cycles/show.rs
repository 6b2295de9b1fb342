use super::acts::acts;
use super::list::span;
use super::missing::missing;
use super::part::part;
use super::peers::name_peers;
use super::period_name;
use super::published::published;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::figures::{Station, along, steps};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::day;
use contract::kpi::cycles::{Cycle, CycleKind, CycleStatus, ShowCycle};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::cycles_ui as text;

/// A cycle: what it asks of the reader, and for who moves it on, who is missing.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let cycle = remote(move || {
        session.writes.track();
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowCycle>(&[&id], &()).await }
    });
    page_title(move || cycle.with(|it| format!("{} {}", t(text::TITLE)(), it.period)).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/kpi-cycles", text::TITLE)} {cycle.view(move |data| draw(data, cycle))}</div> }
}

fn draw(cycle: &Cycle, remote: Remote<Cycle>) -> AnyView {
    let session = use_session();
    let stations = along(CycleStatus::ALL, cycle.status)
        .into_iter()
        .map(|(status, state)| Station { label: word(status.text_path()).into_any(), under: None, state })
        .collect();
    let under = view! { {badge(cycle.status)} <span>{word(cycle.kind.text_path())}</span> };
    let extended = cycle.extended.clone().map(|reason| notice("indigo", move || tell(text::EXTENDED, &[("reason", &reason)])));
    let manages = session.may(Permission::KpiPublish);
    let calibrates = manages && cycle.closed_at.is_some();
    let path = format!("/kpi-cycles/{}/calibration", cycle.period);
    let calibration = calibrates.then(|| view! { <a class="button primary" href=path>{icon(Icon::Board)}{t(text::CALIBRATE)}</a> });
    let leads = session.may(Permission::KpiRead);
    let shown = matches!(cycle.status, CycleStatus::Published | CycleStatus::Final).then(|| published(&cycle.period));
    let scores = (cycle.kind == CycleKind::Month).then(|| {
        let href = format!("/kpi?month={}", cycle.period);
        view! { <a class="button" href=href>{t(locale::kpi_ui::TITLE)}</a> }
    });
    let mine =
        session.me.with_untracked(|me| me.as_ref().map(|me| me.id)).filter(|_| cycle.kind == CycleKind::Month || cycle.closed_at.is_some());
    let mine = mine.map(|me| view! { <a class="button" href=format!("/kpi/{me}/{}", cycle.period)>{t(text::MY_SCORE)}</a> });
    let named = manages.then(name_peers);
    view! {
        {record_head(t(text::TITLE)().to_owned(), view! { <b>{period_name(&cycle.period)}</b> {under} }, view! { {mine}{scores}{named}{acts(cycle, remote)}{calibration} })}
        {steps(stations)}
        {extended}
        <div class="columns">
            <div class="grid gap-4">{part(cycle)} {shown}</div>
            <div class="grid gap-4">{days(cycle)} {leads.then(|| missing(cycle))}</div>
        </div>
    }
    .into_any()
}

fn days(cycle: &Cycle) -> AnyView {
    let body = view! {
        <dl class="facts">
            {fact(text::SELF_REVIEW, span(cycle.self_from, cycle.self_until))}
            {fact(text::MARKING, span(cycle.marking_from, cycle.marking_until))}
            {fact(text::CALIBRATED_UNTIL, day(cycle.calibrated_until))}
            {fact(text::REVIEWS, cycle.reviews.to_string())}
        </dl>
    };
    sheet(text::DAYS, (), body)
}
