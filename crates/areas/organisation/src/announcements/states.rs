//! The life of an announcement as a table.

use super::entity::announcement::Model;
use contract::announcements::AnnouncementActKind::{self, Publish, Withdraw};
use contract::announcements::AnnouncementStatus::{self, Draft, Published, Withdrawn};
use contract::permission::Permission::AnnouncementPublish;
use platform::Refusal;
use platform::flow::{Flow, Flowing, step};

const NOT_NOW: Refusal = Refusal::new("announcement.not_now", locale::problems::ANNOUNCEMENT_NOT_NOW);

impl Flowing for Model {
    type Status = AnnouncementStatus;
    type Act = AnnouncementActKind;

    fn status(&self) -> AnnouncementStatus {
        self.status
    }
}

/// What was published is withdrawn, never changed: its readers confirmed this text. A draft nobody wants goes the same way.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Draft,
    steps: &[
        step(Draft, Publish, Published, AnnouncementPublish),
        step(Draft, Withdraw, Withdrawn, AnnouncementPublish),
        step(Published, Withdraw, Withdrawn, AnnouncementPublish),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(AnnouncementStatus::ALL, AnnouncementActKind::ALL)
}
