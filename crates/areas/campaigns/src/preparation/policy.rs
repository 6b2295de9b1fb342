//! Who prepares what, and when.

use super::entity::Model;
use super::states::FLOW;
use crate::entity::Model as Campaign;
use crate::policy::reaches;
use contract::campaigns::CampaignStatus::{Approved, Approving, Draft, Ready, Running};
use contract::campaigns::preparation::{PreparationActKind, PreparationStatus};
use contract::permission::Permission::{CampaignEdit, CampaignRun};
use platform::auth::Actor;
use platform::flow::Step;
use platform::{Error, Refusal, Reply};

const NOT_OPEN: Refusal = Refusal::new("preparation.not_open", locale::problems::PREPARATION_NOT_OPEN);
const NOT_APPROVED: Refusal = Refusal::new("campaign.not_approved", locale::problems::CAMPAIGN_NOT_APPROVED);

/// Leave to change the checklist: by who may change the campaign, until it is over.
pub(super) fn edit(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignEdit) {
        return Err(Error::Forbidden(CampaignEdit));
    }
    let open = matches!(campaign.status, Draft | Approving | Approved | Ready | Running);
    if open { Ok(()) } else { Err(Error::Refused(NOT_OPEN)) }
}

/// Whether things are prepared now: nothing is bought or published before approval (CMP-03).
pub(super) fn is_under_way(campaign: &Campaign) -> bool {
    matches!(campaign.status, Approved | Ready | Running)
}

/// Leave for a step.
pub(super) fn plan(item: &Model, campaign: &Campaign, act: PreparationActKind, actor: &Actor) -> Reply<Step<PreparationStatus>> {
    let step = FLOW.plan(item, act, actor)?;
    within(item, campaign, act, actor).map(|()| step)
}

/// What the person may do with it now.
pub(super) fn actions(item: &Model, campaign: &Campaign, actor: &Actor) -> Vec<PreparationActKind> {
    FLOW.actions(item, actor).into_iter().filter(|act| within(item, campaign, *act, actor).is_ok()).collect()
}

fn within(item: &Model, campaign: &Campaign, act: PreparationActKind, actor: &Actor) -> Reply<()> {
    match act {
        PreparationActKind::Drop => return edit(campaign, actor),
        PreparationActKind::Reopen if item.status == PreparationStatus::Dropped => return edit(campaign, actor),
        PreparationActKind::Complete | PreparationActKind::Reopen => {}
    }
    if item.owner_id != actor.id && !reaches(campaign, actor, CampaignRun) {
        return Err(Error::Forbidden(CampaignRun));
    }
    if is_under_way(campaign) {
        return Ok(());
    }
    let early = matches!(campaign.status, Draft | Approving);
    Err(Error::Refused(if early { NOT_APPROVED } else { NOT_OPEN }))
}
