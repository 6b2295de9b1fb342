//! The life of an expense.

use super::entity::Model;
use contract::campaigns::spending::ExpenseActKind::{self, Approve, Pay, Refuse, Release};
use contract::campaigns::spending::ExpenseStatus::{self, Committed, Paid, Refused, Released, Waiting};
use contract::permission::Permission::CampaignEdit;
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

const NOT_NOW: Refusal = Refusal::new("expense.not_now", locale::problems::EXPENSE_NOT_NOW);

impl Flowing for Model {
    type Status = ExpenseStatus;
    type Act = ExpenseActKind;

    fn status(&self) -> ExpenseStatus {
        self.status
    }
}

/// What would overrun the budget too far begins as `waiting`, everything else as `committed`.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Committed,
    steps: &[
        by_system(Waiting, Approve, Committed),
        by_system(Waiting, Refuse, Refused),
        step(Waiting, Release, Released, CampaignEdit),
        step(Committed, Pay, Paid, CampaignEdit),
        step(Committed, Release, Released, CampaignEdit),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(ExpenseStatus::ALL, ExpenseActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: &str = "\
waiting              approve      committed [system]
waiting              refuse       refused [system]
waiting              pay          -
waiting              release      released [campaign.edit]
committed            approve      -
committed            refuse       -
committed            pay          paid [campaign.edit]
committed            release      released [campaign.edit]
paid                 approve      -
paid                 refuse       -
paid                 pay          -
paid                 release      -
released             approve      -
released             refuse       -
released             pay          -
released             release      -
refused              approve      -
refused              refuse       -
refused              pay          -
refused              release      -
";

    #[test]
    fn no_other_jump_is_possible() {
        assert_eq!(matrix(), MATRIX);
    }
}
