//! Which step may follow which, and who takes it (ORG-08). A status is only ever written from a step of this table.

use super::entity::hand_over::Model;
use super::rules::{NOT_CONCERNED, NOT_NOW, NOT_SUPERVISOR, OWN};
use contract::hand_overs::HandOverActKind::{self, Approve, Assign, Close, Refresh, Return, Settle, Sign, Withdraw};
use contract::hand_overs::HandOverStatus::{self, Approving, HandingOver, Refused, Signed, Withdrawn};
use contract::permission::Permission::{self, HandOverManage as MANAGE, HandOverSettle as SETTLE};
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, by_system, step, step_by_anyone};

impl Flowing for Model {
    type Status = HandOverStatus;
    type Act = HandOverActKind;

    fn status(&self) -> HandOverStatus {
        self.status
    }
}

/// From notice to the closed account.
pub const FLOW: Flow<Model> = Flow {
    start: HandingOver,
    steps: &[
        by_system(Approving, Approve, HandingOver),
        by_system(Approving, Return, Refused),
        step_by_anyone(Approving, Withdraw, Withdrawn, beyond_person),
        step_by_anyone(HandingOver, Refresh, HandingOver, beyond_concerned),
        step_by_anyone(HandingOver, Assign, HandingOver, beyond_concerned),
        step(HandingOver, Settle, HandingOver, SETTLE).unless(own),
        step_by_anyone(HandingOver, Sign, Signed, beyond_supervisor),
        step_by_anyone(HandingOver, Withdraw, Withdrawn, beyond_person),
        step_by_anyone(Signed, Refresh, HandingOver, beyond_concerned),
        step(Signed, Close, HandOverStatus::Closed, MANAGE).unless(own),
    ],
    not_now: NOT_NOW,
};

fn own(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.person_id == actor.id).then_some(OWN)
}

/// The person and the personnel office.
fn beyond_person(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.person_id != actor.id && !actor.may(Permission::HandOverManage)).then_some(NOT_CONCERNED)
}

/// They and the supervisor.
fn beyond_concerned(it: &Model, actor: &Actor) -> Option<Refusal> {
    if it.supervisor_id == actor.id { None } else { beyond_person(it, actor) }
}

fn beyond_supervisor(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.supervisor_id != actor.id).then_some(NOT_SUPERVISOR)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(HandOverStatus::ALL, HandOverActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ORG-08: the account is closed only after the supervisor's signature.
    #[test]
    fn the_only_way_to_a_closed_account_leads_over_the_signature() {
        let ways: Vec<_> = FLOW.steps.iter().filter(|row| row.to == HandOverStatus::Closed).map(|row| row.from).collect();
        assert_eq!(ways, [Signed]);
        let ways: Vec<_> = FLOW.steps.iter().filter(|row| row.to == Signed).map(|row| row.act).collect();
        assert_eq!(ways, [Sign]);
    }
}
