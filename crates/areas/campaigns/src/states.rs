//! The life of a campaign as a table. Nothing is prepared, bought or published before approval (CMP-03), and only what is `ready` starts
//! (CMP-04).

use crate::entity::Model;
use contract::campaigns::CampaignActKind::{self, Approve, Cancel, Finish, GetReady, Postpone, Return, Start, Submit, SumUp, Unready};
use contract::campaigns::CampaignStatus::{self, Approved, Approving, Cancelled, Draft, Finished, Ready, Running, SummedUp};
use contract::permission::Permission::{self, CampaignEdit, CampaignRun};
use platform::Refusal;
use platform::flow::{By, Flow, Flowing, by_system, step};

const NOT_NOW: Refusal = Refusal::new("campaign.not_now", locale::problems::CAMPAIGN_NOT_NOW);

impl Flowing for Model {
    type Status = CampaignStatus;
    type Act = CampaignActKind;

    fn status(&self) -> CampaignStatus {
        self.status
    }
}

/// The only way from one state to another.
pub(crate) const FLOW: Flow<Model> = Flow {
    start: Draft,
    steps: &[
        step(Draft, Submit, Approving, CampaignEdit),
        step(Draft, Cancel, Cancelled, CampaignEdit),
        by_system(Approving, Approve, Approved),
        by_system(Approving, Return, Draft),
        // Changed after it was approved (DAY-01).
        by_system(Approved, Return, Draft),
        step(Approving, Cancel, Cancelled, CampaignEdit),
        step(Approved, GetReady, Ready, CampaignRun),
        step(Approved, Cancel, Cancelled, CampaignEdit),
        step(Approved, Postpone, Approved, CampaignEdit),
        by_system(Ready, Return, Draft),
        by_system(Ready, Unready, Approved),
        step(Ready, Start, Running, CampaignRun),
        step(Ready, Cancel, Cancelled, CampaignEdit),
        // What was prepared for one day is not for another.
        step(Ready, Postpone, Approved, CampaignEdit),
        step(Running, Finish, Finished, CampaignRun),
        step(Finished, SumUp, SummedUp, CampaignEdit),
    ],
    not_now: NOT_NOW,
};

/// The permission that a person needs for this step; `None` where there is no such step for people.
pub(crate) fn right(from: CampaignStatus, act: CampaignActKind) -> Option<Permission> {
    let row = FLOW.steps.iter().find(|row| row.from == from && row.act == act)?;
    match row.by {
        By::Right(right) => Some(right),
        By::Anyone | By::System => None,
    }
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(CampaignStatus::ALL, CampaignActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CMP-03: every state × action. What shows a dash is refused for everybody.
    const MATRIX: &str = "\
draft                submit       approving [campaign.edit]
draft                approve      -
draft                return       -
draft                get_ready    -
draft                unready      -
draft                start        -
draft                finish       -
draft                sum_up       -
draft                cancel       cancelled [campaign.edit]
draft                postpone     -
approving            submit       -
approving            approve      approved [system]
approving            return       draft [system]
approving            get_ready    -
approving            unready      -
approving            start        -
approving            finish       -
approving            sum_up       -
approving            cancel       cancelled [campaign.edit]
approving            postpone     -
approved             submit       -
approved             approve      -
approved             return       draft [system]
approved             get_ready    ready [campaign.run]
approved             unready      -
approved             start        -
approved             finish       -
approved             sum_up       -
approved             cancel       cancelled [campaign.edit]
approved             postpone     approved [campaign.edit]
ready                submit       -
ready                approve      -
ready                return       draft [system]
ready                get_ready    -
ready                unready      approved [system]
ready                start        running [campaign.run]
ready                finish       -
ready                sum_up       -
ready                cancel       cancelled [campaign.edit]
ready                postpone     approved [campaign.edit]
running              submit       -
running              approve      -
running              return       -
running              get_ready    -
running              unready      -
running              start        -
running              finish       finished [campaign.run]
running              sum_up       -
running              cancel       -
running              postpone     -
finished             submit       -
finished             approve      -
finished             return       -
finished             get_ready    -
finished             unready      -
finished             start        -
finished             finish       -
finished             sum_up       summed_up [campaign.edit]
finished             cancel       -
finished             postpone     -
summed_up            submit       -
summed_up            approve      -
summed_up            return       -
summed_up            get_ready    -
summed_up            unready      -
summed_up            start        -
summed_up            finish       -
summed_up            sum_up       -
summed_up            cancel       -
summed_up            postpone     -
cancelled            submit       -
cancelled            approve      -
cancelled            return       -
cancelled            get_ready    -
cancelled            unready      -
cancelled            start        -
cancelled            finish       -
cancelled            sum_up       -
cancelled            cancel       -
cancelled            postpone     -
";

    #[test]
    fn no_other_jump_is_possible() {
        assert_eq!(matrix(), MATRIX);
    }

    #[test]
    fn cmp_04_only_a_ready_campaign_starts() {
        let starts: Vec<_> = FLOW.steps.iter().filter(|row| row.act == Start).map(|row| row.from).collect();
        assert_eq!(starts, [Ready]);
        let ready: Vec<_> = FLOW.steps.iter().filter(|row| row.to == Ready).map(|row| row.from).collect();
        assert_eq!(ready, [Approved]);
    }

    #[test]
    fn approval_and_return_are_never_a_callers_act() {
        let system = |act| FLOW.steps.iter().filter(|row| row.act == act).all(|row| row.by == platform::flow::By::System);
        assert!(system(Approve) && system(Return));
    }

    #[test]
    fn an_ended_campaign_goes_nowhere() {
        assert!(FLOW.steps.iter().all(|row| !matches!(row.from, SummedUp | Cancelled)));
    }
}
