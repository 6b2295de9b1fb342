//! Published scores in the dashboard (DAY-13): who leads sees how the people within reach did, everybody their own months.

use crate::results::entity::{Column, Entity};
use contract::dashboard::{Panel, PanelShape, Slice};
use contract::kpi::Grade;
use contract::permission::kpi::Read;
use engines::Asking;
use engines::panels::slice;
use engines::people::Staff;
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Months of one's own that are shown.
const MONTHS: u64 = 6;

pub(crate) async fn panels(asking: &Asking<'_>) -> Reply<Vec<Panel>> {
    let mut panels: Vec<Panel> = by_grade(asking).await?.into_iter().collect();
    panels.extend(own(asking).await?);
    Ok(panels)
}

/// The newest month that is published, of everybody within reach; years are read elsewhere.
async fn by_grade(asking: &Asking<'_>) -> Reply<Option<Panel>> {
    let staff = Staff::load(asking.conn).await?;
    let scope = asking.actor.scope::<Read>();
    let others: Vec<Uuid> = staff.people().iter().filter(|it| scope.covers(it.id, it.unit_id)).map(|it| it.id).collect();
    if others.iter().all(|id| *id == asking.actor.id) {
        return Ok(None);
    }
    let months = Entity::find().filter(Column::Month.contains("-")).filter(Column::PersonId.is_in(others.iter().copied()));
    let Some(newest) = months.clone().order_by_desc(Column::Month).limit(1).one(asking.conn).await? else { return Ok(None) };
    let rows: Vec<Grade> =
        months.filter(Column::Month.eq(&newest.month)).select_only().column(Column::Grade).into_tuple().all(asking.conn).await?;
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for grade in &rows {
        *counts.entry(grade.word()).or_default() += 1;
    }
    let told = |grade: &Grade| -> Slice {
        let label = locale::find(grade.text_path()).map_or(grade.word(), |key| key.text(asking.language));
        let n = counts.get(grade.word()).copied().unwrap_or_default();
        slice(label, n, "/kpi", &[format!("month={}", newest.month), format!("grade={grade}")])
    };
    Ok(Some(Panel { key: "scores_grade".into(), shape: PanelShape::Bars, slices: Grade::ALL.iter().map(told).collect() }))
}

/// The asker's own points of the last months, each leading to its records.
async fn own(asking: &Asking<'_>) -> Reply<Option<Panel>> {
    let me = asking.actor.id;
    let mine = Entity::find().filter(Column::PersonId.eq(me)).filter(Column::Month.contains("-"));
    let mut rows = mine.order_by_desc(Column::Month).limit(MONTHS).all(asking.conn).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    rows.reverse();
    let month = |row: &crate::results::entity::Model| Slice {
        label: row.month.clone(),
        // A bar is a whole number; the page behind it has the tenths.
        value: (row.score_tenths + 5).div_euclid(10),
        link: format!("/kpi/{me}/{}", row.month),
    };
    Ok(Some(Panel { key: "scores_own".into(), shape: PanelShape::Line, slices: rows.iter().map(month).collect() }))
}
