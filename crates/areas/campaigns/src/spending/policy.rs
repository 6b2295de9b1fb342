//! Who spends, and when.

use super::entity::Model;
use super::states::FLOW;
use crate::entity::Model as Campaign;
use crate::policy::reaches;
use contract::campaigns::CampaignStatus::{Approved, Approving, Cancelled, Draft, Finished, Ready, Running};
use contract::campaigns::spending::{ExpenseActKind, ExpenseStatus};
use contract::permission::Permission::CampaignEdit;
use platform::auth::Actor;
use platform::flow::Step;
use platform::{Error, Refusal, Reply};

const NOT_APPROVED: Refusal = Refusal::new("campaign.not_approved", locale::problems::CAMPAIGN_NOT_APPROVED);
const CLOSED: Refusal = Refusal::new("expense.closed", locale::problems::EXPENSE_CLOSED);

/// Leave to bind money or goods: nothing before the campaign is approved, nothing once it is summed up or cancelled (CMP-03).
pub(crate) fn bind(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignEdit) {
        return Err(Error::Forbidden(CampaignEdit));
    }
    match campaign.status {
        Approved | Ready | Running | Finished => Ok(()),
        Draft | Approving => Err(Error::Refused(NOT_APPROVED)),
        _ => Err(Error::Refused(CLOSED)),
    }
}

/// Leave to plan money or goods: until the campaign is over.
pub(crate) fn plan_ahead(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignEdit) {
        return Err(Error::Forbidden(CampaignEdit));
    }
    let open = matches!(campaign.status, Draft | Approving | Approved | Ready | Running);
    if open { Ok(()) } else { Err(Error::Refused(CLOSED)) }
}

/// Leave for a step. What was committed is paid also where the plan was changed since; a cancelled campaign still pays what it owes.
pub(super) fn plan(expense: &Model, campaign: &Campaign, act: ExpenseActKind, actor: &Actor) -> Reply<Step<ExpenseStatus>> {
    let step = FLOW.plan(expense, act, actor)?;
    within(campaign, actor).map(|()| step)
}

/// What the person may do with it now.
pub(super) fn actions(expense: &Model, campaign: &Campaign, actor: &Actor) -> Vec<ExpenseActKind> {
    if within(campaign, actor).is_ok() { FLOW.actions(expense, actor) } else { Vec::new() }
}

fn within(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignEdit) {
        return Err(Error::Forbidden(CampaignEdit));
    }
    let open = matches!(campaign.status, Draft | Approving | Approved | Ready | Running | Finished | Cancelled);
    if open { Ok(()) } else { Err(Error::Refused(CLOSED)) }
}
