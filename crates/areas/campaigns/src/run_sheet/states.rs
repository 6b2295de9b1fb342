//! The life of an item of the run sheet.

use super::entity::Model;
use contract::campaigns::run_sheet::RunItemActKind::{self, Begin, Finish, Reset, Skip};
use contract::campaigns::run_sheet::RunItemStatus::{self, Done, Planned, Running, Skipped};
use contract::permission::Permission::CampaignRead;
use platform::Refusal;
use platform::flow::{Flow, Flowing, step};

const NOT_NOW: Refusal = Refusal::new("run_item.not_now", locale::problems::RUN_ITEM_NOT_NOW);

impl Flowing for Model {
    type Status = RunItemStatus;
    type Act = RunItemActKind;

    fn status(&self) -> RunItemStatus {
        self.status
    }
}

/// Whoever it is given to takes it on; `policy` says who besides.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Planned,
    steps: &[
        step(Planned, Begin, Running, CampaignRead),
        step(Planned, Finish, Done, CampaignRead),
        step(Running, Finish, Done, CampaignRead),
        step(Planned, Skip, Skipped, CampaignRead),
        step(Running, Reset, Planned, CampaignRead),
        step(Done, Reset, Planned, CampaignRead),
        step(Skipped, Reset, Planned, CampaignRead),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(RunItemStatus::ALL, RunItemActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_pressed_by_mistake_can_be_taken_back() {
        let back: Vec<_> = FLOW.steps.iter().filter(|row| row.act == Reset).map(|row| row.from).collect();
        assert_eq!(back, [Running, Done, Skipped]);
    }
}
