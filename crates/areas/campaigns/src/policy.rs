//! Who sees and does what beyond the plain permission: a campaign outside the caller's reach does not exist for them.

use crate::entity::{Column, Entity, Model};
use crate::states::{FLOW, right};
use chrono::{DateTime, Utc};
use contract::campaigns::{CampaignActKind, CampaignForm, CampaignStatus};
use contract::permission::{Permission, campaign};
use engines::calendar::local_date;
use platform::auth::Actor;
use platform::flow::Step;
use platform::{Error, Refusal, Reply};
use sea_orm::sea_query::Condition;

const NOT_EDITABLE: Refusal = Refusal::new("campaign.not_editable", locale::problems::CAMPAIGN_NOT_EDITABLE);
const INCOMPLETE: Refusal = Refusal::new("campaign.incomplete", locale::problems::CAMPAIGN_INCOMPLETE);
const TOO_EARLY: Refusal = Refusal::new("campaign.too_early", locale::problems::CAMPAIGN_TOO_EARLY);

/// The campaigns that a person sees.
pub(crate) fn visible(actor: &Actor) -> Condition {
    actor.scope::<campaign::Read>().condition((Entity, Column::OwnerId), (Entity, Column::UnitId))
}

/// Leave for a person's step.
///
/// # Errors
/// `409` where the status forbids it, `403` without the permission or beyond its reach.
pub(crate) fn plan(campaign: &Model, act: CampaignActKind, actor: &Actor) -> Reply<Step<CampaignStatus>> {
    let step = FLOW.plan(campaign, act, actor)?;
    match right(campaign.status, act) {
        Some(right) if !reaches(campaign, actor, right) => Err(Error::Forbidden(right)),
        _ => Ok(step),
    }
}

/// What the person may do with this campaign now.
pub(crate) fn actions(campaign: &Model, actor: &Actor) -> Vec<CampaignActKind> {
    let within = |act: &CampaignActKind| right(campaign.status, *act).is_some_and(|right| reaches(campaign, actor, right));
    FLOW.actions(campaign, actor).into_iter().filter(within).collect()
}

/// Leave to change the plan: until it runs. What was submitted or approved by then is void (DAY-01).
///
/// # Errors
/// `403` beyond the reach of `campaign.edit`, `409` once it has begun or ended.
pub(crate) fn edit(campaign: &Model, actor: &Actor) -> Reply<()> {
    if !reaches(campaign, actor, Permission::CampaignEdit) {
        return Err(Error::Forbidden(Permission::CampaignEdit));
    }
    let open =
        matches!(campaign.status, CampaignStatus::Draft | CampaignStatus::Approving | CampaignStatus::Approved | CampaignStatus::Ready);
    if open { Ok(()) } else { Err(Error::Refused(NOT_EDITABLE)) }
}

/// A plan that can be judged says what happens and, unless it is held online, where (CMP-02, CMP-03).
///
/// # Errors
/// `409` where the proposal or the place is missing.
pub(crate) fn complete(campaign: &Model) -> Reply<()> {
    let placed = campaign.form == CampaignForm::Online || !campaign.place.is_empty();
    if placed && !campaign.proposal.is_empty() { Ok(()) } else { Err(Error::Refused(INCOMPLETE)) }
}

/// Nobody starts a campaign before the company's day it is planned for.
///
/// # Errors
/// `409` where that day has not come.
pub(crate) fn not_before_its_day(campaign: &Model, now: DateTime<Utc>, utc_offset_minutes: i32) -> Reply<()> {
    let early = local_date(now, utc_offset_minutes) < local_date(campaign.starts_at, utc_offset_minutes);
    if early { Err(Error::Refused(TOO_EARLY)) } else { Ok(()) }
}

