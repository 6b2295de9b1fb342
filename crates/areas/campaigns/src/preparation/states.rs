//! The life of something to prepare.

use super::entity::Model;
use contract::campaigns::preparation::PreparationActKind::{self, Complete, Drop, Reopen};
use contract::campaigns::preparation::PreparationStatus::{self, Done, Dropped, Open};
use contract::permission::Permission::{CampaignEdit, CampaignRead};
use platform::Refusal;
use platform::flow::{Flow, Flowing, step};

const NOT_NOW: Refusal = Refusal::new("preparation.not_now", locale::problems::PREPARATION_NOT_NOW);

impl Flowing for Model {
    type Status = PreparationStatus;
    type Act = PreparationActKind;

    fn status(&self) -> PreparationStatus {
        self.status
    }
}

/// Whose thing it is completes it; `policy` says who besides.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Open,
    steps: &[
        step(Open, Complete, Done, CampaignRead),
        step(Open, Drop, Dropped, CampaignEdit),
        step(Done, Reopen, Open, CampaignRead),
        step(Dropped, Reopen, Open, CampaignEdit),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(PreparationStatus::ALL, PreparationActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: &str = "\
open                 complete     done [campaign.read]
open                 reopen       -
open                 drop         dropped [campaign.edit]
done                 complete     -
done                 reopen       open [campaign.read]
done                 drop         -
dropped              complete     -
dropped              reopen       open [campaign.edit]
dropped              drop         -
";

    #[test]
    fn no_other_jump_is_possible() {
        assert_eq!(matrix(), MATRIX);
    }
}
