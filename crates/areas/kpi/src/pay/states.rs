//! The way of a month's pay as a table (KPI-16): three steps by three pairs of hands.

use super::entity::run::Model;
use contract::kpi::pay::PayActKind::{self, Approve, Check, Enter, GiveBack, Lock};
use contract::kpi::pay::PayStatus::{self, Approved, Checked, Draft, Locked};
use contract::permission::Permission::{PayApprove, PayCheck, PayPrepare};
use locale::problems as text;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step};

pub(super) const NOT_NOW: Refusal = Refusal::new("pay.not_now", text::PAY_NOT_NOW);
const SAME_HANDS: Refusal = Refusal::new("pay.same_hands", text::PAY_SAME_HANDS);

impl Flowing for Model {
    type Status = PayStatus;
    type Act = PayActKind;

    fn status(&self) -> PayStatus {
        self.status
    }
}

/// What is locked stays: a later run corrects it by a further line.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Draft,
    steps: &[
        step(Draft, Enter, Draft, PayPrepare),
        step(Draft, Check, Checked, PayCheck).unless(opened_it),
        step(Checked, Approve, Approved, PayApprove).unless(checked_it),
        step(Checked, GiveBack, Draft, PayApprove),
        step(Approved, GiveBack, Draft, PayApprove),
        step(Approved, Lock, Locked, PayPrepare),
    ],
    not_now: NOT_NOW,
};

fn opened_it(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.opened_by == actor.id).then_some(SAME_HANDS)
}

fn checked_it(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.opened_by == actor.id || it.checked_by == Some(actor.id)).then_some(SAME_HANDS)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(PayStatus::ALL, PayActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kpi_16_what_is_locked_was_approved_and_stays() {
        let into: Vec<_> = FLOW.steps.iter().filter(|row| row.to == Locked).map(|row| row.from).collect();
        assert_eq!(into, [Approved]);
        assert!(FLOW.steps.iter().all(|row| row.from != Locked));
    }
}
