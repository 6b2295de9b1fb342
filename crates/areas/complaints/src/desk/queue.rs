//! What waits for somebody, from their open tasks.

use super::rules;
use crate::cases::entity::complaint::Model;
use crate::{cases, corrective_actions, investigation, nonconformities, service_requests};
use contract::approvals::ApprovalKind;
use contract::complaints::desk::{Desk, DeskItem};
use contract::tasks::TaskKind;
use contract::values::{Subject, SubjectKind};
use engines::tasks::entity::Model as Task;
use engines::{Asking, approvals, tasks};
use platform::Reply;
use std::collections::HashSet;
use uuid::Uuid;

const KINDS: [TaskKind; 7] = [
    TaskKind::Complaint,
    TaskKind::Escalation,
    TaskKind::Progress,
    TaskKind::Inquiry,
    TaskKind::Approval,
    TaskKind::Quality,
    TaskKind::ServiceRequest,
];

/// The asker's queue.
pub(super) async fn desk(asking: &Asking<'_>) -> Reply<Desk> {
    let mut waiting = tasks::waiting_for(asking.conn, asking.actor.id).await?;
    waiting.retain(|task| KINDS.contains(&task.kind));
    // A case that waits and was told of above is one thing to do; to tell its customer something is another.
    waiting.sort_by_key(|task| (task.subject_id, task.kind == TaskKind::Progress, task.kind == TaskKind::Escalation));
    waiting.dedup_by_key(|task| (task.subject_id, task.kind == TaskKind::Progress));
    let mut items = of_cases(asking, &waiting).await?;
    items.extend(of_requests(asking, &waiting).await?);
    items.extend(of_quality(asking, &waiting).await?);
    items.extend(of_inquiries(asking, &waiting).await?);
    items.extend(of_approvals(asking, &waiting).await?);
    items.sort_by_key(|item| (rules::order(item.due_at, item.severity), item.subject.id, item.kind == TaskKind::Progress));
    let mine: Vec<Uuid> = items.iter().map(|item| item.subject.id).collect();
    Ok(Desk { elsewhere: super::board::elsewhere(asking, &mine).await?, items })
}

fn about(waiting: &[Task], kind: SubjectKind) -> Vec<Uuid> {
    let ids: HashSet<Uuid> = waiting.iter().filter(|task| task.subject_kind == kind.word()).map(|task| task.subject_id).collect();
    ids.into_iter().collect()
}

fn word(asking: &Asking<'_>, path: &'static str) -> String {
    locale::find(path).map_or("", |key| key.text(asking.language)).to_owned()
}

/// Cases whose step is the asker's, and customers who must hear of progress or wrote something (CPL-05).
async fn of_cases(asking: &Asking<'_>, waiting: &[Task]) -> Reply<Vec<DeskItem>> {
    let cases = cases::seen_among(asking.conn, &about(waiting, SubjectKind::Complaint), asking.actor).await?;
    let item = |task: &Task| {
        let case: &Model = cases.iter().find(|case| case.id == task.subject_id)?;
        let telling = task.kind == TaskKind::Progress;
        let due_at = if telling { case.tell_due_at } else { cases::running_due(case) };
        Some(DeskItem {
            kind: if telling { TaskKind::Progress } else { TaskKind::Complaint },
            subject: case.subject(),
            matter: if telling { task.title.clone() } else { cases::excerpt(&case.matter) },
            state: word(asking, case.status.text_path()),
            severity: Some(case.severity),
            due_at,
            overdue: due_at.is_some_and(|due| due < asking.now),
        })
    };
    Ok(waiting.iter().filter(|task| task.subject_kind == SubjectKind::Complaint.word()).filter_map(item).collect())
}

async fn of_requests(asking: &Asking<'_>, waiting: &[Task]) -> Reply<Vec<DeskItem>> {
    let seen = service_requests::seen_among(asking.conn, &about(waiting, SubjectKind::ServiceRequest), asking.actor).await?;
    let item = |one: service_requests::entity::Model| DeskItem {
        kind: TaskKind::ServiceRequest,
        subject: one.subject(),
        matter: cases::excerpt(&one.question),
        state: word(asking, one.status.text_path()),
        severity: None,
        due_at: one.due(),
        overdue: one.due_at < asking.now,
    };
    Ok(seen.into_iter().map(item).collect())
}

async fn of_quality(asking: &Asking<'_>, waiting: &[Task]) -> Reply<Vec<DeskItem>> {
    let found = [
        nonconformities::states_of(asking, &about(waiting, SubjectKind::Nonconformity)).await?,
        corrective_actions::states_of(asking, &about(waiting, SubjectKind::CorrectiveAction)).await?,
    ];
    let item = |(subject, state): (Subject, &'static str)| {
        let task = waiting.iter().find(|task| task.subject_id == subject.id)?;
        Some(asked(asking, task, subject, word(asking, state)))
    };
    Ok(found.concat().into_iter().filter_map(item).collect())
}

/// Questions to the asker's department: they see them, whether or not they see the case (CPL-03).
async fn of_inquiries(asking: &Asking<'_>, waiting: &[Task]) -> Reply<Vec<DeskItem>> {
    let open = investigation::open_of(asking.conn, &about(waiting, SubjectKind::ComplaintInquiry), asking.actor.id).await?;
    let item = |subject: Subject| {
        let task = waiting.iter().find(|task| task.subject_id == subject.id)?;
        Some(asked(asking, task, subject, locale::desk::WAITS_FOR_ANSWER.text(asking.language).to_owned()))
    };
    Ok(open.into_iter().filter_map(item).collect())
}

/// Remedies that the asker signs (CPL-04); what else they sign waits elsewhere.
async fn of_approvals(asking: &Asking<'_>, waiting: &[Task]) -> Reply<Vec<DeskItem>> {
    let remedies = approvals::of_kind(asking.conn, &about(waiting, SubjectKind::Approval), ApprovalKind::Remedy).await?;
    let of = waiting.iter().filter(|task| task.kind == TaskKind::Approval && remedies.contains(&task.subject_id));
    let item = |task: &Task| {
        let subject = Subject { kind: SubjectKind::Approval, id: task.subject_id, title: task.subject_title.clone() };
        asked(asking, task, subject, locale::desk::WAITS_FOR_SIGNATURE.text(asking.language).to_owned())
    };
    Ok(of.map(item).collect())
}

/// What is known of it is what its task says.
fn asked(asking: &Asking<'_>, task: &Task, subject: Subject, state: String) -> DeskItem {
    let overdue = task.due_at.is_some_and(|due| due < asking.now);
    DeskItem { kind: task.kind, subject, matter: task.title.clone(), state, severity: None, due_at: task.due_at, overdue }
}
