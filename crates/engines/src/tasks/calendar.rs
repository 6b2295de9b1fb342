//! Due times of one's tasks in the calendar (DAY-11).

use super::entity::{Column, Entity, Model};
use crate::Asking;
use crate::calendar::{Entry, Span, local_date};
use contract::calendar::CalendarKind;
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::{Subject, SubjectKind};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Their areas show these days themselves.
const SHOWN_BY_AREAS: [TaskKind; 2] = [TaskKind::FollowUp, TaskKind::Complaint];

/// The asker's own open tasks that are due in these days; what others have to do is theirs.
///
/// # Errors
/// Where the database fails.
pub async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    if !span.includes(asking.actor.id) {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::PersonId.eq(asking.actor.id))
        .filter(Column::Status.eq(TaskStatus::Open))
        .filter(Column::Kind.is_not_in(SHOWN_BY_AREAS))
        .filter(Column::DueAt.gte(span.begins))
        .filter(Column::DueAt.lt(span.ends))
        .order_by_asc(Column::SortAt)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let offset = asking.state.config.utc_offset_minutes;
    let entry = |row: Model| {
        let due = row.due_at?;
        let day = local_date(due, offset);
        let kind = row.subject_kind.parse().unwrap_or(SubjectKind::Task);
        Some(Entry {
            kind: CalendarKind::Task,
            subject: Subject { kind, id: row.subject_id, title: row.subject_title },
            // Titles of tasks may name customers.
            outside: locale::find(row.kind.text_path()).map_or(row.kind.word(), |key| key.text(asking.language)).to_owned(),
            title: row.title,
            person: None,
            from_on: day,
            to_on: day,
            at: Some(due),
            done: false,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
