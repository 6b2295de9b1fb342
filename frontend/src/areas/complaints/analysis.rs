//! Analysis of complaints and their report (CPL-10): figures of a period, each leading to its records.

use super::desk::tabs;
use super::period::{period_of, period_picker};
use super::quality::panel;
use crate::i18n::{language, t, word};
use crate::session::{Session, use_session};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{page_title, sheet};
use crate::ui::remote::remote;
use crate::ui::save_file::save_file;
use crate::ui::toast::use_toasts;
use contract::Money;
use contract::complaints::analysis::{
    AnalysisFigure, ComplaintAnalysis, ComplaintReport, FigureUnit, ReportLine, ShowComplaintAnalysis, ShowComplaintReport, StateTime,
};
use contract::complaints::nonconformities::DaysQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{Key, desk_ui as text, quality as names};

/// The analysis of a period.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::ANALYSIS)().to_owned());
    let days = period_of();
    let analysis = remote(move || {
        let _follow = language();
        let days = days.get();
        async move { session.get::<ShowComplaintAnalysis>(&[], &days).await }
    });
    let report = move || format!("/complaint-report?{}", asked(days.get()));
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(text::ANALYSIS)}</h1>
                <div class="page-actions"><a class="button" href=report>{icon(Icon::Sheet)}{t(text::REPORT)}</a></div>
            </header>
            {tabs()}
            {period_picker("/complaint-analysis", days)}
            {analysis.view(draw)}
        </div>
    }
}

fn draw(analysis: &ComplaintAnalysis) -> AnyView {
    let panels: Vec<_> = analysis.panels.iter().map(panel).collect();
    view! {
        {figures(&analysis.figures)}
        <div class="panels">{panels}</div>
        {states(&analysis.states)}
    }
    .into_any()
}

/// The days as they stand in an address.
fn asked(days: DaysQuery) -> String {
    let part = |name: &str, day: Option<chrono::NaiveDate>| day.map(|day| format!("{name}={day}"));
    [part("from", days.from), part("to", days.to)].into_iter().flatten().collect::<Vec<_>>().join("&")
}

/// A figure as it is read: with its unit.
fn read(figure: &AnalysisFigure) -> String {
    let Some(value) = figure.value else { return "—".to_owned() };
    match figure.unit {
        FigureUnit::Percent => format!("{value}%"),
        FigureUnit::Yuan => Money { amount: value, currency: "CNY".to_owned() }.to_string(),
        FigureUnit::Cases | FigureUnit::Marks | FigureUnit::Hours => value.to_string(),
    }
}

fn figures(figures: &[AnalysisFigure]) -> AnyView {
    let one = |figure: &AnalysisFigure| {
        view! { <a class="metric" href=figure.link.clone()><span class="label">{figure.label.clone()}</span><span class="value">{read(figure)}</span></a> }
    };
    view! { <div class="metrics mb-4">{figures.iter().map(one).collect::<Vec<_>>()}</div> }.into_any()
}

fn states(states: &[StateTime]) -> AnyView {
    let rows: Vec<_> = states
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{word(one.state.text_path())}</th><td>{one.times}</td><td>{one.mean_hours.to_string()}</td>
                    <td>{one.longest_hours.to_string()}</td>
                </tr>
            }
        })
        .collect();
    let body = view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger">
                <thead>
                    <tr>
                        <th scope="col">{t(names::STATUS)}</th><th scope="col">{t(text::TIMES)}</th><th scope="col">{t(text::MEAN)}</th>
                        <th scope="col">{t(text::LONGEST)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    view! { <div class="mt-4">{sheet(text::TIME_PER_STATE, (), body)}</div> }.into_any()
}

/// The report of a period, to read and to take along.
pub fn report() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::REPORT)().to_owned());
    let days = period_of();
    let report = remote(move || {
        let _follow = language();
        let days = days.get();
        async move { session.get::<ShowComplaintReport>(&[], &days).await }
    });
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(text::REPORT)}</h1>
                <div class="page-actions">
                    {download(session, days, "/complaint-report/export.xlsx", text::REPORT_XLSX, "report.xlsx")}
                    {download(session, days, "/complaint-report/export.pdf", text::REPORT_PDF, "report.pdf")}
                </div>
            </header>
            {tabs()}
            {period_picker("/complaint-report", days)}
            {report.view(draw_report)}
        </div>
    }
}

fn download(session: Session, days: Memo<DaysQuery>, path: &'static str, label: Key, name: &'static str) -> AnyView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let query = asked(days.get_untracked());
        spawn_local(async move {
            match session.download(path, &[], &query).await {
                Ok(file) => save_file(file, name),
                Err(error) => toasts.fail(&error),
            }
            busy.try_set(false);
        });
    };
    view! { <button type="button" class="button" aria-busy=move || busy.get().to_string() on:click=press>{icon(Icon::Sheet)}{t(label)}</button> }.into_any()
}

fn lines(title: Key, lines: &[ReportLine]) -> AnyView {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| view! { <tr><th scope="row">{line.label.clone()}</th><td>{line.count}</td><td>{format!("{}%", line.share)}</td></tr> })
        .collect();
    sheet(title, (), view! { <table class="ledger"><tbody>{rows}</tbody></table> })
}

fn draw_report(report: &ComplaintReport) -> AnyView {
    let clocks: Vec<_> = report
        .clocks
        .iter()
        .map(|one| {
            let rate = one.rate.map_or_else(|| "—".to_owned(), |rate| format!("{rate}%"));
            view! { <tr><th scope="row">{one.step.clone()}</th><td>{format!("{} / {}", one.kept, one.due)}</td><td>{rate}</td></tr> }
        })
        .collect();
    let clocks = view! {
        <table class="ledger">
            <thead><tr><th scope="col">{t(text::STEP)}</th><th scope="col">{t(text::KEPT)}</th><th scope="col">{t(text::RATE)}</th></tr></thead>
            <tbody>{clocks}</tbody>
        </table>
    };
    let told: Vec<_> = report.opportunities.iter().map(|one| view! { <li>{one.clone()}</li> }).collect();
    let told = if told.is_empty() {
        view! { <p class="text-ink-3">{t(text::NO_OPPORTUNITY)}</p> }.into_any()
    } else {
        view! { <ol class="list-decimal pl-5 grid gap-2">{told}</ol> }.into_any()
    };
    view! {
        {figures(&report.figures)}
        <div class="panels">
            {lines(names::BY_SEVERITY, &report.severities)}
            {lines(names::BY_CATEGORY, &report.categories)}
            {lines(names::BY_CHANNEL, &report.channels)}
            {lines(names::BY_CAUSE, &report.causes)}
            {lines(names::BY_MARK, &report.marks)}
            {sheet(text::CLOCKS_KEPT, (), clocks)}
            {lines(names::SECTION_ACTIONS, &report.actions)}
            {sheet(text::OPPORTUNITIES, (), told)}
        </div>
        {states(&report.states)}
    }
    .into_any()
}
