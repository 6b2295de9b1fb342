//! Due times of complaints in the calendar (DAY-11).

use super::clocks;
use super::entity::complaint::{Column, Entity, Model};
use super::policy;
use super::states::OPEN;
use super::waiting::excerpt;
use contract::calendar::CalendarKind;
use contract::permission::Permission;
use engines::Asking;
use engines::calendar::{Entry, Span, local_date};
use platform::Reply;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Cases that the asker sees whose running clock runs out in these days; they are the investigator's, before that the agent's.
///
/// # Errors
/// Where the database fails.
pub async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    if !asking.actor.may(Permission::ComplaintRead) {
        return Ok(Vec::new());
    }
    let theirs = Condition::any()
        .add(span.of(Column::InvestigatorId))
        .add(Condition::all().add(Column::InvestigatorId.is_null()).add(span.of(Column::AgentId)));
    let rows = Entity::find()
        .filter(policy::visible(asking.actor))
        .filter(theirs)
        .filter(Column::Status.is_in(OPEN))
        .filter(Column::PausedAt.is_null())
        .filter(Column::StepDueAt.gte(span.begins))
        .filter(Column::StepDueAt.lt(span.ends))
        .order_by_asc(Column::StepDueAt)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let offset = asking.state.config.utc_offset_minutes;
    let entry = |case: Model| {
        let (_, due) = clocks::running(&case)?;
        let day = local_date(due, offset);
        Some(Entry {
            kind: CalendarKind::Complaint,
            subject: case.subject(),
            title: excerpt(&case.matter),
            outside: case.number,
            person: Some(case.investigator_id.unwrap_or(case.agent_id)),
            from_on: day,
            to_on: day,
            at: Some(due),
            done: false,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
