//! The life of leave to read a file. That it ends is no step: its time is over, and nobody has to do anything.

use super::entity::access::Model;
use contract::customers::AccessActKind::{self, Grant, Return, Revoke, Withdraw};
use contract::customers::AccessStatus::{self, Granted, Pending, Returned, Revoked, Withdrawn};
use contract::permission::Permission::CustomerGrant as GRANT;
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

pub(super) const NOT_NOW: Refusal = Refusal::new("access.not_now", locale::problems::ACCESS_NOT_NOW);

impl Flowing for Model {
    type Status = AccessStatus;
    type Act = AccessActKind;

    fn status(&self) -> AccessStatus {
        self.status
    }
}

/// Withdrawing is the applicant's, whatever their permissions: the command sees to it.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Pending,
    steps: &[
        by_system(Pending, Grant, Granted),
        by_system(Pending, Return, Returned),
        by_system(Pending, Withdraw, Withdrawn),
        step(Granted, Revoke, Revoked, GRANT),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(AccessStatus::ALL, AccessActKind::ALL)
}
