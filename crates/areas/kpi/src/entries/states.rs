//! The life of an entry that puts another right: whoever approves decides; nobody else moves it.

use super::entity::Model;
use contract::kpi::entries::EntryActKind::{self, Approve, Refuse};
use contract::kpi::entries::EntryStatus::{self, Counts, Refused, Waiting};
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system};

const NOT_NOW: Refusal = Refusal::new("kpi_entry.not_now", locale::problems::KPI_ENTRY_NOT_NOW);

impl Flowing for Model {
    type Status = EntryStatus;
    type Act = EntryActKind;

    fn status(&self) -> EntryStatus {
        self.status
    }
}

/// From the request to its end. What puts nothing right counts at once.
pub(super) const FLOW: Flow<Model> =
    Flow { start: Waiting, steps: &[by_system(Waiting, Approve, Counts), by_system(Waiting, Refuse, Refused)], not_now: NOT_NOW };

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(EntryStatus::ALL, EntryActKind::ALL)
}
