//! An adjustment is proposed by one and decided by another (KPI-07); by the clock it lapses.

use super::commands::OWN;
use super::entity::Model;
use contract::kpi::calibration::AdjustmentActKind::{self, Confirm, Lapse, Refuse};
use contract::kpi::calibration::AdjustmentStatus::{self, Counts, Lapsed, Refused, Waiting};
use contract::permission::Permission::KpiPublish;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, by_system, step};

const NOT_NOW: Refusal = Refusal::new("kpi_adjustment.not_now", locale::problems::KPI_ADJUSTMENT_NOT_NOW);
const TWO: Refusal = Refusal::new("kpi_adjustment.two", locale::problems::KPI_ADJUSTMENT_TWO);

impl Flowing for Model {
    type Status = AdjustmentStatus;
    type Act = AdjustmentActKind;

    fn status(&self) -> AdjustmentStatus {
        self.status
    }
}

pub(super) const FLOW: Flow<Model> = Flow {
    start: Waiting,
    steps: &[
        step(Waiting, Confirm, Counts, KpiPublish).unless(alone),
        step(Waiting, Refuse, Refused, KpiPublish).unless(alone),
        by_system(Waiting, Lapse, Lapsed),
    ],
    not_now: NOT_NOW,
};

fn alone(it: &Model, actor: &Actor) -> Option<Refusal> {
    if it.person_id == actor.id {
        return Some(OWN);
    }
    (it.adjusted_by == actor.id).then_some(TWO)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(AdjustmentStatus::ALL, AdjustmentActKind::ALL)
}