/// Whether a right of the person reaches this campaign.
pub(crate) fn reaches(campaign: &Model, actor: &Actor, right: Permission) -> bool {
    actor.scope_of(right).covers(campaign.owner_id, campaign.unit_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::campaigns::CampaignActKind::{Cancel, Finish, GetReady, Postpone, Start, Submit, SumUp};
    use contract::campaigns::CampaignStatus::{Approved, Approving, Cancelled, Draft, Finished, Ready, Running, SummedUp};
    use platform::auth::Rights;
    use uuid::Uuid;

    const OWNER: Uuid = Uuid::from_u128(1);
    const COLLEAGUE: Uuid = Uuid::from_u128(2);
    const UNIT: Uuid = Uuid::from_u128(10);

    fn campaign(status: CampaignStatus) -> Model {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        Model {
            id: Uuid::from_u128(100),
            version: 1,
            number: "HD-000001".into(),
            theme: "秋季家装节".into(),
            form: CampaignForm::Promotion,
            goal: "签约".into(),
            audience: String::new(),
            place: String::new(),
            starts_at: at,
            ends_at: at,
            budget_cents: 0,
            expected_participants: 0,
            expected_leads: 0,
            proposal: String::new(),
            status,
            remark: String::new(),
            owner_id: OWNER,
            unit_id: UNIT,
            approval_id: None,
            approved_at: None,
            ready_at: None,
            started_at: None,
            finished_at: None,
            summary_due_on: None,
            summed_up_at: None,
            participants: None,
            leads: None,
            cost_cents: None,
            good: None,
            bad: None,
            next_time: None,
            budget_lines: None,
            postponed_from: None,
            created_at: at,
            updated_at: at,
        }
    }

    /// Reads the unit's campaigns and works on their own, as a marketing specialist.
    fn specialist(id: Uuid) -> Actor {
        let mut rights = Rights::default();
        rights.grant_units(Permission::CampaignRead, vec![UNIT]);
        rights.grant_own(Permission::CampaignEdit);
        rights.grant_own(Permission::CampaignRun);
        Actor::new(id, "方可".into(), UNIT, Uuid::nil(), vec![], rights)
    }

    /// Works on the unit's campaigns, but runs none.
    fn planner() -> Actor {
        let mut rights = Rights::default();
        rights.grant_units(Permission::CampaignEdit, vec![UNIT]);
        Actor::new(COLLEAGUE, "沈若琳".into(), UNIT, Uuid::nil(), vec![], rights)
    }

    #[test]
    fn each_state_offers_its_steps() {
        let expected: [(CampaignStatus, &[CampaignActKind]); 8] = [
            (Draft, &[Submit, Cancel]),
            (Approving, &[Cancel]),
            (Approved, &[GetReady, Cancel, Postpone]),
            (Ready, &[Start, Cancel, Postpone]),
            (Running, &[Finish]),
            (Finished, &[SumUp]),
            (SummedUp, &[]),
            (Cancelled, &[]),
        ];
        for (status, acts) in expected {
            assert_eq!(actions(&campaign(status), &specialist(OWNER)), acts, "{status}");
            assert_eq!(actions(&campaign(status), &specialist(COLLEAGUE)), [], "{status}");
        }
        assert_eq!(actions(&campaign(Approved), &planner()), [Cancel, Postpone]);
    }

    #[test]
    fn a_step_beyond_reach_is_forbidden() {
        let refused = plan(&campaign(Draft), Submit, &specialist(COLLEAGUE));
        assert!(matches!(refused, Err(Error::Forbidden(Permission::CampaignEdit))));
        let refused = plan(&campaign(Ready), Start, &planner());
        assert!(matches!(refused, Err(Error::Forbidden(Permission::CampaignRun))));
    }

    #[test]
    fn a_step_out_of_order_is_refused() {
        for act in [GetReady, Start, Finish, SumUp, CampaignActKind::Approve, CampaignActKind::Return] {
            let refused = plan(&campaign(Draft), act, &specialist(OWNER));
            assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal.code == "campaign.not_now"), "{act}");
        }
    }

    #[test]
    fn plans_change_until_they_run_and_only_within_reach() {
        for status in CampaignStatus::ALL {
            let open = [Draft, Approving, Approved, Ready].contains(status);
            assert_eq!(edit(&campaign(*status), &specialist(OWNER)).is_ok(), open, "{status}");
            assert!(matches!(edit(&campaign(*status), &specialist(COLLEAGUE)), Err(Error::Forbidden(_))), "{status}");
        }
    }
}
