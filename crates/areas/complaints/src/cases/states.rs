//! Which step may follow which, and who takes it (CPL-14). A status is only ever written from a step of this table.

use super::entity::complaint::Model;
use super::policy::{beyond_feedback, beyond_withdrawal, concerned, not_executing, not_investigating, not_pausing, not_resuming};
use contract::complaints::ComplaintActKind::{
    self, Accept, Approve, Assign, CarryOut, Close, Dispute, Escalate, Follow, Lapse, Merge, Pause, Propose, Recuse, Reopen, Resume,
    Return, Split, Submit, Withdraw,
};
use contract::complaints::ComplaintStatus::{
    self, Approving, AwaitingFeedback, Closed, Executing, Investigating, Merged, Received, RemedyProposed, Withdrawn,
};
use contract::permission::Permission::{
    ComplaintAssign as ASSIGN, ComplaintExecute as EXECUTE, ComplaintFeedback as FEEDBACK, ComplaintInvestigate as INVESTIGATE,
    ComplaintWithdraw as WITHDRAW,
};
use platform::Refusal;
use platform::flow::{Flow, Flowing, by_system, step};

pub const NOT_NOW: Refusal = Refusal::new("complaint.not_now", locale::problems::COMPLAINT_NOT_NOW);

impl Flowing for Model {
    type Status = ComplaintStatus;
    type Act = ComplaintActKind;

    fn status(&self) -> ComplaintStatus {
        self.status
    }
}

/// The life of a complaint.
pub const FLOW: Flow<Model> = Flow {
    start: Received,
    steps: &[
        step(Received, Assign, Investigating, ASSIGN).unless(concerned),
        step(Investigating, Propose, RemedyProposed, INVESTIGATE).unless(not_investigating),
        step(RemedyProposed, Propose, RemedyProposed, INVESTIGATE).unless(not_investigating),
        // Another remedy than the one that waits or was approved: that approval is void (DAY-01).
        step(Approving, Propose, RemedyProposed, INVESTIGATE).unless(not_investigating),
        step(Executing, Propose, RemedyProposed, INVESTIGATE).unless(not_investigating),
        step(RemedyProposed, Submit, Approving, INVESTIGATE).unless(not_investigating),
        by_system(Approving, Approve, Executing),
        by_system(Approving, Return, Investigating),
        step(Executing, CarryOut, AwaitingFeedback, EXECUTE).unless(not_executing),
        step(AwaitingFeedback, Close, Closed, FEEDBACK).unless(beyond_feedback),
        step(AwaitingFeedback, Reopen, Investigating, FEEDBACK).unless(beyond_feedback),
        step(Received, Withdraw, Withdrawn, WITHDRAW).unless(beyond_withdrawal),
        step(Investigating, Withdraw, Withdrawn, WITHDRAW).unless(beyond_withdrawal),
        step(RemedyProposed, Withdraw, Withdrawn, WITHDRAW).unless(beyond_withdrawal),
        step(Approving, Withdraw, Withdrawn, WITHDRAW).unless(beyond_withdrawal),
        step(Investigating, Pause, Investigating, EXECUTE).unless(not_pausing),
        step(RemedyProposed, Pause, RemedyProposed, EXECUTE).unless(not_pausing),
        step(Executing, Pause, Executing, EXECUTE).unless(not_pausing),
        step(Investigating, Resume, Investigating, EXECUTE).unless(not_resuming),
        step(RemedyProposed, Resume, RemedyProposed, EXECUTE).unless(not_resuming),
        step(Executing, Resume, Executing, EXECUTE).unless(not_resuming),
        by_system(Received, Escalate, Received),
        by_system(Investigating, Escalate, Investigating),
        by_system(RemedyProposed, Escalate, RemedyProposed),
        by_system(Approving, Escalate, Approving),
        by_system(Executing, Escalate, Executing),
        by_system(AwaitingFeedback, Escalate, AwaitingFeedback),
        by_system(AwaitingFeedback, Lapse, Closed),
        // By the customer, through their own page or the survey.
        by_system(AwaitingFeedback, Accept, Closed),
        by_system(AwaitingFeedback, Dispute, Investigating),
        // The same matter from many customers: these follow the case that is worked on (CPL-09).
        step(Received, Merge, Merged, ASSIGN).unless(concerned),
        step(Investigating, Merge, Merged, ASSIGN).unless(concerned),
        step(RemedyProposed, Merge, Merged, ASSIGN).unless(concerned),
        step(Merged, Split, Received, ASSIGN).unless(concerned),
        by_system(Merged, Follow, AwaitingFeedback),
        by_system(Merged, Escalate, Merged),
        // Another person is complained about: who investigated may do so no more, and signers are asked anew (CPL-03).
        by_system(Investigating, Recuse, Received),
        by_system(RemedyProposed, Recuse, Received),
        by_system(Approving, Recuse, RemedyProposed),
    ],
    not_now: NOT_NOW,
};

/// States in which somebody still has something to do.
pub const OPEN: [ComplaintStatus; 7] = [Received, Investigating, RemedyProposed, Approving, Executing, AwaitingFeedback, Merged];

/// The table as a mermaid diagram.
pub fn diagram() -> String {
    FLOW.diagram()
}

