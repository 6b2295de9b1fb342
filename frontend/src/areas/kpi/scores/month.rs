use crate::format;
use crate::i18n::{language, t, tell, word_now};
use crate::session::{Session, use_session};
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::figures::{Part, bar, ring, strength};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::page_title;
use crate::ui::remote::{Remote, empty, remote};
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use chrono::{Datelike, Months, NaiveDate};
use contract::kpi::schemes::IndicatorKind;
use contract::kpi::{Grade, ListScores, MonthQuery, ScoreItem, ScoreRow, Scores};
use contract::permission::Permission;
use contract::results::{Publication, PublishMonth};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locale::{Language, kpi_ui as kpi};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::rc::Rc;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The first day of `2026-11`.
fn first_day(month: &str) -> Option<NaiveDate> {
    format!("{month}-01").parse().ok()
}

/// The month `by` months later, as `2026-11`.
pub fn moved(month: &str, by: i32) -> Option<String> {
    let first = first_day(month)?;
    let months = Months::new(by.unsigned_abs());
    let there = if by < 0 { first.checked_sub_months(months) } else { first.checked_add_months(months) }?;
    Some(there.format("%Y-%m").to_string())
}

/// `2026年11月`, `Nov 2026`; what is no month shows as it is.
fn spoken(language: Language, month: &str) -> String {
    let Some(first) = first_day(month) else { return month.to_owned() };
    match language {
        Language::En => format!("{} {}", MONTHS[first.month0() as usize], first.year()),
        _ => format!("{}年{}月", first.year(), first.month()),
    }
}

/// The name of a month; follows the language.
pub fn month_name(month: &str) -> impl Fn() -> String + Clone + Send + Sync + use<> + 'static {
    let month = month.to_owned();
    move || spoken(language(), &month)
}

/// The months so many before or after this one, to choose from; `chosen` is tracked.
pub fn month_options(by: impl IntoIterator<Item = i32>, chosen: impl Fn() -> String + Copy + Send + Sync + 'static) -> Vec<AnyView> {
    let this = crate::clock::today().format("%Y-%m").to_string();
    let option = |month: String| {
        let (name, value) = (month_name(&month), month.clone());
        view! { <option value=value selected=move || chosen() == month>{name}</option> }.into_any()
    };
    by.into_iter().filter_map(|by| moved(&this, by)).map(option).collect()
}

/// A score as a number for drawing.
pub fn drawn(score: Option<Decimal>) -> Option<f64> {
    score.and_then(|score| score.to_f64())
}

/// How far an item with these points came towards its weight, 0 to 100.
pub fn reached(points: Option<Decimal>, weight: Decimal) -> Option<f64> {
    let share = points?.checked_div(weight)?;
    (share * Decimal::ONE_HUNDRED).to_f64()
}

/// A score as text; a dash where nothing was measured.
pub fn told(score: Option<Decimal>) -> String {
    score.map_or_else(|| "—".to_owned(), format::score)
}

/// Says that the figures still move.
pub fn live() -> AnyView {
    tag(Tone::Indigo, t(kpi::LIVE)).into_any()
}

/// The scores of a month (KPI-11).
pub fn month() -> impl IntoView {
    let session = use_session();
    let asked = use_query_map();
    page_title(move || t(kpi::TITLE)().to_owned());
    let wanted = Memo::new(move |_| asked.read().get("month"));
    let shown = Memo::new(move |_| wanted.get().unwrap_or_else(|| crate::clock::today().format("%Y-%m").to_string()));
    let scores = remote(move || {
        session.writes.track();
        let query = MonthQuery { month: wanted.get() };
        async move { session.get::<ListScores>(&[], &query).await }
    });
    let open = move || scores.with(|scores| scores.open).unwrap_or(false);
    let may_publish = Memo::new(move |_| scores.with(|scores| scores.publishable).unwrap_or(false));
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(kpi::TITLE)}</h1>
                <p class="lead-in">{move || open().then(live)}</p>
                <div class="page-actions">{move || may_publish.get().then(|| publish(shown, scores))}{ways(session)}{switch("/kpi", shown)}</div>
            </header>
            {scores.view(move |scores| draw(scores, asked.read().get("grade").and_then(|word| word.parse().ok())))}
        </div>
    }
}

