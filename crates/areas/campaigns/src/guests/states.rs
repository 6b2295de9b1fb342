//! The life of a guest.

use super::entity::Model;
use contract::campaigns::guests::GuestActKind::{self, CheckIn, Confirm, Decline, FollowUp, Promote, Queue, Tell};
use contract::campaigns::guests::GuestStatus::{self, Attended, Confirmed, Declined, FollowedUp, Invited, Waiting};
use contract::permission::Permission::CampaignRead;
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

const NOT_NOW: Refusal = Refusal::new("guest.not_now", locale::problems::GUEST_NOT_NOW);

impl Flowing for Model {
    type Status = GuestStatus;
    type Act = GuestActKind;

    fn status(&self) -> GuestStatus {
        self.status
    }
}

/// Whoever signs up begins as confirmed or waiting, whoever walks in as attended. Checking in is the door's: it takes whoever comes.
pub(super) const FLOW: Flow<Model> = Flow {
    start: Invited,
    steps: &[
        step(Invited, Confirm, Confirmed, CampaignRead),
        by_system(Invited, Queue, Waiting),
        step(Declined, Confirm, Confirmed, CampaignRead),
        by_system(Declined, Queue, Waiting),
        by_system(Waiting, Promote, Confirmed),
        step(Invited, Decline, Declined, CampaignRead),
        step(Confirmed, Decline, Declined, CampaignRead),
        step(Waiting, Decline, Declined, CampaignRead),
        by_system(Invited, CheckIn, Attended),
        by_system(Confirmed, CheckIn, Attended),
        by_system(Waiting, CheckIn, Attended),
        by_system(Declined, CheckIn, Attended),
        step(Attended, FollowUp, FollowedUp, CampaignRead),
        step(Invited, Tell, Invited, CampaignRead),
        step(Confirmed, Tell, Confirmed, CampaignRead),
        step(Waiting, Tell, Waiting, CampaignRead),
    ],
    not_now: NOT_NOW,
};

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(GuestStatus::ALL, GuestActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_is_let_in_once() {
        let in_from: Vec<_> = FLOW.steps.iter().filter(|row| row.act == CheckIn).map(|row| row.from).collect();
        assert_eq!(in_from, [Invited, Confirmed, Waiting, Declined]);
        assert!(FLOW.steps.iter().filter(|row| row.from == Attended).all(|row| row.act == FollowUp));
        assert!(FLOW.steps.iter().all(|row| row.from != FollowedUp));
    }
}
