//! The parts of a cycle as a table: the clock moves it on, and people may before or after its time (KPI-05).

use super::entity::Model;
use contract::kpi::cycles::CycleActKind::{self, Advance, Announce, Begin, Chase, Close, Collect, Extend, Publish, Settle};
use contract::kpi::cycles::CycleStatus::{self, Calibration, Final, Marking, Open, Published, SelfReview};
use contract::permission::Permission::KpiPublish;
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

pub(crate) const NOT_NOW: Refusal = Refusal::new("kpi_cycle.not_now", locale::problems::KPI_CYCLE_NOT_NOW);

impl Flowing for Model {
    type Status = CycleStatus;
    type Act = CycleActKind;

    fn status(&self) -> CycleStatus {
        self.status
    }
}

/// From the first day of the period to the last final result.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Open,
    steps: &[
        by_system(Open, Begin, SelfReview),
        by_system(SelfReview, Collect, Marking),
        step(SelfReview, Advance, Marking, KpiPublish),
        step(SelfReview, Extend, SelfReview, KpiPublish),
        step(SelfReview, Chase, SelfReview, KpiPublish),
        by_system(Marking, Close, Calibration),
        step(Marking, Advance, Calibration, KpiPublish),
        step(Marking, Extend, Marking, KpiPublish),
        step(Marking, Chase, Marking, KpiPublish),
        step(Calibration, Extend, Calibration, KpiPublish),
        step(Calibration, Publish, Published, KpiPublish),
        by_system(Calibration, Announce, Published),
        by_system(Published, Settle, Final),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(CycleStatus::ALL, CycleActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// KPI-04: nobody marks but while marking is open, and marks never open again.
    #[test]
    fn what_is_closed_stays_closed() {
        let order = CycleStatus::ALL;
        let place = |status: CycleStatus| order.iter().position(|other| *other == status);
        assert!(FLOW.steps.iter().all(|row| place(row.from) <= place(row.to)), "no step leads back");
        let into = |to| FLOW.steps.iter().filter(|row| row.to == to && row.from != to).map(|row| row.from).collect::<Vec<_>>();
        assert_eq!(into(Marking), [SelfReview, SelfReview]);
        assert_eq!(into(Published), [Calibration, Calibration], "nothing is published past the calibration");
    }
}
