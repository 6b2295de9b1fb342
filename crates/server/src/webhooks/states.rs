//! The life of a web hook.

use super::entity::webhook::Model;
use contract::permission::Permission;
use contract::webhooks::{WebhookActKind as Act, WebhookStatus as Status};
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

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
        by_system(Status::Active, Act::BreakOff, Status::Broken),
        step(Status::Broken, Act::Resume, Status::Active, MANAGE),
        step(Status::Active, Act::Rotate, Status::Active, MANAGE),
        step(Status::Paused, Act::Rotate, Status::Paused, MANAGE),
        step(Status::Active, Act::Remove, Status::Removed, MANAGE),
        step(Status::Paused, Act::Remove, Status::Removed, MANAGE),
        step(Status::Broken, Act::Remove, Status::Removed, MANAGE),
    ],
    not_now: Refusal::new("webhook.not_now", locale::problems::WEBHOOK_NOT_NOW),
};

/// The table as a mermaid state diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(Status::ALL, Act::ALL)
}
