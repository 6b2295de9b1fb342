//! The steps of GB/T 19012-2019 as a case went through them: receive, track, acknowledge, assess, investigate, respond, communicate,
//! close; each with its owner, its time and what shows that it was done (CPL-02). Pure.

use super::entity::complaint::Model;
use super::entity::complaint_contact;
use chrono::{DateTime, Utc};
use contract::complaints::contacts::ContactMatter;
use contract::complaints::{ComplaintStatus, Handling, HandlingStep};
use engines::people::Names;
use uuid::Uuid;

/// One step before names are known.
struct Made {
    step: HandlingStep,
    owner: Option<Uuid>,
    due_at: Option<DateTime<Utc>>,
    done_at: Option<DateTime<Utc>>,
    evidence: String,
}

/// The steps with their owners.
pub fn steps(case: &Model, contacts: &[complaint_contact::Model], names: &Names, now: DateTime<Utc>) -> Vec<Handling> {
    let stopped = matches!(case.status, ComplaintStatus::Withdrawn);
    let now = super::clocks::standing(case).unwrap_or(now);
    let shown = |made: Made| Handling {
        late: match (made.due_at, made.done_at) {
            (Some(due), Some(done)) => done > due,
            (Some(due), None) => !stopped && due < now,
            (None, _) => false,
        },
        step: made.step,
        owner: made.owner.map(|id| names.of(id)),
        due_at: made.due_at,
        done_at: made.done_at,
        evidence: made.evidence,
    };
    made(case, contacts).into_iter().map(shown).collect()
}

fn made(case: &Model, contacts: &[complaint_contact::Model]) -> Vec<Made> {
    let told = |matter| contacts.iter().find(move |contact| contact.matter == matter);
    let apology = told(ContactMatter::Apology);
    let last = contacts.iter().rev().find(|contact| contact.matter != ContactMatter::Customer);
    let ended = matches!(case.status, ComplaintStatus::Closed | ComplaintStatus::Withdrawn);
    let made =
        |step, owner: Option<Uuid>, due_at, done_at, evidence: &str| Made { step, owner, due_at, done_at, evidence: evidence.to_owned() };
    let agent = Some(case.agent_id);
    let in_hand = super::contacts::in_hand(case.status);
    vec![
        made(HandlingStep::Receive, agent, None, Some(case.received_at), &case.number),
        made(
            HandlingStep::Track,
            agent,
            case.tell_due_at.filter(|_| in_hand),
            case.closed_at.filter(|_| ended),
            last.map_or("", |contact| contact.text.as_str()),
        ),
        made(
            HandlingStep::Acknowledge,
            agent,
            Some(case.acknowledge_due_at),
            apology.map(|contact| contact.at),
            apology.map_or("", |contact| contact.text.as_str()),
        ),
        made(HandlingStep::Assess, case.manager_id, Some(case.acknowledge_due_at), case.acknowledged_at, ""),
        made(
            HandlingStep::Investigate,
            case.investigator_id,
            Some(case.investigate_due_at),
            case.investigated_at,
            case.findings.as_deref().unwrap_or_default(),
        ),
        made(HandlingStep::Respond, None, case.approve_due_at, case.approved_at, case.measures.as_deref().unwrap_or_default()),
        made(
            HandlingStep::Communicate,
            case.investigator_id.or(agent),
            case.execute_due_at,
            case.executed_at,
            case.result.as_deref().unwrap_or_default(),
        ),
        made(HandlingStep::Close, agent, Some(case.close_due_at), case.closed_at, case.words.as_deref().unwrap_or_default()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::rules::tests::{at, case};

    #[test]
    fn each_step_of_the_standard_has_its_time() {
        let mut investigating = case(ComplaintStatus::Investigating);
        investigating.acknowledged_at = Some(at("2026-11-23T13:00:00+08:00"));
        let late = |now: &str| {
            let steps = steps(&investigating, &[], &Names::default(), at(now));
            assert_eq!(steps.iter().map(|step| step.step).collect::<Vec<_>>(), HandlingStep::ALL);
            steps.into_iter().filter(|step| step.late).map(|step| step.step).collect::<Vec<_>>()
        };
        // Nobody told the customer anything; the manager was an hour late; the remedy is due on the 26th.
        assert_eq!(late("2026-11-23T11:00:00+08:00"), [HandlingStep::Assess]);
        assert_eq!(late("2026-11-26T18:01:00+08:00"), [HandlingStep::Acknowledge, HandlingStep::Assess, HandlingStep::Investigate]);
    }
}
