//! What waits for the asker in the dashboard (DAY-13): decisions, and work that is late.

use super::entity::{Column, Entity};
use crate::Asking;
use crate::approvals::in_inbox;
use crate::panels::{grouped, slice};
use contract::dashboard::{Panel, PanelShape, Slice};
use contract::tasks::{TaskKind, TaskStatus};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

const PATH: &str = "/inbox/tasks";
const LATE: &str = "filter[deadline]=lt:now";

/// Where nothing waits there is no panel. They tell of now, whatever the period.
///
/// # Errors
/// Where the database fails.
pub async fn panels(asking: &Asking<'_>) -> Reply<Vec<Panel>> {
    let open =
        Entity::find().filter(in_inbox(asking.conn, asking.actor.id, asking.today).await?).filter(Column::Status.eq(TaskStatus::Open));
    let late = open.clone().filter(Column::DueAt.lt(asking.now));
    let late: Vec<(TaskKind, i64)> = grouped(asking.conn, late, Column::Kind).await?;
    let decisions = open.filter(Column::Kind.eq(TaskKind::Approval)).count(asking.conn).await?;
    let of = |kind: TaskKind| late.iter().find(|(held, _)| *held == kind).map_or(0, |(_, n)| *n);
    let filters = |kind: TaskKind| vec!["filter[status]=eq:open".to_owned(), format!("filter[kind]=eq:{kind}")];
    let too_late = |kind: TaskKind| [filters(kind), vec![LATE.to_owned()]].concat();
    let mut panels = Vec::new();
    if decisions > 0 {
        let all = i64::try_from(decisions).unwrap_or(i64::MAX);
        let slices = vec![
            slice(locale::words::APPROVALS_WAITING_ALL.text(asking.language), all, PATH, &filters(TaskKind::Approval)),
            slice(locale::words::APPROVALS_WAITING_LATE.text(asking.language), of(TaskKind::Approval), PATH, &too_late(TaskKind::Approval)),
        ];
        panels.push(Panel { key: "approvals_waiting".into(), shape: PanelShape::Bars, slices });
    }
    let told = |kind: TaskKind| locale::find(kind.text_path()).map_or(kind.word(), |key| key.text(asking.language));
    let work = |kind: &TaskKind| -> Option<Slice> {
        let n = of(*kind);
        (n > 0 && *kind != TaskKind::Approval).then(|| slice(told(*kind), n, PATH, &too_late(*kind)))
    };
    let slices: Vec<Slice> = TaskKind::ALL.iter().filter_map(work).collect();
    if !slices.is_empty() {
        panels.push(Panel { key: "work_overdue".into(), shape: PanelShape::Bars, slices });
    }
    Ok(panels)
}
