//! The life of a job.

use super::entity::Model;
use crate::error::Refusal;
use crate::flow::{Flow, Flowing, by_system, step};
use contract::jobs::{JobActKind as Act, JobStatus as Status};
use contract::permission::Permission;

impl Flowing for Model {
    type Status = Status;
    type Act = Act;

    fn status(&self) -> Status {
        self.status
    }
}

/// Every way from one state to the next. A lease that is over makes a running job claimable again.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Status::Waiting,
    steps: &[
        by_system(Status::Waiting, Act::Claim, Status::Running),
        by_system(Status::Running, Act::Claim, Status::Running),
        by_system(Status::Running, Act::Finish, Status::Done),
        by_system(Status::Running, Act::Postpone, Status::Waiting),
        by_system(Status::Running, Act::GiveUp, Status::Dead),
        step(Status::Waiting, Act::Cancel, Status::Cancelled, Permission::JobManage),
        step(Status::Dead, Act::Retry, Status::Waiting, Permission::JobManage),
        step(Status::Cancelled, Act::Retry, Status::Waiting, Permission::JobManage),
    ],
    not_now: Refusal::new("job.not_now", locale::problems::JOB_NOT_NOW),
};

/// The table as a mermaid state diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(Status::ALL, Act::ALL)
}
