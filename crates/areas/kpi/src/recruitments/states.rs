//! The way of a recruitment as a table (KPI-14).

use super::entity::recruitment::Model;
use contract::kpi::recruitment::RecruitmentActKind::{self, Close, Hire, Interview, MarkPaper, Rank};
use contract::kpi::recruitment::RecruitmentStatus::{self, Closed, Open, Ranked};
use contract::permission::Permission::KpiGrade;
use locale::problems as text;
use platform::Refusal;
use platform::auth::Actor;
use platform::flow::{Flow, Flowing, step, step_by_anyone};

const NOT_NOW: Refusal = Refusal::new("recruitment.not_now", text::RECRUITMENT_NOT_NOW);
pub(super) const NOT_AN_EXAMINER: Refusal = Refusal::new("recruitment.not_an_examiner", text::RECRUITMENT_NOT_AN_EXAMINER);

impl Flowing for Model {
    type Status = RecruitmentStatus;
    type Act = RecruitmentActKind;

    fn status(&self) -> RecruitmentStatus {
        self.status
    }
}

/// From the marks over the ranking to those who are taken.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Open,
    steps: &[
        step(Open, MarkPaper, Open, KpiGrade),
        step_by_anyone(Open, Interview, Open, not_an_examiner),
        step(Open, Rank, Ranked, KpiGrade),
        step(Ranked, Hire, Ranked, KpiGrade),
        step(Ranked, Close, Closed, KpiGrade),
    ],
    not_now: NOT_NOW,
};

/// Examiners give their own marks; the organiser enters sheets of paper.
fn not_an_examiner(it: &Model, actor: &Actor) -> Option<Refusal> {
    let examines = actor.may(KpiGrade) || it.examiners().contains(&actor.id);
    (!examines).then_some(NOT_AN_EXAMINER)
}

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(RecruitmentStatus::ALL, RecruitmentActKind::ALL)
}
