//! Who marked somebody is opened by two people together: one asks, another opens (KPI-04).

use super::entity::unsealing::Model;
use contract::kpi::marks::UnsealingActKind::{self, Open, Refuse};
use contract::kpi::marks::UnsealingStatus::{self, Asked, Opened, Refused};
use contract::permission::Permission::KpiPublish;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step};

const NOT_NOW: Refusal = Refusal::new("kpi_unsealing.not_now", locale::problems::KPI_UNSEALING_NOT_NOW);
const TWO: Refusal = Refusal::new("kpi_unsealing.two", locale::problems::KPI_UNSEALING_TWO);

impl Flowing for Model {
    type Status = UnsealingStatus;
    type Act = UnsealingActKind;

    fn status(&self) -> UnsealingStatus {
        self.status
    }
}

/// Asked for by one, opened or refused by another.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Asked,
    steps: &[step(Asked, Open, Opened, KpiPublish).unless(alone), step(Asked, Refuse, Refused, KpiPublish).unless(alone)],
    not_now: NOT_NOW,
};

fn alone(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.asked_by == actor.id).then_some(TWO)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(UnsealingStatus::ALL, UnsealingActKind::ALL)
}
