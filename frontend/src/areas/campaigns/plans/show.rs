use super::acts::{Course, cancel, postpone, presses, sum_up};
use super::parts::{course, plan, summary, way};
use crate::areas::campaigns::frame::parts;
use crate::areas::platform::attachments::attachments;
use crate::areas::platform::comments::comments;
use crate::areas::workday::tasks_of_record;
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, record_head};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use contract::campaigns::{Campaign, CampaignActKind, CampaignStatus, ShowCampaign};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::campaigns_ui as campaigns;

/// A campaign.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let campaign = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowCampaign>(&[&id], &()).await }
    });
    page_title(move || campaign.with(|c| c.plan.theme.clone()).unwrap_or_else(|| t(campaigns::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/campaigns", campaigns::TITLE)} {campaign.view(move |data| draw(data, campaign))}</div> }
}

fn draw(campaign: &Campaign, remote: Remote<Campaign>) -> AnyView {
    let this = Course::of(campaign, remote);
    let id = campaign.id;
    let cancelling = RwSignal::new(false);
    let under = view! {
        <span class="number">{campaign.number.clone()}</span>
        {badge(campaign.status)}
        <span>{word(campaign.plan.form.text_path())}</span>
        {person(&campaign.owner.name)}
    };
    let edit = campaign
        .editable
        .then(|| view! { <a class="button" href=format!("/campaigns/{id}/edit")>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</a> });
    let may_cancel = campaign.actions.contains(&CampaignActKind::Cancel);
    let cancel = may_cancel.then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| cancelling.set(true)>{word(CampaignActKind::Cancel.text_path())}</button>
            <Dialog open=cancelling title=campaigns::CANCEL>{move || cancel(this, cancelling)}</Dialog>
        }
    });
    let postponing = RwSignal::new(false);
    let kept = StoredValue::new(campaign.plan.clone());
    let off = campaign.actions.contains(&CampaignActKind::Postpone).then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| postponing.set(true)>{word(CampaignActKind::Postpone.text_path())}</button>
            <Dialog open=postponing title=campaigns::POSTPONE>{move || kept.with_value(|plan| postpone(this, plan, postponing))}</Dialog>
        }
    });
    view! {
        {record_head(campaign.plan.theme.clone(), under, view! { {cancel}{off}{edit}{presses(campaign, this)} })}
        {put_off(campaign)}
        {parts(id)}
        {way(campaign)}
        {standing(campaign)}
        <div class="columns">
            <div>{sum_up(campaign, this)} {summary(campaign)} {plan(campaign)} {attachments(contract::SubjectKind::Campaign, id)} {comments(contract::SubjectKind::Campaign, id)}</div>
            <div>{course(campaign)} {tasks_of_record(contract::SubjectKind::Campaign, id, &campaign.plan.theme)}</div>
        </div>
    }
    .into_any()
}

/// Says why it was sent back or cancelled, or who decides now.
fn standing(campaign: &Campaign) -> Option<AnyView> {
    let remark = campaign.remark.clone().filter(|remark| !remark.trim().is_empty());
    match (campaign.status, remark, campaign.approval_id) {
        (CampaignStatus::Draft, Some(remark), _) => {
            Some(notice("cinnabar", view! { <b>{t(campaigns::RETURNED)}</b>" "{remark} }).into_any())
        }
        (CampaignStatus::Cancelled, Some(remark), _) => {
            Some(notice("ochre", view! { <b>{t(campaigns::CANCELLED)}</b>" "{remark} }).into_any())
        }
        (CampaignStatus::Approving, _, Some(id)) => {
            let link = view! { <a class="link" href=format!("/approvals/{id}")>{t(campaigns::SEE_APPROVAL)}</a> };
            Some(notice("ochre", view! { {t(campaigns::WAITS_FOR_APPROVAL)}" "{link} }).into_any())
        }
        (CampaignStatus::Approved, ..) => {
            let link = view! { <a class="link" href=format!("/campaigns/{}/preparation", campaign.id)>{t(campaigns::SEE_PREPARATION)}</a> };
            Some(notice("indigo", view! { {t(campaigns::PREPARE_FIRST)}" "{link} }).into_any())
        }
        _ => None,
    }
}

/// Says that it was put off, and from when.
fn put_off(campaign: &Campaign) -> Option<AnyView> {
    let from = campaign.postponed_from.filter(|_| campaign.started_at.is_none())?;
    let reason = campaign.remark.clone().unwrap_or_default();
    Some(notice("ochre", view! { <b>{t(campaigns::PUT_OFF)}</b>" "{moment(from)}" "{reason} }).into_any())
}
