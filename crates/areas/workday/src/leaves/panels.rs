//! Leaves that begin in a period, by kind, in the dashboard (DAY-13).

use super::entity::{Column, Entity};
use super::queries::visible;
use contract::dashboard::{Panel, PanelShape};
use contract::leaves::{LeaveKind, LeaveStatus};
use engines::Asking;
use engines::panels::{Period, by_word, grouped};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// The approved ones that the asker sees; where there is none there is no panel.
pub(crate) async fn panels(asking: &Asking<'_>, period: &Period) -> Reply<Vec<Panel>> {
    let approved = [LeaveStatus::Approved, LeaveStatus::Running, LeaveStatus::Over];
    let within = Entity::find()
        .filter(visible(asking.actor))
        .filter(Column::Status.is_in(approved))
        .filter(Column::FromOn.gte(period.from))
        .filter(Column::FromOn.lte(period.to));
    let kinds: Vec<(LeaveKind, i64)> = grouped(asking.conn, within, Column::Kind).await?;
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let filters = |kind| {
        vec![
            format!("filter[kind]=eq:{kind}"),
            "filter[status]=in:approved,running,over".to_owned(),
            format!("filter[from_on]=ge:{}", period.from),
            format!("filter[from_on]=le:{}", period.to),
        ]
    };
    let slices = by_word(asking, LeaveKind::ALL, LeaveKind::text_path, &kinds, "/leaves", filters);
    Ok(vec![Panel { key: "leaves_kind".into(), shape: PanelShape::Bars, slices }])
}
