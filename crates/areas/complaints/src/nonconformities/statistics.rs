//! Nonconformities of some days by stage, cause and department (CPL-07).

use super::entity::{Column, Entity};
use super::queries::visible;
use crate::figures::{Days, by_text, named};
use contract::complaints::nonconformities::{NonconformityStatistics, WorkStage};
use contract::dashboard::{Panel, PanelShape};
use engines::Asking;
use engines::panels::{grouped, slice};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

const PATH: &str = "/nonconformities";

/// The figures within the asker's reach; what was cancelled is none.
pub(super) async fn statistics(asking: &Asking<'_>, days: &Days) -> Reply<NonconformityStatistics> {
    use contract::complaints::nonconformities::NonconformityStatus::Cancelled;
    let period = days.period;
    let some = Entity::find()
        .filter(visible(asking.actor))
        .filter(Column::Status.ne(Cancelled))
        .filter(Column::CreatedAt.gte(period.begins()))
        .filter(Column::CreatedAt.lt(period.ends()));
    let only = [period.filter("created_at"), format!("filter[status]=ne:{Cancelled}")];
    let filters = |own: String| [vec![own], only.to_vec()].concat();
    let mut stages: Vec<(WorkStage, i64)> = grouped(asking.conn, some.clone(), Column::Stage).await?;
    stages.sort_by_key(|(stage, n)| (std::cmp::Reverse(*n), *stage));
    let stages = stages.iter().map(|(stage, n)| {
        let label = locale::find(stage.text_path()).map_or(stage.word(), |key| key.text(asking.language));
        slice(label, *n, PATH, &filters(format!("filter[stage]=eq:{stage}")))
    });
    let stages = stages.collect();
    let causes: Vec<(String, String)> =
        some.clone().select_only().columns([Column::CauseKey, Column::Cause]).into_tuple().all(asking.conn).await?;
    let causes = by_text(causes, asking.language);
    let causes =
        causes.iter().map(|one| slice(one.label.clone(), one.count, PATH, &filters(format!("filter[cause]=eq:{}", one.encoded()))));
    let causes = causes.collect();
    let units = organisation::unit_names(asking.conn).await?;
    let mut departments: Vec<(Option<Uuid>, i64)> = grouped(asking.conn, some, Column::DepartmentId).await?;
    departments.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
    let departments = departments.iter().map(|(id, n)| {
        let own = id.map_or_else(|| "filter[department]=null:true".to_owned(), |id| format!("filter[department]=eq:{id}"));
        slice(named(*id, &units, asking.language), *n, PATH, &filters(own))
    });
    let departments = departments.collect();
    let panel = |key: &str, slices| Panel { key: key.to_owned(), shape: PanelShape::Pareto, slices };
    let panels =
        vec![panel("nonconformity_stage", stages), panel("nonconformity_cause", causes), panel("nonconformity_department", departments)];
    Ok(NonconformityStatistics { from: period.from, to: period.to, panels })
}
