//! Leaves that begin in a period, by kind, in the dashboard (DAY-13).

use super::entity::{Column, Entity};
use super::queries::visible;
use contract::dashboard::{Panel, PanelShape};
use contract::leaves::{LeaveKind, LeaveStatus};
use engines::Asking;
use engines::panels::{Period, grouped, slice};
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
    let kind = |kind: &LeaveKind| {
        let value = kinds.iter().find(|(held, _)| held == kind).map_or(0, |(_, n)| *n);
        let label = locale::find(kind.text_path()).map_or(kind.word(), |key| key.text(asking.language));
        let filters = [
            format!("filter[kind]=eq:{kind}"),
            "filter[status]=in:approved,running,over".to_owned(),
            format!("filter[from_on]=ge:{}", period.from),
            format!("filter[from_on]=le:{}", period.to),
        ];
        slice(label, value, "/leaves", &filters)
    };
    Ok(vec![Panel { key: "leaves_kind".into(), shape: PanelShape::Bars, slices: LeaveKind::ALL.iter().map(kind).collect() }])
}
