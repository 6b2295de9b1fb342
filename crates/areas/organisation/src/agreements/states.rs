//! The life of a version as a table: at most one is in force.

use super::entity::agreement::Model;
use contract::access::agreements::AgreementActKind::{self, Publish, Supersede};
use contract::access::agreements::AgreementStatus::{self, Draft, InForce, Superseded};
use contract::permission::Permission::AgreementPublish;
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

const NOT_NOW: Refusal = Refusal::new("agreement.not_now", locale::problems::AGREEMENT_NOT_NOW);

impl Flowing for Model {
    type Status = AgreementStatus;
    type Act = AgreementActKind;

    fn status(&self) -> AgreementStatus {
        self.status
    }
}

/// The only way from one state to another.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Draft,
    steps: &[step(Draft, Publish, InForce, AgreementPublish), by_system(InForce, Supersede, Superseded)],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(AgreementStatus::ALL, AgreementActKind::ALL)
}
