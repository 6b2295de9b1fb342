//! New customers of a period (DAY-13): by tier, by week, and by person for those who lead others.

use super::entity::{Column, Entity};
use super::policy::reach;
use contract::customers::Tier;
use contract::dashboard::{Panel, PanelShape};
use contract::permission::{Permission, customer};
use engines::Asking;
use engines::panels::{Period, by_word, counted, grouped, slice};
use engines::people::Names;
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

const PATH: &str = "/customers";
/// People in one panel.
const MOST: usize = 10;

pub(crate) async fn panels(asking: &Asking<'_>, period: &Period) -> Reply<Vec<Panel>> {
    if !asking.actor.may(Permission::CustomerRead) {
        return Ok(Vec::new());
    }
    let new = Entity::find()
        .filter(reach::<customer::Read>(asking.actor))
        .filter(Column::CreatedAt.gte(period.begins()))
        .filter(Column::CreatedAt.lt(period.ends()));
    let when = period.filter("created_at");
    let tiers: Vec<(Tier, i64)> = grouped(asking.conn, new.clone(), Column::Tier).await?;
    let tiers = by_word(asking, Tier::ALL, Tier::text_path, &tiers, PATH, |tier| vec![format!("filter[tier]=eq:{tier}"), when.clone()]);
    // What has not begun is no fall to nothing.
    let weeks: Vec<Period> = period.weeks().into_iter().filter(|week| week.from <= asking.today).collect();
    let counts = counted(asking.conn, new.clone(), Column::CreatedAt, &weeks).await?;
    let week = |(week, n): (&Period, &i64)| slice(week.from.format("%m-%d").to_string(), *n, PATH, &[week.filter("created_at")]);
    let mut panels = vec![
        Panel { key: "new_customers_week".into(), shape: PanelShape::Line, slices: weeks.iter().zip(&counts).map(week).collect() },
        Panel { key: "new_customers_tier".into(), shape: PanelShape::Bars, slices: tiers },
    ];
    // Who leads others compares them; for oneself there is nothing to compare.
    if asking.actor.may(Permission::CustomerReview) || asking.actor.may(Permission::CustomerGrant) {
        let mut owners: Vec<(Uuid, i64)> = grouped(asking.conn, new.filter(Column::OwnerId.is_not_null()), Column::OwnerId).await?;
        owners.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
        owners.truncate(MOST);
        let names = Names::load(asking.conn, owners.iter().map(|(id, _)| *id)).await?;
        let owner = |(id, n): &(Uuid, i64)| slice(names.of(*id).name, *n, PATH, &[format!("filter[owner]=eq:{id}"), when.clone()]);
        panels.push(Panel { key: "new_customers_owner".into(), shape: PanelShape::Bars, slices: owners.iter().map(owner).collect() });
    }
    Ok(panels)
}
