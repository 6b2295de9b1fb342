//! The life of a robot.

use super::entity::Model;
use contract::permission::Permission;
use contract::robots::{RobotActKind as Act, RobotStatus as Status};
use platform::Refusal;
use platform::flow::{Flow, Flowing, step};

const MANAGE: Permission = Permission::WebhookManage;

impl Flowing for Model {
    type Status = Status;
    type Act = Act;

    fn status(&self) -> Status {
        self.status
    }
}

/// Every way from one state to the next.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Status::Active,
    steps: &[
        step(Status::Active, Act::Pause, Status::Paused, MANAGE),
        step(Status::Paused, Act::Resume, Status::Active, MANAGE),
        step(Status::Active, Act::Remove, Status::Removed, MANAGE),
        step(Status::Paused, Act::Remove, Status::Removed, MANAGE),
    ],
    not_now: Refusal::new("robot.not_now", locale::problems::ROBOT_NOT_NOW),
};

/// The table as a mermaid state diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(Status::ALL, Act::ALL)
}
