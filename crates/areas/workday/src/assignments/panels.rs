//! Tasks that are due in a period, by how far they are, in the dashboard (DAY-13).

use super::entity::{Column, Entity};
use super::policy::visible;
use contract::assignments::AssignmentStatus;
use contract::dashboard::{Panel, PanelShape};
use engines::Asking;
use engines::panels::{Period, by_word, grouped};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Those that the asker sees; where there is none there is no panel.
pub(crate) async fn panels(asking: &Asking<'_>, period: &Period) -> Reply<Vec<Panel>> {
    let due = Entity::find()
        .filter(visible(asking.actor, asking.today))
        .filter(Column::SortAt.gte(period.begins()))
        .filter(Column::SortAt.lt(period.ends()));
    let statuses: Vec<(AssignmentStatus, i64)> = grouped(asking.conn, due, Column::Status).await?;
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    let when = period.filter("due_at");
    let filters = |status| vec![format!("filter[status]=eq:{status}"), when.clone()];
    let slices = by_word(asking, AssignmentStatus::ALL, AssignmentStatus::text_path, &statuses, "/tasks", filters);
    Ok(vec![Panel { key: "tasks_status".into(), shape: PanelShape::Bars, slices }])
}
