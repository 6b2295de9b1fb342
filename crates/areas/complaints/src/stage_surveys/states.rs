//! Which step may follow which, and who takes it (CPL-13).

use super::entity::stage_survey::Model;
use contract::complaints::stage_surveys::StageSurveyActKind::{self, Answer, Record, Withdraw};
use contract::complaints::stage_surveys::StageSurveyStatus::{self, Answered, Asked, Withdrawn};
use contract::permission::Permission::StageSurveyAsk as ASK;
use contract::permission::stage_survey::Ask;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, by_system, step};

pub(super) const NOT_NOW: Refusal = Refusal::new("stage_survey.not_now", locale::problems::STAGE_SURVEY_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("stage_survey.not_yours", locale::problems::STAGE_SURVEY_NOT_YOURS);

impl Flowing for Model {
    type Status = StageSurveyStatus;
    type Act = StageSurveyActKind;

    fn status(&self) -> StageSurveyStatus {
        self.status
    }
}

/// Asked once, answered once.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Asked,
    steps: &[
        step(Asked, Record, Answered, ASK).unless(beyond),
        step(Asked, Withdraw, Withdrawn, ASK).unless(beyond),
        by_system(Asked, Answer, Answered),
    ],
    not_now: NOT_NOW,
};

pub(super) fn beyond(it: &Model, actor: &Actor) -> Option<Refusal> {
    (!actor.scope::<Ask>().covers(it.asker_id, it.unit_id)).then_some(NOT_YOURS)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(StageSurveyStatus::ALL, StageSurveyActKind::ALL)
}