/// Every state × action with its outcome.
pub fn matrix() -> String {
    FLOW.matrix(ComplaintStatus::ALL, ComplaintActKind::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CPL-14: every state × action. What shows a dash is refused for everybody.
    const MATRIX: &str = "\
received             assign       investigating [complaint.assign]
received             propose      -
received             submit       -
received             approve      -
received             return       -
received             carry_out    -
received             close        -
received             reopen       -
received             withdraw     withdrawn [complaint.withdraw]
received             pause        -
received             resume       -
received             escalate     received [system]
received             lapse        -
received             merge        merged [complaint.assign]
received             split        -
received             follow       -
received             accept       -
received             dispute      -
received             recuse       -
investigating        assign       -
investigating        propose      remedy_proposed [complaint.investigate]
investigating        submit       -
investigating        approve      -
investigating        return       -
investigating        carry_out    -
investigating        close        -
investigating        reopen       -
investigating        withdraw     withdrawn [complaint.withdraw]
investigating        pause        investigating [complaint.execute]
investigating        resume       investigating [complaint.execute]
investigating        escalate     investigating [system]
investigating        lapse        -
investigating        merge        merged [complaint.assign]
investigating        split        -
investigating        follow       -
investigating        accept       -
investigating        dispute      -
investigating        recuse       received [system]
remedy_proposed      assign       -
remedy_proposed      propose      remedy_proposed [complaint.investigate]
remedy_proposed      submit       approving [complaint.investigate]
remedy_proposed      approve      -
remedy_proposed      return       -
remedy_proposed      carry_out    -
remedy_proposed      close        -
remedy_proposed      reopen       -
remedy_proposed      withdraw     withdrawn [complaint.withdraw]
remedy_proposed      pause        remedy_proposed [complaint.execute]
remedy_proposed      resume       remedy_proposed [complaint.execute]
remedy_proposed      escalate     remedy_proposed [system]
remedy_proposed      lapse        -
remedy_proposed      merge        merged [complaint.assign]
remedy_proposed      split        -
remedy_proposed      follow       -
remedy_proposed      accept       -
remedy_proposed      dispute      -
remedy_proposed      recuse       received [system]
approving            assign       -
approving            propose      remedy_proposed [complaint.investigate]
approving            submit       -
approving            approve      executing [system]
approving            return       investigating [system]
approving            carry_out    -
approving            close        -
approving            reopen       -
approving            withdraw     withdrawn [complaint.withdraw]
approving            pause        -
approving            resume       -
approving            escalate     approving [system]
approving            lapse        -
approving            merge        -
approving            split        -
approving            follow       -
approving            accept       -
approving            dispute      -
approving            recuse       remedy_proposed [system]
executing            assign       -
executing            propose      remedy_proposed [complaint.investigate]
executing            submit       -
executing            approve      -
executing            return       -
executing            carry_out    awaiting_feedback [complaint.execute]
executing            close        -
executing            reopen       -
executing            withdraw     -
executing            pause        executing [complaint.execute]
executing            resume       executing [complaint.execute]
executing            escalate     executing [system]
executing            lapse        -
executing            merge        -
executing            split        -
executing            follow       -
executing            accept       -
executing            dispute      -
executing            recuse       -
awaiting_feedback    assign       -
awaiting_feedback    propose      -
awaiting_feedback    submit       -
awaiting_feedback    approve      -
awaiting_feedback    return       -
awaiting_feedback    carry_out    -
awaiting_feedback    close        closed [complaint.feedback]
awaiting_feedback    reopen       investigating [complaint.feedback]
awaiting_feedback    withdraw     -
awaiting_feedback    pause        -
awaiting_feedback    resume       -
awaiting_feedback    escalate     awaiting_feedback [system]
awaiting_feedback    lapse        closed [system]
awaiting_feedback    merge        -
awaiting_feedback    split        -
awaiting_feedback    follow       -
awaiting_feedback    accept       closed [system]
awaiting_feedback    dispute      investigating [system]
awaiting_feedback    recuse       -
closed               assign       -
closed               propose      -
closed               submit       -
closed               approve      -
closed               return       -
closed               carry_out    -
closed               close        -
closed               reopen       -
closed               withdraw     -
closed               pause        -
closed               resume       -
closed               escalate     -
closed               lapse        -
closed               merge        -
closed               split        -
closed               follow       -
closed               accept       -
closed               dispute      -
closed               recuse       -
withdrawn            assign       -
withdrawn            propose      -
withdrawn            submit       -
withdrawn            approve      -
withdrawn            return       -
withdrawn            carry_out    -
withdrawn            close        -
withdrawn            reopen       -
withdrawn            withdraw     -
withdrawn            pause        -
withdrawn            resume       -
withdrawn            escalate     -
withdrawn            lapse        -
withdrawn            merge        -
withdrawn            split        -
withdrawn            follow       -
withdrawn            accept       -
withdrawn            dispute      -
withdrawn            recuse       -
merged               assign       -
merged               propose      -
merged               submit       -
merged               approve      -
merged               return       -
merged               carry_out    -
merged               close        -
merged               reopen       -
merged               withdraw     -
merged               pause        -
merged               resume       -
merged               escalate     merged [system]
merged               lapse        -
merged               merge        -
merged               split        received [complaint.assign]
merged               follow       awaiting_feedback [system]
merged               accept       -
merged               dispute      -
merged               recuse       -
";

    #[test]
    fn no_other_jump_is_possible() {
        assert_eq!(FLOW.matrix(ComplaintStatus::ALL, ComplaintActKind::ALL), MATRIX);
    }

    #[test]
    fn a_state_is_open_until_nothing_follows() {
        for status in ComplaintStatus::ALL {
            assert_eq!(OPEN.contains(status), FLOW.steps.iter().any(|row| row.from == *status), "{status}");
        }
    }
}
