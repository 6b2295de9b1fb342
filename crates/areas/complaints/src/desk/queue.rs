//! What waits for somebody, from their open tasks.

use super::rules;
use crate::{cases, corrective_actions, nonconformities, service_requests};
use contract::complaints::desk::{Desk, DeskItem};
use contract::tasks::TaskKind;
use contract::values::SubjectKind;
use engines::{Asking, tasks};
use platform::Reply;
use std::collections::HashMap;
use uuid::Uuid;

const KINDS: [TaskKind; 4] = [TaskKind::Complaint, TaskKind::Escalation, TaskKind::Quality, TaskKind::ServiceRequest];

/// The asker's queue.
pub(super) async fn desk(asking: &Asking<'_>) -> Reply<Desk> {
    let mut waiting = tasks::waiting_for(asking.conn, asking.actor.id).await?;
    waiting.retain(|task| KINDS.contains(&task.kind));
    // A case that waits and was told of above is one thing to do.
    waiting.sort_by_key(|task| (task.subject_id, task.kind == TaskKind::Escalation));
    waiting.dedup_by_key(|task| task.subject_id);
    let of = |kind: SubjectKind| {
        waiting.iter().filter(|task| task.subject_kind == kind.word()).map(|task| task.subject_id).collect::<Vec<Uuid>>()
    };
    let text = |path: &'static str| locale::find(path).map_or("", |key| key.text(asking.language)).to_owned();
    let mut found: HashMap<Uuid, DeskItem> = HashMap::new();
    for one in cases::seen_among(asking.conn, &of(SubjectKind::Complaint), asking.actor).await? {
        let due_at = cases::running_due(&one);
        found.insert(
            one.id,
            DeskItem {
                kind: TaskKind::Complaint,
                subject: one.subject(),
                matter: cases::excerpt(&one.matter),
                state: text(one.status.text_path()),
                severity: Some(one.severity),
                due_at,
                overdue: due_at.is_some_and(|due| due < asking.now),
            },
        );
    }
    for one in service_requests::seen_among(asking.conn, &of(SubjectKind::ServiceRequest), asking.actor).await? {
        found.insert(
            one.id,
            DeskItem {
                kind: TaskKind::ServiceRequest,
                subject: one.subject(),
                matter: cases::excerpt(&one.question),
                state: text(one.status.text_path()),
                severity: None,
                due_at: one.due(),
                overdue: one.due_at < asking.now,
            },
        );
    }
    let quality = [
        nonconformities::states_of(asking, &of(SubjectKind::Nonconformity)).await?,
        corrective_actions::states_of(asking, &of(SubjectKind::CorrectiveAction)).await?,
    ];
    for (subject, state) in quality.concat() {
        let task = waiting.iter().find(|task| task.subject_id == subject.id);
        let due_at = task.and_then(|task| task.due_at);
        let matter = task.map(|task| task.title.clone()).unwrap_or_default();
        let overdue = due_at.is_some_and(|due| due < asking.now);
        found
            .insert(subject.id, DeskItem { kind: TaskKind::Quality, subject, matter, state: text(state), severity: None, due_at, overdue });
    }
    let mut items: Vec<DeskItem> = found.into_values().collect();
    items.sort_by_key(|item| (rules::order(item.due_at, item.severity), item.subject.id));
    let mine: Vec<Uuid> = items.iter().map(|item| item.subject.id).collect();
    Ok(Desk { elsewhere: super::board::elsewhere(asking, &mine).await?, items })
}