/// To the schemes, and to what is entered by hand.
fn ways(session: Session) -> AnyView {
    let enters = move || session.may(Permission::KpiEnter);
    let pays = move || session.may(Permission::KpiPublish);
    view! {
        <a class="button quiet" href="/kpi-schemes">{icon(Icon::Sheet)}{t(locale::schemes_ui::TITLE)}</a>
        <a class="button quiet" href="/kpi-compliance">{icon(Icon::Check)}{t(locale::compliance_ui::TITLE)}</a>
        {move || enters().then(|| view! { <a class="button quiet" href="/kpi-entries">{icon(Icon::Edit)}{t(locale::entries_ui::TITLE)}</a> })}
        {move || pays().then(|| view! { <a class="button quiet" href="/kpi-effects">{icon(Icon::Board)}{t(locale::effects_ui::TITLE)}</a> })}
    }
    .into_any()
}

/// Publishes the month's results (KPI-08): after a question, for it cannot be taken back.
fn publish(shown: Memo<String>, scores: Remote<Scores>) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Check)}{t(kpi::PUBLISH)}</button>
        <Dialog open title=kpi::PUBLISH>
            <p class="text-ink-2">{t(kpi::PUBLISH_HINT)}</p>
            <div class="form-foot">{publish_now(shown, scores)}</div>
        </Dialog>
    }
    .into_any()
}

fn publish_now(shown: Memo<String>, scores: Remote<Scores>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let send: SendAct<Publication> = Rc::new(move |key| {
        let month = shown.get_untracked();
        Box::pin(async move { session.write::<PublishMonth>(&[&month], None, key, &()).await })
    });
    let done = move |publication: Publication| {
        toasts.say(tell(kpi::PUBLISHED_SAID, &[("n", &publication.published.to_string())]));
        scores.refetch();
    };
    act_button("kpi_ui.publish_now", "primary", Icon::Check, send, done)
}

/// Back and forth by months; not beyond this one, which has no records yet.
pub fn switch(path: &'static str, shown: Memo<String>) -> AnyView {
    let this = crate::clock::today().format("%Y-%m").to_string();
    let to = move |by: i32| shown.with(|month| moved(month, by)).map(|month| format!("{path}?month={month}"));
    let last = Memo::new(move |_| shown.with(|month| *month >= this));
    view! {
        <nav class="segments" aria-label=t(kpi::MONTH)>
            <a href=move || to(-1) aria-label=t(kpi::MONTH_BEFORE)>{icon(Icon::Left)}</a>
            <a aria-current="true" aria-live="polite">{move || spoken(language(), &shown.get())}</a>
            {move || if last.get() {
                view! { <span class="inline-flex items-center px-3 opacity-35" aria-hidden="true">{icon(Icon::Right)}</span> }.into_any()
            } else {
                view! { <a href=move || to(1) aria-label=t(kpi::MONTH_AFTER)>{icon(Icon::Right)}</a> }.into_any()
            }}
        </nav>
    }
    .into_any()
}

/// All rows, or the published results of one grade.
fn draw(scores: &Scores, grade: Option<Grade>) -> AnyView {
    if scores.rows.is_empty() {
        return empty(kpi::EMPTY, kpi::EMPTY_HINT, ());
    }
    let live = scores.open.then(|| notice("jade", t(kpi::LIVE_HINT)));
    let wanted = |row: &&ScoreRow| grade.is_none_or(|grade| row.grade == Some(grade) && row.result.is_some());
    let rows: Vec<_> = scores.rows.iter().filter(wanted).map(|row| line(row, &scores.month)).collect();
    let only = grade.map(|grade| {
        let (n, all) = (rows.len().to_string(), format!("/kpi?month={}", scores.month));
        let told = move || tell(kpi::ONLY_GRADE, &[("grade", word_now(grade.text_path())), ("n", &n)]);
        notice("calm", view! { <span class="grow">{told}</span>" "<a class="link" href=all>{t(kpi::SHOW_EVERYONE)}</a> })
    });
    view! { {live}{only}<div class="sheet"><ul class="rows scores">{rows}</ul></div> }.into_any()
}

