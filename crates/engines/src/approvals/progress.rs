//! Which signers of a step are asked now, and whether the step is done: pure.

use super::entity::approval_signer::Model as Signer;
use contract::approvals::flow::StepMode;
use contract::approvals::{SignerOrigin as Origin, SignerStatus as Status};
use uuid::Uuid;

/// Where a step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Who is to be asked now.
    pub open: Vec<Uuid>,
    pub done: bool,
}

/// Works out where a step stands from its signers of the present round.
///
/// Signers of the flow stand side by side. Who was added before somebody, or entrusted by them, answers first; who was added after
/// them, next; who was asked because of a time-out may answer instead of them.
pub(crate) fn progress(mode: StepMode, signers: &[Signer]) -> Progress {
    let tops: Vec<&Signer> = signers.iter().filter(|s| s.parent_id.is_none() && counts(s)).collect();
    let finished = |signer: &&&Signer| is_finished(signer, signers);
    let done = match mode {
        StepMode::Any => tops.iter().any(|s| finished(&s)),
        StepMode::All | StepMode::InOrder => !tops.is_empty() && tops.iter().all(|s| finished(&s)),
    };
    let mut open = Vec::new();
    if !done {
        let asked: Vec<&&Signer> = match mode {
            StepMode::InOrder => {
                let mut ordered: Vec<&&Signer> = tops.iter().filter(|s| !finished(s)).collect();
                ordered.sort_by_key(|s| s.position);
                ordered.into_iter().take(1).collect()
            }
            StepMode::Any | StepMode::All => tops.iter().collect(),
        };
        asked.into_iter().for_each(|top| visit(top, signers, &mut open));
    }
    Progress { open, done }
}

/// Neither given away nor taken out.
fn counts(signer: &Signer) -> bool {
    !matches!(signer.status, Status::Transferred | Status::Removed | Status::Closed)
}

fn children<'a>(of: &Signer, signers: &'a [Signer], origins: &'static [Origin]) -> impl Iterator<Item = &'a Signer> + use<'a> {
    let id = of.id;
    signers.iter().filter(move |s| s.parent_id == Some(id) && counts(s) && origins.contains(&s.origin))
}

fn is_finished(signer: &Signer, signers: &[Signer]) -> bool {
    let own = match signer.status {
        Status::Approved => children(signer, signers, &[Origin::After]).all(|after| is_finished(after, signers)),
        Status::Answered => true,
        _ => false,
    };
    own || children(signer, signers, &[Origin::Escalated]).any(|instead| is_finished(instead, signers))
}

fn visit(signer: &Signer, signers: &[Signer], open: &mut Vec<Uuid>) {
    match signer.status {
        Status::Approved => children(signer, signers, &[Origin::After]).for_each(|after| visit(after, signers, open)),
        Status::Waiting | Status::Open => {
            let mut first =
                children(signer, signers, &[Origin::Before, Origin::Entrusted]).filter(|before| !is_finished(before, signers)).peekable();
            if first.peek().is_none() {
                open.push(signer.id);
            }
            first.for_each(|before| visit(before, signers, open));
            children(signer, signers, &[Origin::Escalated]).for_each(|instead| visit(instead, signers, open));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn signer(n: u128, parent: Option<u128>, origin: Origin, status: Status) -> Signer {
        Signer {
            id: id(n),
            version: 1,
            approval_id: Uuid::nil(),
            step_id: Uuid::nil(),
            round: 1,
            position: i32::try_from(n).unwrap(),
            person_id: id(n),
            parent_id: parent.map(id),
            origin,
            status,
            asked_at: None,
            decided_by: None,
            decided_at: None,
            remark: String::new(),
            added_by: None,
        }
    }

    fn flow(n: u128, status: Status) -> Signer {
        signer(n, None, Origin::Flow, status)
    }

    fn at(mode: StepMode, signers: &[Signer]) -> (Vec<u128>, bool) {
        let found = progress(mode, signers);
        (found.open.iter().map(|id| id.as_u128()).collect(), found.done)
    }

    #[test]
    fn any_all_and_in_order() {
        let one = [flow(1, Status::Approved), flow(2, Status::Open)];
        assert_eq!(at(StepMode::Any, &one), (vec![], true));
        assert_eq!(at(StepMode::All, &one), (vec![2], false));
        let none = [flow(1, Status::Waiting), flow(2, Status::Waiting)];
        assert_eq!(at(StepMode::Any, &none), (vec![1, 2], false));
        assert_eq!(at(StepMode::All, &none), (vec![1, 2], false));
        assert_eq!(at(StepMode::InOrder, &none), (vec![1], false));
        assert_eq!(at(StepMode::InOrder, &one), (vec![2], false));
        let both = [flow(1, Status::Approved), flow(2, Status::Approved)];
        assert_eq!(at(StepMode::All, &both), (vec![], true));
    }

    #[test]
    fn who_was_added_before_answers_first() {
        let mut step = vec![flow(1, Status::Open), signer(2, Some(1), Origin::Before, Status::Waiting)];
        assert_eq!(at(StepMode::All, &step), (vec![2], false));
        step[1].status = Status::Approved;
        assert_eq!(at(StepMode::All, &step), (vec![1], false));
        step[0].status = Status::Approved;
        assert_eq!(at(StepMode::All, &step), (vec![], true));
    }

    #[test]
    fn who_was_added_after_is_asked_next_and_the_step_waits_for_them() {
        let mut step = vec![flow(1, Status::Open), signer(2, Some(1), Origin::After, Status::Waiting)];
        assert_eq!(at(StepMode::Any, &step), (vec![1], false));
        step[0].status = Status::Approved;
        assert_eq!(at(StepMode::Any, &step), (vec![2], false));
        step[1].status = Status::Removed;
        assert_eq!(at(StepMode::Any, &step), (vec![], true));
    }

    #[test]
    fn an_opinion_leaves_the_decision_where_it_was() {
        let mut step = vec![flow(1, Status::Open), signer(2, Some(1), Origin::Entrusted, Status::Open)];
        assert_eq!(at(StepMode::All, &step), (vec![2], false));
        step[1].status = Status::Answered;
        assert_eq!(at(StepMode::All, &step), (vec![1], false), "an answer alone approves nothing");
    }

    #[test]
    fn the_superior_of_a_late_signer_may_answer_instead() {
        let mut step = vec![flow(1, Status::Open), flow(3, Status::Approved), signer(2, Some(1), Origin::Escalated, Status::Waiting)];
        assert_eq!(at(StepMode::All, &step), (vec![1, 2], false));
        step[2].status = Status::Approved;
        assert_eq!(at(StepMode::All, &step), (vec![], true));
    }

    #[test]
    fn a_step_whose_signers_all_left_is_not_done() {
        let gone = [flow(1, Status::Transferred), flow(2, Status::Removed)];
        for mode in StepMode::ALL {
            assert_eq!(at(*mode, &gone), (vec![], false), "{mode}");
        }
    }
}
