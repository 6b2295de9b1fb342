//! Who invites and who stands at the door.

use super::entity::Model;
use super::states::FLOW;
use crate::entity::Model as Campaign;
use crate::policy::reaches;
use contract::campaigns::CampaignStatus::{Approved, Cancelled, Finished, Ready, Running, SummedUp};
use contract::campaigns::guests::{GuestActKind, GuestStatus};
use contract::permission::Permission::CampaignRun;
use platform::auth::Actor;
use platform::flow::Step;
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

/// Whether its page says what became of it: also after it was called off.
pub(super) fn is_announced(campaign: &Campaign) -> bool {
    is_public(campaign) || campaign.status == Cancelled
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
fn works_on(guest: &Model, campaign: &Campaign, actor: &Actor) -> bool {
    guest.added_by == Some(actor.id) || reaches(campaign, actor, CampaignRun)
}

/// Whether a step makes sense now: guests are told only where there is news, and of a campaign that was called off nothing else.
fn makes_sense(guest: &Model, campaign: &Campaign, act: GuestActKind) -> bool {
    if act == GuestActKind::Tell { guest.untold_since.is_some() } else { campaign.status != Cancelled }
}

/// Leave for a step.
///
/// # Errors
/// `403` for who does not work on this guest, `409` where the step is not possible now.
pub(super) fn plan(guest: &Model, campaign: &Campaign, act: GuestActKind, actor: &Actor) -> Reply<Step<GuestStatus>> {
    if !works_on(guest, campaign, actor) {
        return Err(Error::Forbidden(CampaignRun));
    }
    let step = FLOW.plan(guest, act, actor)?;
    if makes_sense(guest, campaign, act) { Ok(step) } else { Err(Error::Refused(FLOW.not_now)) }
}

/// What the person may do with a guest now.
pub(super) fn actions(guest: &Model, campaign: &Campaign, actor: &Actor) -> Vec<GuestActKind> {
    if !works_on(guest, campaign, actor) {
        return Vec::new();
    }
    FLOW.actions(guest, actor).into_iter().filter(|act| makes_sense(guest, campaign, *act)).collect()
}
