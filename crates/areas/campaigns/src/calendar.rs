//! Campaigns in the calendar (DAY-11).

use crate::entity::{Column, Entity, Model};
use crate::{policy, queries};
use contract::calendar::CalendarKind;
use contract::campaigns::CampaignStatus;
use contract::permission::Permission;
use engines::Asking;
use engines::calendar::{Entry, Span, local_date};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Campaigns within reach that are held in these days; a plan that was given up is none.
pub(crate) async fn entries(asking: &Asking<'_>, span: &Span) -> Reply<Vec<Entry>> {
    if !asking.actor.may(Permission::CampaignRead) {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(policy::visible(asking.actor))
        .filter(span.of(Column::OwnerId))
        .filter(Column::Status.ne(CampaignStatus::Cancelled))
        .filter(Column::EndsAt.gte(span.begins))
        .filter(Column::StartsAt.lt(span.ends))
        .order_by_asc(Column::StartsAt)
        .limit(Span::MOST)
        .all(asking.conn)
        .await?;
    let offset = asking.state.config.utc_offset_minutes;
    let entry = |row: Model| {
        let (from_on, to_on) = (local_date(row.starts_at, offset), local_date(row.ends_at, offset));
        let subject = queries::subject(&row);
        Entry {
            kind: CalendarKind::Campaign,
            outside: subject.title.clone(),
            subject,
            person: Some(row.owner_id),
            from_on,
            to_on,
            at: (from_on == to_on).then_some(row.starts_at),
            done: matches!(row.status, CampaignStatus::Finished | CampaignStatus::SummedUp),
            title: row.theme,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}
