//! What may happen to a person, and who does it. A status is only ever written from a step of this table.

use crate::entity::person::Model;
use contract::people::PersonActKind::{
    self, AssignRoles, ComeBack, Edit, GiveNotice, GoOnLeave, Leave, LeaveBegins, LeaveEnds, OpenAccount, Rehire, Stay, Transfer,
};
use contract::people::PersonStatus::{self, Active, Leaving, Left, OnLeave};
use contract::permission::Permission::{PersonEdit as EDIT, RoleEdit as ROLES};
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

const NOT_NOW: Refusal = Refusal::new("person.not_now", locale::problems::PERSON_NOT_NOW);

impl Flowing for Model {
    type Status = PersonStatus;
    type Act = PersonActKind;

    fn status(&self) -> PersonStatus {
        self.status
    }
}

/// From entry to leaving; only a hand-over leads out (ORG-08).
pub const FLOW: Flow<Model> = Flow {
    start: Active,
    steps: &[
        step(Active, Edit, Active, EDIT),
        step(Active, Transfer, Active, EDIT),
        step(Active, GoOnLeave, OnLeave, EDIT),
        by_system(Active, LeaveBegins, OnLeave),
        step(Active, AssignRoles, Active, ROLES),
        step(Active, OpenAccount, Active, EDIT),
        by_system(Active, GiveNotice, Leaving),
        step(OnLeave, Edit, OnLeave, EDIT),
        step(OnLeave, ComeBack, Active, EDIT),
        by_system(OnLeave, LeaveEnds, Active),
        step(OnLeave, AssignRoles, OnLeave, ROLES),
        by_system(OnLeave, GiveNotice, Leaving),
        step(Leaving, Edit, Leaving, EDIT),
        step(Leaving, AssignRoles, Leaving, ROLES),
        by_system(Leaving, Stay, Active),
        by_system(Leaving, Leave, Left),
        step(Left, Rehire, Active, EDIT),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(PersonStatus::ALL, PersonActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ORG-08: nobody is simply set to "left"; the way leads through a hand-over.
    #[test]
    fn only_a_hand_over_leads_out() {
        let ways: Vec<_> = FLOW.steps.iter().filter(|row| row.to == Left).map(|row| (row.from, row.act, row.by)).collect();
        assert_eq!(ways, [(Leaving, Leave, platform::flow::By::System)]);
    }
}
