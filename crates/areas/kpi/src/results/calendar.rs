//! Until when one's results may be appealed against, in the calendar (DAY-11).

use super::entity::{Column, Entity, Model};
use contract::calendar::CalendarKind;
use contract::results::ResultStatus;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::calendar::{Entry, Span, local_date};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// The asker's own published results with their last day for an appeal: nobody else can take that step.
pub(crate) async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    if !span.includes(asking.actor.id) {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::PersonId.eq(asking.actor.id))
        .filter(Column::Status.eq(ResultStatus::Published))
        // The last day ends with the moment of the deadline.
        .filter(Column::AppealUntil.gt(span.begins))
        .filter(Column::AppealUntil.lte(span.ends))
        .order_by_asc(Column::AppealUntil)
        .all(asking.conn)
        .await?;
    let offset = asking.state.config.utc_offset_minutes;
    let title = locale::kpi::APPEAL_UNTIL.text(asking.language);
    let entry = |row: Model| {
        let day = local_date(row.appeal_until - chrono::TimeDelta::seconds(1), offset);
        let title = format!("{title} {}", row.month);
        Entry {
            kind: CalendarKind::Kpi,
            subject: Subject { kind: SubjectKind::Kpi, id: row.id, title: title.clone() },
            outside: title.clone(),
            title,
            person: None,
            from_on: day,
            to_on: day,
            at: None,
            done: false,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}
