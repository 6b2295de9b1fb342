//! The way of a round as a table (KPI-13).

use super::entity::round::Model;
use contract::kpi::grading::GradingActKind::{
    self, BeginMarking, Correct, Edit, Examine, Mark, Object, Open, Publish, Rank, Settle, Unrank, Uphold,
};
use contract::kpi::grading::GradingStatus::{self, Collecting, Drafted, Final, Marking, Published, Ranked};
use contract::permission::Permission::KpiGrade;
use locale::problems as text;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, by_system, step, step_by_anyone};

pub(super) const NOT_NOW: Refusal = Refusal::new("grading.not_now", text::GRADING_NOT_NOW);
const NOT_A_RATER: Refusal = Refusal::new("grading.not_a_rater", text::GRADING_NOT_A_RATER);
const SAME_HANDS: Refusal = Refusal::new("grading.same_hands", text::GRADING_SAME_HANDS);

impl Flowing for Model {
    type Status = GradingStatus;
    type Act = GradingActKind;

    fn status(&self) -> GradingStatus {
        self.status
    }
}

/// An objection is the candidate's own, whatever their permissions: the command sees to it.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Drafted,
    steps: &[
        step(Drafted, Edit, Drafted, KpiGrade),
        step(Drafted, Open, Collecting, KpiGrade),
        step(Collecting, Examine, Collecting, KpiGrade),
        step(Collecting, BeginMarking, Marking, KpiGrade),
        step(Marking, Examine, Marking, KpiGrade),
        step_by_anyone(Marking, Mark, Marking, not_a_rater),
        step(Marking, Rank, Ranked, KpiGrade),
        step(Ranked, Unrank, Marking, KpiGrade),
        step(Ranked, Publish, Published, KpiGrade),
        by_system(Published, Object, Published),
        step(Published, Uphold, Published, KpiGrade).unless(same_hands),
        step(Published, Correct, Published, KpiGrade).unless(same_hands),
        by_system(Published, Settle, Final),
    ],
    not_now: NOT_NOW,
};

/// Raters give their own marks; those of customers come from the organiser.
fn not_a_rater(it: &Model, actor: &Actor) -> Option<Refusal> {
    let rates = actor.may(KpiGrade) || it.raters().iter().any(|one| one.person_id == actor.id);
    (!rates).then_some(NOT_A_RATER)
}

/// Whoever ranked or published does not recheck.
fn same_hands(it: &Model, actor: &Actor) -> Option<Refusal> {
    let theirs = it.ranked_by == Some(actor.id) || it.published_by == Some(actor.id);
    theirs.then_some(SAME_HANDS)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(GradingStatus::ALL, GradingActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kpi_13_a_final_round_comes_from_a_published_one_and_stays() {
        let into: Vec<_> = FLOW.steps.iter().filter(|row| row.to == Final).map(|row| (row.from, row.act)).collect();
        assert_eq!(into, [(Published, Settle)]);
        assert!(FLOW.steps.iter().all(|row| row.from != Final));
    }
}
