//! Which step may follow which, and who takes it (CPL-12).

use super::entity::template::Model;
use contract::complaints::knowledge::KnowledgeActKind::{self, Edit, Publish, Retire};
use contract::complaints::knowledge::KnowledgeStatus::{self, Draft, Published, Retired};
use contract::permission::Permission::{self, KnowledgePublish as PUBLISH, KnowledgeWrite as WRITE};
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step};

pub(super) const NOT_NOW: Refusal = Refusal::new("knowledge.not_now", locale::problems::KNOWLEDGE_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("knowledge.not_yours", locale::problems::KNOWLEDGE_NOT_YOURS);

impl Flowing for Model {
    type Status = KnowledgeStatus;
    type Act = KnowledgeActKind;

    fn status(&self) -> KnowledgeStatus {
        self.status
    }
}

/// Written by whoever had the answer, published by who stands for it.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Draft,
    steps: &[
        step(Draft, Edit, Draft, WRITE).unless(not_author),
        step(Draft, Publish, Published, PUBLISH),
        step(Published, Edit, Published, PUBLISH),
        step(Published, Retire, Retired, PUBLISH),
        step(Retired, Publish, Published, PUBLISH),
        step(Draft, Retire, Retired, PUBLISH),
    ],
    not_now: NOT_NOW,
};

/// A draft is its author's, and of those who publish.
fn not_author(it: &Model, actor: &Actor) -> Option<Refusal> {
    (it.author_id != actor.id && !actor.may(Permission::KnowledgePublish)).then_some(NOT_YOURS)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(KnowledgeStatus::ALL, KnowledgeActKind::ALL)
}
