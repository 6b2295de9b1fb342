//! Tasks that are due in a period, by how far they are, in the dashboard (DAY-13).

use super::entity::{Column, Entity};
use super::policy::visible;
use contract::assignments::AssignmentStatus;
use contract::dashboard::{Panel, PanelShape};
use engines::Asking;
use engines::panels::{Period, grouped, slice};
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
    let status = |status: &AssignmentStatus| {
        let value = statuses.iter().find(|(held, _)| held == status).map_or(0, |(_, n)| *n);
        let label = locale::find(status.text_path()).map_or(status.word(), |key| key.text(asking.language));
        slice(label, value, "/tasks", &[format!("filter[status]=eq:{status}"), when.clone()])
    };
    Ok(vec![Panel { key: "tasks_status".into(), shape: PanelShape::Bars, slices: AssignmentStatus::ALL.iter().map(status).collect() }])
}
