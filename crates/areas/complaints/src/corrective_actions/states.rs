//! Which step may follow which, and who takes it (CPL-08). A status is only ever written from a step of this table.

use super::entity::corrective_action::Model;
use contract::complaints::corrective_actions::CorrectiveActionActKind::{self, Cancel, CarryOut, Effective, Ineffective, Plan, Recur};
use contract::complaints::corrective_actions::CorrectiveActionStatus::{self, Acting, Analysing, Cancelled, Closed, Verifying};
use contract::permission::Permission::QualityCheck as CHECK;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, by_system, step, step_by_anyone};

const NOT_NOW: Refusal = Refusal::new("corrective_action.not_now", locale::problems::QUALITY_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("corrective_action.not_yours", locale::problems::QUALITY_NOT_YOURS);
const OWN_WORK: Refusal = Refusal::new("corrective_action.own_work", locale::problems::QUALITY_OWN_WORK);

impl Flowing for Model {
    type Status = CorrectiveActionStatus;
    type Act = CorrectiveActionActKind;

    fn status(&self) -> CorrectiveActionStatus {
        self.status
    }
}

/// From the question why to an action that helped.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Analysing,
    steps: &[
        step_by_anyone(Analysing, Plan, Acting, not_owner),
        step_by_anyone(Acting, Plan, Acting, not_owner),
        step_by_anyone(Acting, CarryOut, Verifying, not_owner),
        step(Verifying, Effective, Closed, CHECK).unless(own_work),
        step(Verifying, Ineffective, Analysing, CHECK).unless(own_work),
        by_system(Verifying, Recur, Analysing),
        by_system(Closed, Recur, Analysing),
        step(Analysing, Cancel, Cancelled, CHECK),
        step(Acting, Cancel, Cancelled, CHECK),
    ],
    not_now: NOT_NOW,
};

fn not_owner(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.owner_id != actor.id).then_some(NOT_YOURS)
}

/// Nobody judges what they did themselves.
fn own_work(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.owner_id == actor.id).then_some(OWN_WORK)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(CorrectiveActionStatus::ALL, CorrectiveActionActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CPL-08: every state × action. What shows a dash is refused for everybody.
    const MATRIX: &str = "\
analysing            plan         acting [whom it concerns]
analysing            carry_out    -
analysing            effective    -
analysing            ineffective  -
analysing            recur        -
analysing            cancel       cancelled [quality.check]
acting               plan         acting [whom it concerns]
acting               carry_out    verifying [whom it concerns]
acting               effective    -
acting               ineffective  -
acting               recur        -
acting               cancel       cancelled [quality.check]
verifying            plan         -
verifying            carry_out    -
verifying            effective    closed [quality.check]
verifying            ineffective  analysing [quality.check]
verifying            recur        analysing [system]
verifying            cancel       -
closed               plan         -
closed               carry_out    -
closed               effective    -
closed               ineffective  -
closed               recur        analysing [system]
closed               cancel       -
cancelled            plan         -
cancelled            carry_out    -
cancelled            effective    -
cancelled            ineffective  -
cancelled            recur        -
cancelled            cancel       -
";

    #[test]
    fn no_other_jump_is_possible() {
        assert_eq!(matrix(), MATRIX);
    }
}
