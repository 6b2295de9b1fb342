//! Which step may follow which, and who takes it. A status is only ever written from a step of this table.

use super::entity::Model;
use contract::leaves::LeaveActKind::{self, Approve, Begin, Cancel, ComeBack, End, Return, TakeBack, Withdraw};
use contract::leaves::LeaveStatus::{self, Approved, Approving, Cancelled, Over, Refused, Running, Withdrawn};
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, by_system, step_by_anyone};

const NOT_NOW: Refusal = Refusal::new("leave.not_now", locale::problems::LEAVE_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("leave.not_yours", locale::problems::LEAVE_NOT_YOURS);

impl Flowing for Model {
    type Status = LeaveStatus;
    type Act = LeaveActKind;

    fn status(&self) -> LeaveStatus {
        self.status
    }
}

/// From the request to the first day back.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Approving,
    steps: &[
        step_by_anyone(Approving, Withdraw, Withdrawn, of_others),
        by_system(Approving, TakeBack, Withdrawn),
        by_system(Approving, Approve, Approved),
        by_system(Approving, Return, Refused),
        step_by_anyone(Approved, Cancel, Cancelled, of_others),
        by_system(Approved, Begin, Running),
        step_by_anyone(Running, ComeBack, Over, of_others),
        by_system(Running, End, Over),
    ],
    not_now: NOT_NOW,
};

fn of_others(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.person_id != actor.id).then_some(NOT_YOURS)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(LeaveStatus::ALL, LeaveActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::flow::By;

    /// DAY-08: nobody is away on their own word; only the approval leads to leave.
    #[test]
    fn only_an_approval_leads_to_leave() {
        let ways: Vec<_> = FLOW.steps.iter().filter(|row| row.to == Approved).map(|row| (row.from, row.by)).collect();
        assert_eq!(ways, [(Approving, By::System)]);
        let ways: Vec<_> = FLOW.steps.iter().filter(|row| row.to == Running).map(|row| (row.from, row.by)).collect();
        assert_eq!(ways, [(Approved, By::System)]);
    }
}
