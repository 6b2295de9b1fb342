//! The life of a questionnaire as a table (MKT-08). What is published is an edition of its own and never changes; publishing again makes a
//! new one.

use super::entity::Model;
use contract::campaigns::questionnaires::QuestionnaireActKind::{self, Close, Publish, Reopen};
use contract::campaigns::questionnaires::QuestionnaireStatus::{self, Closed, Draft, Open};
use contract::permission::Permission::CampaignEdit;
use contract::permission::campaign;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step};

const NOT_NOW: Refusal = Refusal::new("questionnaire.not_now", locale::problems::QUESTIONNAIRE_NOT_NOW);
const NOT_YOURS: Refusal = Refusal::new("questionnaire.not_yours", locale::problems::QUESTIONNAIRE_NOT_YOURS);
const SAME: Refusal = Refusal::new("questionnaire.same", locale::problems::QUESTIONNAIRE_SAME);

impl Flowing for Model {
    type Status = QuestionnaireStatus;
    type Act = QuestionnaireActKind;

    fn status(&self) -> QuestionnaireStatus {
        self.status
    }
}

/// The only way from one state to another.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Draft,
    steps: &[
        step(Draft, Publish, Open, CampaignEdit).unless(beyond),
        step(Open, Publish, Open, CampaignEdit).unless(beyond),
        step(Open, Close, Closed, CampaignEdit).unless(beyond),
        step(Closed, Reopen, Open, CampaignEdit).unless(beyond),
    ],
    not_now: NOT_NOW,
};

/// Whoever may not change it.
pub(super) fn beyond(it: &Model, actor: &Actor) -> Option<Refusal> {
    (!actor.scope::<campaign::Edit>().covers(it.owner_id, it.unit_id)).then_some(NOT_YOURS)
}

/// Where there is nothing new to publish.
pub(super) fn same() -> Refusal {
    SAME
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(QuestionnaireStatus::ALL, QuestionnaireActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_begin_with_the_first_publication_and_nothing_is_a_draft_again() {
        assert_eq!(FLOW.start, Draft);
        assert!(FLOW.steps.iter().all(|row| row.to != Draft));
        let from: Vec<_> = FLOW.steps.iter().filter(|row| row.act == Publish).map(|row| row.from).collect();
        assert_eq!(from, [Draft, Open]);
    }
}
