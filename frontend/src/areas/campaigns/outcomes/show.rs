use super::contract::state;
use super::percent;
use crate::areas::campaigns::frame;
use crate::format;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::problem::notice;
use crate::ui::record::{fact, sheet};
use crate::ui::remote::remote;
use crate::ui::text::{day, moment, subject_link};
use contract::campaigns::Campaign;
use contract::campaigns::outcomes::{CampaignArchive, CampaignOutcome, ContractShare, OutcomeFigures, ShowCampaignOutcome};
use contract::values::Subject;
use contract::{Money, SubjectKind};
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, outcomes_ui as text};

/// What came of a campaign.
pub fn show() -> impl IntoView {
    frame::part(campaigns::PART_OUTCOME, |campaign: &Campaign| {
        let session = use_session();
        let (id, plan) = (campaign.id, campaign.plan.clone());
        let outcome = remote(move || async move { session.get::<ShowCampaignOutcome>(&[&id], &()).await });
        let may_state = Memo::new(move |_| outcome.with(|outcome| outcome.may_state).unwrap_or_default());
        let stating = move || may_state.get().then(|| state(session, Callback::new(move |()| outcome.refetch())));
        view! {
            <div class="grid gap-4">
                {sheet(text::FIGURES, (), outcome.view(move |it| figures(&it.figures, &plan.expected_participants, &plan.expected_leads)))}
                {sheet(text::CONTRACTS, stating, outcome.view(contracts))}
                {outcome.view(|it| it.archive.as_ref().map_or_else(|| ().into_any(), archived))}
            </div>
        }
        .into_any()
    })
}

fn figures(it: &OutcomeFigures, participants: &i64, leads: &i64) -> AnyView {
    let against = |got: i64, planned: &i64| format!("{} / {}", format::number(got), format::number(*planned));
    let money = |money: &Option<Money>| money.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
    let converted = |n: i64, rate: Option<i64>| format!("{} · {}", format::number(n), percent(rate));
    let feedback = &it.feedback;
    let nps = feedback.nps.map(|tenths| {
        tell(text::NPS, &[("n", &format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10))])
    });
    view! {
        <dl class="facts" data-testid="outcome">
            {fact(text::PARTICIPANTS, against(it.participants, participants))}
            {fact(text::LEADS, against(it.leads, leads))}
            {fact(text::CONVERTED_30, converted(it.converted_30, it.rate_30))}
            {fact(text::CONVERTED_90, converted(it.converted_90, it.rate_90))}
            {fact(text::AMOUNT, it.amount.to_string())}
            {fact(text::COST, it.cost.to_string())}
            {fact(text::COST_PER_LEAD, money(&it.cost_per_lead))}
            {fact(text::ROI, percent(it.roi))}
            {fact(text::ATTRIBUTION, word(it.attribution.text_path()))}
            {fact(text::FEEDBACK, view! { {tell(text::ANSWERS, &[("n", &feedback.valid.to_string())])}" "{nps} })}
        </dl>
    }
    .into_any()
}

fn contracts(it: &CampaignOutcome) -> AnyView {
    if it.contracts.is_empty() {
        return view! { <p class="prose text-ink-2">{t(text::NO_CONTRACTS)}</p> }.into_any();
    }
    let row = |share: &ContractShare| {
        let paper = share
            .id
            .zip(share.number.clone())
            .map_or_else(|| "—".into_any(), |(id, title)| subject_link(&Subject { kind: SubjectKind::WonContract, id, title }));
        let unproven = (!share.proven).then(|| tag(Tone::Ochre, t(text::UNPROVEN)));
        view! {
            <tr>
                <td class="first">{paper}" "{unproven}</td>
                <td>{share.customer.as_ref().map_or_else(|| t(text::HIDDEN_CUSTOMER).into_any(), subject_link)}</td>
                <td>{day(share.signed_on)}</td>
                <td>{share.amount.to_string()}</td>
                <td><b>{share.counted.to_string()}</b></td>
            </tr>
        }
    };
    let rows: Vec<_> = it.contracts.iter().map(row).collect();
    view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger">
                <thead><tr><th>{t(text::NUMBER)}</th><th>{t(text::CUSTOMER)}</th><th>{t(text::SIGNED_ON)}</th><th>{t(text::CONTRACT_AMOUNT)}</th><th>{t(text::COUNTED)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The summary as it was frozen, and whether anybody touched it.
fn archived(it: &CampaignArchive) -> AnyView {
    let altered = (!it.intact).then(|| notice("cinnabar", t(text::ALTERED)));
    let figures = &it.document.figures;
    let body = view! {
        {altered}
        <dl class="facts">
            {fact(text::FROZEN_AT, moment(it.at))}
            {fact(text::AMOUNT, figures.amount.to_string())}
            {fact(text::COST, it.document.summary.cost.to_string())}
            {fact(text::ROI, percent(figures.roi))}
            {fact(text::HASH, view! { <code class="number break-all">{it.hash.clone()}</code> })}
        </dl>
    };
    sheet(text::ARCHIVE, (), body)
}
