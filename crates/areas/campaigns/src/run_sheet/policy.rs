//! Who plans the day and who works on it.

use super::entity::Model;
use super::states::FLOW;
use crate::entity::Model as Campaign;
use crate::policy::reaches;
use contract::campaigns::CampaignStatus::{Approved, Approving, Draft, Finished, Ready, Running};
use contract::campaigns::run_sheet::{RunItemActKind, RunItemKind, RunItemStatus};
use contract::permission::Permission::{CampaignEdit, CampaignRun};
use platform::auth::Actor;
use platform::flow::Step;
use platform::{Error, Refusal, Reply};

const OVER: Refusal = Refusal::new("run_sheet.over", locale::problems::RUN_SHEET_OVER);
const NOT_READY: Refusal = Refusal::new("run_sheet.not_ready", locale::problems::RUN_SHEET_NOT_READY);
const NO_SKIPPING: Refusal = Refusal::new("run_item.no_skipping", locale::problems::RUN_ITEM_NO_SKIPPING);

/// Leave to plan the day: by who may change the campaign, until it is over.
pub(super) fn plan(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignEdit) {
        return Err(Error::Forbidden(CampaignEdit));
    }
    let open = matches!(campaign.status, Draft | Approving | Approved | Ready | Running);
    if open { Ok(()) } else { Err(Error::Refused(OVER)) }
}

/// Leave to note an incident: by whoever runs the campaign, from its last preparations to its summary.
pub(super) fn note(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignRun) {
        return Err(Error::Forbidden(CampaignRun));
    }
    if matches!(campaign.status, Ready | Running | Finished) { Ok(()) } else { Err(Error::Refused(NOT_READY)) }
}

/// Leave for a step: of whoever it is given to, or who runs the campaign. A safety check is made, never skipped.
pub(super) fn step(item: &Model, campaign: &Campaign, act: RunItemActKind, actor: &Actor) -> Reply<Step<RunItemStatus>> {
    let step = FLOW.plan(item, act, actor)?;
    within(item, campaign, act, actor).map(|()| step)
}

/// What the person may do with it now.
pub(super) fn actions(item: &Model, campaign: &Campaign, actor: &Actor) -> Vec<RunItemActKind> {
    FLOW.actions(item, actor).into_iter().filter(|act| within(item, campaign, *act, actor).is_ok()).collect()
}

fn within(item: &Model, campaign: &Campaign, act: RunItemActKind, actor: &Actor) -> Reply<()> {
    if item.owner_id != actor.id && !reaches(campaign, actor, CampaignRun) {
        return Err(Error::Forbidden(CampaignRun));
    }
    if item.kind == RunItemKind::Safety && act == RunItemActKind::Skip {
        return Err(Error::Refused(NO_SKIPPING));
    }
    // A safety check belongs before the start, everything else to the day itself.
    let open = match item.kind {
        RunItemKind::Safety => matches!(campaign.status, Approved | Ready | Running),
        RunItemKind::Step => matches!(campaign.status, Ready | Running),
    };
    if open { Ok(()) } else { Err(Error::Refused(NOT_READY)) }
}
