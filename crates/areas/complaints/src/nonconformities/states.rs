//! Which step may follow which, and who takes it (CPL-07). A status is only ever written from a step of this table.

use super::entity::Model;
use contract::complaints::nonconformities::NonconformityActKind::{self, Accept, Cancel, Demand, Fix, Refuse, Report};
use contract::complaints::nonconformities::NonconformityGrade;
use contract::complaints::nonconformities::NonconformityStatus::{self, Cancelled, Checking, Closed, Rectifying, Registered};
use contract::permission::Permission::{QualityCheck as CHECK, QualityOpen as OPEN};
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step, step_by_anyone};

const NOT_NOW: Refusal = Refusal::new("nonconformity.not_now", locale::problems::QUALITY_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("nonconformity.not_yours", locale::problems::QUALITY_NOT_YOURS);
const OWN_WORK: Refusal = Refusal::new("nonconformity.own_work", locale::problems::QUALITY_OWN_WORK);
const NOT_LIGHT: Refusal = Refusal::new("nonconformity.not_light", locale::problems::NONCONFORMITY_NOT_LIGHT);

impl Flowing for Model {
    type Status = NonconformityStatus;
    type Act = NonconformityActKind;

    fn status(&self) -> NonconformityStatus {
        self.status
    }
}

/// From the find to the accepted rectification.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Registered,
    steps: &[
        step(Registered, Fix, Closed, OPEN).unless(not_light),
        step(Registered, Demand, Rectifying, OPEN),
        step_by_anyone(Rectifying, Report, Checking, not_owner),
        step(Checking, Accept, Closed, CHECK).unless(own_work),
        step(Checking, Refuse, Rectifying, CHECK).unless(own_work),
        step(Registered, Cancel, Cancelled, CHECK),
        step(Rectifying, Cancel, Cancelled, CHECK),
    ],
    not_now: NOT_NOW,
};

/// Only what is light is settled on the spot.
fn not_light(it: &Model, _: &Actor) -> Option<Refusal> {
    (it.grade != NonconformityGrade::Light).then_some(NOT_LIGHT)
}

fn not_owner(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.owner_id != Some(actor.id)).then_some(NOT_YOURS)
}

/// Nobody accepts what they did themselves.
fn own_work(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.owner_id == Some(actor.id)).then_some(OWN_WORK)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(NonconformityStatus::ALL, NonconformityActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CPL-07: every state × action. What shows a dash is refused for everybody.
    const MATRIX: &str = "\
registered           fix          closed [quality.open]
registered           demand       rectifying [quality.open]
registered           report       -
registered           accept       -
registered           refuse       -
registered           cancel       cancelled [quality.check]
rectifying           fix          -
rectifying           demand       -
rectifying           report       checking [whom it concerns]
rectifying           accept       -
rectifying           refuse       -
rectifying           cancel       cancelled [quality.check]
checking             fix          -
checking             demand       -
checking             report       -
checking             accept       closed [quality.check]
checking             refuse       rectifying [quality.check]
checking             cancel       -
closed               fix          -
closed               demand       -
closed               report       -
closed               accept       -
closed               refuse       -
closed               cancel       -
cancelled            fix          -
cancelled            demand       -
cancelled            report       -
cancelled            accept       -
cancelled            refuse       -
cancelled            cancel       -
";

    #[test]
    fn no_other_jump_is_possible() {
        assert_eq!(matrix(), MATRIX);
    }
}
