//! What the campaign holds: plan, summary against plan, course.

use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::figures::{Station, StationState, along, steps};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::record::{fact, sheet, wide_fact};
use crate::ui::save_file::save_file;
use crate::ui::text::{due_day, moment, or_unset, since};
use crate::ui::toast::use_toasts;
use crate::{clock, format};
use chrono::{DateTime, Utc};
use contract::campaigns::{Campaign, CampaignStatus, CampaignSummary, FILES};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{Key, campaigns_ui as campaigns};
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

/// The way of a campaign that goes well.
const WAY: [CampaignStatus; 7] = [
    CampaignStatus::Draft,
    CampaignStatus::Approving,
    CampaignStatus::Approved,
    CampaignStatus::Ready,
    CampaignStatus::Running,
    CampaignStatus::Finished,
    CampaignStatus::SummedUp,
];

/// Where the campaign stands on its way.
pub fn way(campaign: &Campaign) -> impl IntoView + use<> {
    let reached = |status| match status {
        CampaignStatus::Draft => Some(campaign.created_at),
        CampaignStatus::Ready => campaign.ready_at,
        CampaignStatus::Running => campaign.started_at,
        CampaignStatus::Finished => campaign.finished_at,
        CampaignStatus::SummedUp => campaign.summed_up_at,
        CampaignStatus::Approving | CampaignStatus::Approved | CampaignStatus::Cancelled => None,
    };
    let stations = along(&WAY, campaign.status)
        .into_iter()
        .map(|(status, state)| {
            let at = reached(status).filter(|_| state != StationState::Ahead);
            Station {
                label: word(status.text_path()).into_any(),
                under: at.map(|at| clock::local(at).format("%m-%d %H:%M").to_string()),
                state,
            }
        })
        .collect();
    steps(stations)
}

/// From when to when; the day is told once where it is the same.
fn span(from: DateTime<Utc>, to: DateTime<Utc>) -> AnyView {
    let until = move || {
        let (start, end) = (clock::local(from), clock::local(to));
        if start.date_naive() == end.date_naive() { end.format("%H:%M").to_string() } else { moment(to)() }
    };
    view! { {moment(from)}" – "{until} }.into_any()
}

/// The plan (CMP-01).
pub fn plan(campaign: &Campaign) -> AnyView {
    let plan = &campaign.plan;
    let body = view! {
        <dl class="facts">
            {wide_fact(campaigns::GOAL, plan.goal.clone())}
            {fact(campaigns::WHEN, span(plan.starts_at, plan.ends_at))}
            {fact(campaigns::PLACE, or_unset(plan.place.clone()))}
            {fact(campaigns::AUDIENCE, or_unset(plan.audience.clone()))}
            {fact(campaigns::BUDGET, plan.budget.to_string())}
            {fact(campaigns::EXPECTED_PARTICIPANTS, format::number(plan.expected_participants))}
            {fact(campaigns::EXPECTED_LEADS, format::number(plan.expected_leads))}
            {wide_fact(campaigns::PROPOSAL, or_unset(plan.proposal.clone()))}
        </dl>
    };
    sheet(campaigns::PLAN, (), body)
}

/// How far a figure came against its plan, and whether that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Against {
    Reached,
    Short,
    /// More was spent than planned.
    Over,
}

fn against(actual: f64, planned: f64, more_is_better: bool) -> Against {
    match (more_is_better, actual >= planned, actual > planned) {
        (true, true, _) => Against::Reached,
        (true, false, _) => Against::Short,
        (false, _, true) => Against::Over,
        (false, ..) => Against::Reached,
    }
}

/// One figure against its plan: a bar whose mark is the plan.
fn compared(label: Key, actual: String, planned: String, values: (f64, f64), more_is_better: bool) -> AnyView {
    let (got, wanted) = values;
    let whole = got.max(wanted).max(1.0);
    let (width, mark) = (got / whole * 100.0, wanted / whole * 100.0);
    let verdict = against(got, wanted, more_is_better);
    let (tone, said) = match verdict {
        Against::Reached => ("", campaigns::REACHED),
        Against::Short => ("weak", campaigns::SHORT),
        Against::Over => ("bad", campaigns::OVER),
    };
    let share = if wanted > 0.0 { format!("{:.0}%", got / wanted * 100.0) } else { "—".to_owned() };
    view! {
        <div class="grid gap-1">
            <div class="flex items-baseline justify-between gap-3">
                <span class="text-[13px] text-ink-2">{t(label)}</span>
                <span class="text-right"><b class="text-[20px] font-semibold">{actual}</b><small class="text-ink-3">" / "{planned}</small></span>
            </div>
            <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                <rect class="slot" x="0" y="1" width="100" height="10" rx="1.200" />
                <rect class=format!("got {tone}") x="0" y="1" width=width height="10" rx="1.200" />
                <rect class="plan" x=(mark - 0.6).max(0.0) y="0" width="0.800" height="12" />
            </svg>
            <small class="text-ink-3">{t(said)}" "{share}</small>
        </div>
    }
    .into_any()
}

