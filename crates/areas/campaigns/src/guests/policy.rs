//! Who invites and who stands at the door.

use super::entity::Model;
use super::states::FLOW;
use crate::entity::Model as Campaign;
use crate::policy::reaches;
use contract::campaigns::CampaignStatus::{Approved, Cancelled, Finished, Ready, Running, SummedUp};
use contract::campaigns::guests::GuestActKind;
use contract::permission::Permission::CampaignRun;
use platform::auth::Actor;
use platform::{Error, Refusal, Reply};

const NOT_APPROVED: Refusal = Refusal::new("campaign.not_approved", locale::problems::CAMPAIGN_NOT_APPROVED);
const NOT_READY: Refusal = Refusal::new("check_in.not_now", locale::problems::CHECK_IN_NOT_NOW);

/// Leave to keep the list of guests: nobody is invited before the campaign is approved (CMP-03).
pub(super) fn keep(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignRun) {
        return Err(Error::Forbidden(CampaignRun));
    }
    invites(campaign)
}

/// Whether guests are invited now.
pub(super) fn invites(campaign: &Campaign) -> Reply<()> {
    let open = matches!(campaign.status, Approved | Ready | Running | Finished | SummedUp);
    if open { Ok(()) } else { Err(Error::Refused(NOT_APPROVED)) }
}

/// Whether anybody may sign up now: it is published from the approval to the end.
pub(super) fn is_public(campaign: &Campaign) -> bool {
    matches!(campaign.status, Approved | Ready | Running)
}

/// Leave to check in. A device that was without connection brings what it noted also after the end.
pub(super) fn check_in(campaign: &Campaign, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, CampaignRun) {
        return Err(Error::Forbidden(CampaignRun));
    }
    let open = matches!(campaign.status, Ready | Running | Finished | SummedUp);
    if open { Ok(()) } else { Err(Error::Refused(NOT_READY)) }
}

/// Whether the person works on this guest: whoever runs the campaign, or who invited them.
pub(super) fn works_on(guest: &Model, campaign: &Campaign, actor: &Actor) -> bool {
    campaign.status != Cancelled && (guest.added_by == Some(actor.id) || reaches(campaign, actor, CampaignRun))
}

/// What the person may do with a guest now.
pub(super) fn actions(guest: &Model, campaign: &Campaign, actor: &Actor) -> Vec<GuestActKind> {
    if works_on(guest, campaign, actor) { FLOW.actions(guest, actor) } else { Vec::new() }
}
