//! Which step may follow which, and who takes it (ORG-04). A status is only ever written from a step of this table; nothing is deleted.

use super::entity::Model;
use contract::duty_letters::DutyLetterActKind::{self, Accept, Authorise, Edit, End, Renew, Revoke, Supervise};
use contract::duty_letters::DutyLetterStatus::{self, Accepted, Authorised, Draft, Ended, InForce, Revoked};
use contract::permission::Permission::DutyLetterManage as MANAGE;
use contract::permission::duty_letter::Manage;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, by_system, step, step_by_anyone};

pub(super) const NOT_NOW: Refusal = Refusal::new("duty_letter.not_now", locale::problems::DUTY_LETTER_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("duty_letter.not_yours", locale::problems::DUTY_LETTER_NOT_YOURS);

impl Flowing for Model {
    type Status = DutyLetterStatus;
    type Act = DutyLetterActKind;

    fn status(&self) -> DutyLetterStatus {
        self.status
    }
}

/// From the draft over three signatures to the end.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Draft,
    steps: &[
        step(Draft, Edit, Draft, MANAGE).unless(out_of_reach),
        step_by_anyone(Draft, Authorise, Authorised, no_turn),
        step_by_anyone(Authorised, Accept, Accepted, no_turn),
        step_by_anyone(Accepted, Supervise, InForce, no_turn),
        step_by_anyone(Draft, Revoke, Revoked, not_revoking),
        step_by_anyone(Authorised, Revoke, Revoked, not_revoking),
        step_by_anyone(Accepted, Revoke, Revoked, not_revoking),
        step_by_anyone(InForce, Revoke, Revoked, not_revoking),
        by_system(Draft, End, Ended),
        by_system(Authorised, End, Ended),
        by_system(Accepted, End, Ended),
        by_system(InForce, End, Ended),
        step(Ended, Renew, Ended, MANAGE).unless(out_of_reach),
    ],
    not_now: NOT_NOW,
};

/// Each signs for themselves, and only when it is their turn.
fn no_turn(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.waits_for() != Some(actor.id)).then_some(NOT_YOURS)
}

fn out_of_reach(it: &Model, actor: &Actor) -> Option<Refusal> {
    (!actor.scope::<Manage>().covers(it.person_id, it.unit_id)).then_some(NOT_YOURS)
}

/// Who authorises may take it back, and who may draft.
fn not_revoking(it: &Model, actor: &Actor) -> Option<Refusal> {
    if it.authoriser_id == actor.id { None } else { out_of_reach(it, actor) }
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(DutyLetterStatus::ALL, DutyLetterActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ORG-04: in force only with three signatures, one after the other.
    #[test]
    fn the_only_way_into_force_leads_over_three_signatures() {
        let into = |to| FLOW.steps.iter().filter(|row| row.to == to && row.from != to).map(|row| (row.from, row.act)).collect::<Vec<_>>();
        assert_eq!(into(InForce), [(Accepted, Supervise)]);
        assert_eq!(into(Accepted), [(Authorised, Accept)]);
        assert_eq!(into(Authorised), [(Draft, Authorise)]);
    }

    #[test]
    fn what_has_ended_stays() {
        assert!(FLOW.steps.iter().all(|row| !matches!(row.from, Ended | Revoked) || row.to == row.from));
    }
}
