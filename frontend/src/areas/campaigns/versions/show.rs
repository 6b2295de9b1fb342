use crate::areas::campaigns::frame;
use crate::format;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::{moment, or_unset};
use contract::campaigns::versions::{CampaignVersion, CampaignVersions, ListCampaignVersions};
use contract::campaigns::{Campaign, CampaignPlanned};
use leptos::prelude::*;
use locale::{Key, campaigns_ui as campaigns};

/// The versions of a campaign's plan.
pub fn show() -> impl IntoView {
    frame::part(campaigns::PART_VERSIONS, |campaign: &Campaign| {
        let session = use_session();
        let id = campaign.id;
        let versions = remote(move || async move { session.get::<ListCampaignVersions>(&[&id], &()).await });
        // Which two, counted from the newest: the plan as it is now beside what was submitted last.
        let (left, right) = (RwSignal::new(1_usize), RwSignal::new(0_usize));
        versions.view(move |all| compared(all, left, right))
    })
}

fn called(version: &CampaignVersion) -> String {
    let number = version.number.map(|number| number.to_string());
    number.map_or_else(|| t(campaigns::VERSION_NOW)().to_owned(), |number| tell(campaigns::VERSION, &[("n", &number)]))
}

fn compared(all: &CampaignVersions, left: RwSignal<usize>, right: RwSignal<usize>) -> AnyView {
    if all.items.len() < 2 {
        return view! { <p class="prose text-ink-2">{t(campaigns::NO_VERSIONS)}</p> }.into_any();
    }
    let kept = StoredValue::new(all.items.clone());
    let pick = |id: &'static str, label: Key, chosen: RwSignal<usize>| {
        let options: Vec<_> = kept.with_value(|items| items.iter().map(called).collect::<Vec<_>>());
        let options: Vec<_> = options
            .into_iter()
            .enumerate()
            .map(|(at, name)| view! { <option value=at.to_string() selected=move || chosen.get() == at>{name}</option> })
            .collect();
        let choose = move |event| chosen.set(event_target_value(&event).parse().unwrap_or_default());
        view! { <div class="field"><label for=id>{t(label)}</label><select class="input" id=id on:change=choose>{options}</select></div> }
    };
    let table = move || {
        kept.with_value(|items| match (items.get(left.get()), items.get(right.get())) {
            (Some(left), Some(right)) => side_by_side(left, right),
            _ => ().into_any(),
        })
    };
    let body = view! {
        <div class="pair">{pick("version-left", campaigns::VERSION_LEFT, left)} {pick("version-right", campaigns::VERSION_RIGHT, right)}</div>
        {table}
    };
    sheet(campaigns::PART_VERSIONS, (), body)
}

fn side_by_side(left: &CampaignVersion, right: &CampaignVersion) -> AnyView {
    let rows: Vec<_> = LINES.iter().map(|(label, said, same)| row(*label, *said, same(&left.plan, &right.plan), left, right)).collect();
    let head = |version: &CampaignVersion| {
        view! { <th scope="col">{called(version)}<small class="block text-ink-3">{moment(version.at)}" "{version.person.name.clone()}</small></th> }
    };
    view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger" data-testid="versions">
                <thead><tr><th></th>{head(left)}{head(right)}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(label: Key, said: fn(&CampaignPlanned) -> AnyView, same: bool, left: &CampaignVersion, right: &CampaignVersion) -> AnyView {
    let changed = (!same).then(|| tag(Tone::Ochre, t(campaigns::VERSION_CHANGED)));
    view! {
        <tr>
            <th scope="row">{t(label)}" "{changed}</th>
            <td class="whitespace-pre-wrap">{said(&left.plan)}</td>
            <td class="whitespace-pre-wrap">{said(&right.plan)}</td>
        </tr>
    }
    .into_any()
}

type Line = (Key, fn(&CampaignPlanned) -> AnyView, fn(&CampaignPlanned, &CampaignPlanned) -> bool);

/// What is compared, in the order in which a plan is written.
const LINES: [Line; 11] = [
    (campaigns::THEME, |plan| plan.theme.clone().into_any(), |a, b| a.theme == b.theme),
    (campaigns::FORM, |plan| word(plan.form.text_path()).into_any(), |a, b| a.form == b.form),
    (campaigns::GOAL, |plan| plan.goal.clone().into_any(), |a, b| a.goal == b.goal),
    (campaigns::AUDIENCE, |plan| or_unset(plan.audience.clone()).into_any(), |a, b| a.audience == b.audience),
    (campaigns::PLACE, |plan| or_unset(plan.place.clone()).into_any(), |a, b| a.place == b.place),
    (campaigns::STARTS, |plan| moment(plan.starts_at).into_any(), |a, b| a.starts_at == b.starts_at),
    (campaigns::ENDS, |plan| moment(plan.ends_at).into_any(), |a, b| a.ends_at == b.ends_at),
    (campaigns::BUDGET, |plan| plan.budget.to_string().into_any(), |a, b| a.budget == b.budget),
    (
        campaigns::EXPECTED_PARTICIPANTS,
        |plan| format::number(plan.expected_participants).into_any(),
        |a, b| a.expected_participants == b.expected_participants,
    ),
    (campaigns::EXPECTED_LEADS, |plan| format::number(plan.expected_leads).into_any(), |a, b| a.expected_leads == b.expected_leads),
    (campaigns::PROPOSAL, |plan| or_unset(plan.proposal.clone()).into_any(), |a, b| a.proposal == b.proposal),
];