/// Plan against what came of it (CMP-10).
pub fn summary(campaign: &Campaign) -> Option<AnyView> {
    let summary: &CampaignSummary = campaign.summary.as_ref()?;
    let plan = &campaign.plan;
    let counts = |got: i64, wanted: i64| (format::number(got), format::number(wanted), (got as f64, wanted as f64));
    let (people, planned_people, of_people) = counts(summary.participants, plan.expected_participants);
    let (leads, planned_leads, of_leads) = counts(summary.leads, plan.expected_leads);
    let amounts = (summary.cost.amount.to_f64().unwrap_or(0.0), plan.budget.amount.to_f64().unwrap_or(0.0));
    let per_lead = campaign.cost_per_lead.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
    let body = view! {
        <div class="grid gap-5 grid-cols-[repeat(auto-fit,minmax(180px,1fr))] mb-5">
            {compared(campaigns::PARTICIPANTS, people, planned_people, of_people, true)}
            {compared(campaigns::LEADS, leads, planned_leads, of_leads, true)}
            {compared(campaigns::COST, summary.cost.to_string(), plan.budget.to_string(), amounts, false)}
        </div>
        <dl class="facts">
            {fact(campaigns::COST_PER_LEAD, per_lead)}
            {wide_fact(campaigns::GOOD, summary.good.clone())}
            {wide_fact(campaigns::BAD, or_unset(summary.bad.clone()))}
            {wide_fact(campaigns::NEXT_TIME, or_unset(summary.next_time.clone()))}
        </dl>
    };
    let side = view! { <span class="inline-flex items-center gap-3">{t(campaigns::ACTUAL_AND_PLAN)}{report(campaign.id)}</span> };
    Some(sheet(campaigns::SUMMARY, side, body))
}

/// The report on paper (CMP-10).
fn report(id: Uuid) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let path = FILES.first().map_or("", |(_, _, path)| path);
    let press = move |_| {
        spawn_local(async move {
            match session.download(path, &[&id], "").await {
                Ok(file) => save_file(file, "report.pdf"),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    view! { <button type="button" class="button small" on:click=press>{icon(Icon::Download)}{t(campaigns::REPORT)}</button> }.into_any()
}

/// Who leads it and when what happened.
pub fn course(campaign: &Campaign) -> AnyView {
    let at = |label: Key, at: Option<DateTime<Utc>>| at.map(|at| view! { <div><dt>{t(label)}</dt><dd>{moment(at)}</dd></div> });
    let open = campaign.summed_up_at.is_none();
    let due = campaign.summary_due_on.map(|on| {
        let shown = if open { due_day(Some(on)).into_any() } else { crate::ui::text::day(on).into_any() };
        view! { <div><dt>{t(campaigns::SUMMARY_DUE)}</dt><dd>{shown}</dd></div> }
    });
    let approval = campaign.approval_id.map(|id| {
        view! { <div><dt>{t(campaigns::APPROVAL)}</dt><dd><a class="link" href=format!("/approvals/{id}")>{t(campaigns::SEE_APPROVAL)}</a></dd></div> }
    });
    let body = view! {
        <dl class="aside-list">
            <div><dt>{t(campaigns::OWNER)}</dt><dd>{person(&campaign.owner.name)}</dd></div>
            {approval}
            {at(campaigns::READY, campaign.ready_at)}
            {at(campaigns::STARTED, campaign.started_at)}
            {at(campaigns::FINISHED, campaign.finished_at)}
            {due}
            {at(campaigns::SUMMED_UP, campaign.summed_up_at)}
            <div><dt>{t(campaigns::CREATED)}</dt><dd>{since(campaign.created_at)}</dd></div>
        </dl>
    };
    sheet(campaigns::COURSE, (), body)
}

#[cfg(test)]
mod tests {
    use super::{Against, against};

    #[test]
    fn more_people_are_good_and_more_cost_is_not() {
        assert_eq!(against(80.0, 60.0, true), Against::Reached);
        assert_eq!(against(40.0, 60.0, true), Against::Short);
        assert_eq!(against(80.0, 60.0, false), Against::Over);
        assert_eq!(against(60.0, 60.0, false), Against::Reached);
    }
}