fn line(row: &ScoreRow, month: &str) -> AnyView {
    let href = format!("/kpi/{}/{month}", row.person.id);
    let name = row.person.name.clone();
    let spoken = match row.score {
        Some(_) => told(row.score),
        None => "—".to_owned(),
    };
    let label = {
        let (name, score) = (name.clone(), spoken.clone());
        move || tell(kpi::EXPLAIN_OF, &[("name", &name), ("score", &score)])
    };
    let weakest =
        row.weakest.clone().map(|name| view! { <span class="text-ochre">{move || tell(kpi::WEAKEST, &[("name", &name)])}</span> });
    let waits = row.answer_by.map(|by| {
        let by = moment(by);
        view! { <small class="text-ochre">{t(kpi::ANSWER_UNTIL)}" "{by}</small> }
    });
    let none = row.score.is_none().then(|| view! { <span class="text-ink-3 text-[13px]">{t(kpi::NOTHING_MEASURED)}</span> });
    view! {
        <li class="goes">
            <a class="score-row" href=href aria-label=label>
                {ring(drawn(row.score), spoken, false)}
                <span class="who"><b>{name}</b><small>{row.post.clone()}</small></span>
                <span class="grade">{row.grade.map(badge)}{row.result.map(badge)}{waits}{none}</span>
                <span class="parts">{bar(row.items.iter().filter(|item| item.kind == IndicatorKind::Weighed).map(part).collect())}<span class="legend">{row.items.iter().map(item).collect::<Vec<_>>()}{weakest}</span></span>
                {icon(Icon::Right)}
            </a>
        </li>
    }
    .into_any()
}

fn part(item: &ScoreItem) -> Part {
    Part {
        label: format!("{} {}", item.label, told(item.score)),
        weight: item.weight.to_f64().unwrap_or(0.0),
        score: reached(item.score, item.weight),
    }
}

fn item(item: &ScoreItem) -> impl IntoView + use<> {
    let class = match reached(item.score, item.weight) {
        _ if item.kind == IndicatorKind::Added => "text-bamboo",
        Some(score) if strength(score) == "bad" => "text-cinnabar",
        Some(score) if strength(score) == "weak" => "text-ochre",
        Some(_) => "text-ink-2",
        None => "text-ink-3",
    };
    view! { <span>{item.label.clone()}" "<b class=class>{told(item.score)}</b></span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_held_against_its_weight() {
        assert_eq!(reached(Some(Decimal::from(20)), Decimal::from(20)), Some(100.0), "all of it");
        assert_eq!(reached(Some(Decimal::from(10)), Decimal::from(40)), Some(25.0));
        assert_eq!(reached(None, Decimal::from(40)), None, "nothing measured");
        assert_eq!(reached(Some(Decimal::ZERO), Decimal::ZERO), None);
    }

    #[test]
    fn months_go_over_the_turn_of_the_year() {
        assert_eq!(moved("2026-01", -1).as_deref(), Some("2025-12"));
        assert_eq!(moved("2026-12", 1).as_deref(), Some("2027-01"));
        assert_eq!(moved("soon", 1), None);
    }

    #[test]
    fn a_month_is_told_in_the_reader_s_language() {
        assert_eq!(spoken(Language::ZhCn, "2026-11"), "2026年11月");
        assert_eq!(spoken(Language::En, "2026-11"), "Nov 2026");
    }
}
