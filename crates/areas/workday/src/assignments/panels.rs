//! Tasks that are due in a period, by how far they are, in the dashboard (DAY-13).

use super::entity::{Column, Entity};
use super::policy::visible;
use contract::assignments::AssignmentStatus;
use contract::dashboard::{Panel, PanelShape};
use engines::Asking;
use engines::panels::{Period, by_word, grouped, slice};
use engines::people::Names;
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// People in one panel.
const MOST: usize = 10;

/// Those that the asker sees; where there is none there is no panel.
pub(crate) async fn panels(asking: &Asking<'_>, period: &Period) -> Reply<Vec<Panel>> {
    let due = Entity::find()
        .filter(visible(asking.actor, asking.today))
        .filter(Column::SortAt.gte(period.begins()))
        .filter(Column::SortAt.lt(period.ends()));
    let mut panels = overdue(asking).await?;
    let statuses: Vec<(AssignmentStatus, i64)> = grouped(asking.conn, due, Column::Status).await?;
    if statuses.is_empty() {
        return Ok(panels);
    }
    let when = period.filter("due_at");
    let filters = |status| vec![format!("filter[status]=eq:{status}"), when.clone()];
    let slices = by_word(asking, AssignmentStatus::ALL, AssignmentStatus::text_path, &statuses, "/tasks", filters);
    panels.push(Panel { key: "tasks_status".into(), shape: PanelShape::Bars, slices });
    Ok(panels)
}

/// Open tasks past their time, by who has them, now; one's own alone are in the panel of what waits for oneself.
async fn overdue(asking: &Asking<'_>) -> Reply<Vec<Panel>> {
    let late = Entity::find()
        .filter(visible(asking.actor, asking.today))
        .filter(Column::Status.eq(AssignmentStatus::Open))
        .filter(Column::DueAt.lt(asking.now));
    let mut owners: Vec<(Uuid, i64)> = grouped(asking.conn, late, Column::OwnerId).await?;
    if owners.iter().all(|(owner, _)| *owner == asking.actor.id) {
        return Ok(Vec::new());
    }
    owners.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
    owners.truncate(MOST);
    let names = Names::load(asking.conn, owners.iter().map(|(id, _)| *id)).await?;
    let late = |id: Uuid| vec![format!("filter[owner]=eq:{id}"), "filter[status]=eq:open".to_owned(), "filter[due_at]=lt:now".to_owned()];
    let slices = owners.iter().map(|(id, n)| slice(names.of(*id).name, *n, "/tasks", &late(*id))).collect();
    Ok(vec![Panel { key: "tasks_overdue_owner".into(), shape: PanelShape::Bars, slices }])
}
