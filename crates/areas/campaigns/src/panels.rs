//! Campaigns of a period (DAY-13) by how far they are.

use crate::entity::{Column, Entity};
use crate::policy;
use contract::campaigns::CampaignStatus;
use contract::dashboard::{Panel, PanelShape};
use contract::permission::Permission;
use engines::Asking;
use engines::panels::{Period, by_word, grouped};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// For those who make campaigns and those who lead the company; to others they are dates in the calendar.
pub(crate) async fn panels(asking: &Asking<'_>, period: &Period) -> Reply<Vec<Panel>> {
    let concerns = asking.actor.may(Permission::CampaignEdit) || asking.actor.may(Permission::CustomerGrant);
    if !concerns || !asking.actor.may(Permission::CampaignRead) {
        return Ok(Vec::new());
    }
    let held = Entity::find()
        .filter(policy::visible(asking.actor))
        .filter(Column::StartsAt.gte(period.begins()))
        .filter(Column::StartsAt.lt(period.ends()));
    let statuses: Vec<(CampaignStatus, i64)> = grouped(asking.conn, held, Column::Status).await?;
    let when = period.filter("starts_at");
    let filters = |status| vec![format!("filter[status]=eq:{status}"), when.clone()];
    let slices = by_word(asking, CampaignStatus::ALL, CampaignStatus::text_path, &statuses, "/campaigns", filters);
    Ok(vec![Panel { key: "campaigns_status".into(), shape: PanelShape::Bars, slices }])
}
