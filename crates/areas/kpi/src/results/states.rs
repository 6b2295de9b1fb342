//! The life of a published result as a table.

use super::entity::Model;
use contract::permission::Permission::KpiPublish;
use contract::results::ResultActKind::{self, Appeal, Correct, Settle, Uphold};
use contract::results::ResultStatus::{self, Appealed, Final, Published};
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

pub(super) const NOT_NOW: Refusal = Refusal::new("result.not_now", locale::problems::RESULT_NOT_NOW);

impl Flowing for Model {
    type Status = ResultStatus;
    type Act = ResultActKind;

    fn status(&self) -> ResultStatus {
        self.status
    }
}

/// An appeal is the person's own, whatever their permissions: the policy sees to it.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Published,
    steps: &[
        by_system(Published, Appeal, Appealed),
        by_system(Published, Settle, Final),
        step(Appealed, Uphold, Final, KpiPublish),
        step(Appealed, Correct, Final, KpiPublish),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(ResultStatus::ALL, ResultActKind::ALL)
}
