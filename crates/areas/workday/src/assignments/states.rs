//! The life of a task as a table. Its steps belong to its people, not to a role.

use super::entity::Model;
use contract::assignments::AssignmentActKind::{self, Cancel, Complete, Reopen, Reply};
use contract::assignments::AssignmentStatus::{self, Cancelled, Done, Open};
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step_by_anyone};

const NOT_NOW: Refusal = Refusal::new("assignment.not_now", locale::problems::ASSIGNMENT_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("assignment.not_yours", locale::problems::ASSIGNMENT_NOT_YOURS);
const REPLY_FIRST: Refusal = Refusal::new("assignment.reply_first", locale::problems::ASSIGNMENT_REPLY_FIRST);

impl Flowing for Model {
    type Status = AssignmentStatus;
    type Act = AssignmentActKind;

    fn status(&self) -> AssignmentStatus {
        self.status
    }
}

fn owners(task: &Model, actor: &Actor) -> Option<Refusal> {
    (task.owner_id != actor.id).then_some(NOT_YOURS)
}

fn givers(task: &Model, actor: &Actor) -> Option<Refusal> {
    (task.giver_id != actor.id).then_some(NOT_YOURS)
}

/// An important matter is answered before it is done.
fn owners_or_givers(task: &Model, actor: &Actor) -> Option<Refusal> {
    if task.owner_id != actor.id && task.giver_id != actor.id {
        return Some(NOT_YOURS);
    }
    (task.reply_by.is_some() && task.reply.is_none()).then_some(REPLY_FIRST)
}

/// Only what must be answered by a time has an answer.
fn asked_for(task: &Model, actor: &Actor) -> Option<Refusal> {
    if task.reply_by.is_none() { Some(NOT_NOW) } else { owners(task, actor) }
}

/// The only way from one state to another.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Open,
    steps: &[
        step_by_anyone(Open, Reply, Open, asked_for),
        step_by_anyone(Open, Complete, Done, owners_or_givers),
        step_by_anyone(Open, Cancel, Cancelled, givers),
        step_by_anyone(Done, Reopen, Open, givers),
        step_by_anyone(Cancelled, Reopen, Open, givers),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(AssignmentStatus::ALL, AssignmentActKind::ALL)
}
