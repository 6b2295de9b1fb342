//! Which step may follow which, and who takes it (CPL-11): questions and returns in one table. A status is only ever written from a step
//! of this table.

use super::entity::Model;
use contract::complaints::service_requests::ServiceActKind::{
    self, Answer, Approve, AskAgain, Check, Close, Complain, Receive, Refuse, Settle,
};
use contract::complaints::service_requests::ServiceStatus::{
    self, Answered, Approved, Checked, Closed, Complained, GoodsReceived, Received, Refused, Settled,
};
use contract::permission::Permission::{ServiceApprove as APPROVE, ServiceTake as TAKE};
use contract::permission::service::{Approve as Approving, Take};
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step};

const NOT_NOW: Refusal = Refusal::new("service_request.not_now", locale::problems::SERVICE_REQUEST_NOT_NOW);
const IS_RETURN: Refusal = Refusal::new("service_request.is_return", locale::problems::SERVICE_REQUEST_IS_RETURN);
const NO_RETURN: Refusal = Refusal::new("service_request.no_return", locale::problems::SERVICE_REQUEST_NO_RETURN);
const NOT_IN_HAND: Refusal = Refusal::new("service_request.not_in_hand", locale::problems::SERVICE_REQUEST_NOT_IN_HAND);
const OWN: Refusal = Refusal::new("service_request.own", locale::problems::SERVICE_REQUEST_OWN);

impl Flowing for Model {
    type Status = ServiceStatus;
    type Act = ServiceActKind;

    fn status(&self) -> ServiceStatus {
        self.status
    }
}

/// From the question to a satisfied customer, or to a complaint.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Received,
    steps: &[
        step(Received, Answer, Answered, TAKE).unless(not_answering),
        step(Answered, AskAgain, Received, TAKE).unless(beyond),
        step(Answered, Close, Closed, TAKE).unless(beyond),
        step(Received, Approve, Approved, APPROVE).unless(not_deciding),
        step(Received, Refuse, Refused, APPROVE).unless(not_deciding),
        step(Approved, Receive, GoodsReceived, TAKE).unless(beyond),
        step(GoodsReceived, Check, Checked, TAKE).unless(beyond),
        step(GoodsReceived, Refuse, Refused, APPROVE).unless(not_deciding),
        step(Checked, Settle, Settled, TAKE).unless(beyond),
        step(Settled, Close, Closed, TAKE).unless(beyond),
        step(Refused, Close, Closed, TAKE).unless(beyond),
        step(Received, Complain, Complained, TAKE).unless(beyond),
        step(Answered, Complain, Complained, TAKE).unless(beyond),
        step(Approved, Complain, Complained, TAKE).unless(beyond),
        step(GoodsReceived, Complain, Complained, TAKE).unless(beyond),
        step(Checked, Complain, Complained, TAKE).unless(beyond),
        step(Settled, Complain, Complained, TAKE).unless(beyond),
        step(Refused, Complain, Complained, TAKE).unless(beyond),
        step(Closed, Complain, Complained, TAKE).unless(beyond),
    ],
    not_now: NOT_NOW,
};

/// States in which somebody here or the customer still has something to do.
pub(crate) const OPEN: [ServiceStatus; 7] = [Received, Answered, Approved, GoodsReceived, Checked, Settled, Refused];

fn beyond(it: &Model, actor: &Actor) -> Option<Refusal> {
    (!actor.scope::<Take>().covers(it.agent_id, it.unit_id)).then_some(NOT_IN_HAND)
}

/// Returns are decided on, not answered.
fn not_answering(it: &Model, actor: &Actor) -> Option<Refusal> {
    it.kind.is_return().then_some(IS_RETURN).or_else(|| beyond(it, actor))
}

/// Only goods that come back are decided on, by somebody else than who took the request: whoever may decide sees every return that
/// waits, from whichever department.
fn not_deciding(it: &Model, actor: &Actor) -> Option<Refusal> {
    if !it.kind.is_return() {
        return Some(NO_RETURN);
    }
    if it.agent_id == actor.id {
        return Some(OWN);
    }
    let reaches = it.status == Received || actor.scope::<Approving>().covers(it.agent_id, it.unit_id);
    (!reaches).then_some(NOT_IN_HAND)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(ServiceStatus::ALL, ServiceActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_open_until_only_a_complaint_can_follow() {
        for status in ServiceStatus::ALL {
            let goes_on = FLOW.steps.iter().any(|row| row.from == *status && row.act != Complain);
            assert_eq!(OPEN.contains(status), goes_on, "{status}");
        }
    }

    /// CPL-11: returns go requested > approved > goods received > checked > refunded or exchanged > closed, and no step is left out.
    #[test]
    fn a_return_leaves_no_step_out() {
        let way = [Received, Approved, GoodsReceived, Checked, Settled, Closed];
        for (at, from) in way.iter().enumerate() {
            let next: Vec<_> = FLOW.steps.iter().filter(|row| row.from == *from && way.contains(&row.to)).map(|row| row.to).collect();
            assert_eq!(next, way.get(at + 1).into_iter().copied().collect::<Vec<_>>(), "{from}");
        }
    }
}
