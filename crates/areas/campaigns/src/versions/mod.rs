//! What was put to the signers, each time (CMP-02). A revision says what changed since (CMP-03), to the signers too.

mod entity;
mod http;
mod rules;

pub use http::routes;

use crate::entity::Model as Campaign;
use crate::queries::planned;
use contract::campaigns::CampaignPlanned;
use contract::campaigns::versions::{CampaignVersion, CampaignVersions};
use engines::people::Names;
use entity::{ActiveModel, Column, Entity, Model};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Versions that are shown.
const MOST: u64 = 50;

/// Keeps a plan as it was submitted.
pub(crate) async fn keep(tx: &mut Tx, campaign: &Campaign, approval: Uuid) -> Reply<()> {
    let number = newest(tx.conn(), campaign.id).await?.map_or(1, |row| row.number + 1);
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        campaign_id: Set(campaign.id),
        number: Set(number),
        plan: Set(serde_json::to_string(&planned(campaign))?),
        person_id: Set(tx.actor()?.id),
        approval_id: Set(Some(approval)),
        at: Set(tx.at()),
    };
    Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

async fn newest(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Option<Model>> {
    Ok(Entity::find().filter(Column::CampaignId.eq(campaign)).order_by_desc(Column::Number).one(conn).await?)
}

/// The plan that was submitted last; `None` before the first time.
pub(crate) async fn submitted(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Option<CampaignPlanned>> {
    newest(conn, campaign).await?.map(|row| Ok(serde_json::from_str(&row.plan)?)).transpose()
}

/// All of them, the newest first, before them the plan as it is now.
async fn all(conn: &impl ConnectionTrait, campaign: &Campaign) -> Reply<CampaignVersions> {
    let rows = Entity::find().filter(Column::CampaignId.eq(campaign.id)).order_by_desc(Column::Number).limit(MOST).all(conn).await?;
    let names = Names::load(conn, rows.iter().map(|row| row.person_id).chain([campaign.owner_id])).await?;
    let plans = rows.iter().map(|row| Ok(serde_json::from_str(&row.plan)?)).collect::<Reply<Vec<CampaignPlanned>>>()?;
    let now = planned(campaign);
    let mut items = vec![CampaignVersion {
        number: None,
        changed: plans.first().map_or_else(Vec::new, |before| rules::changed(before, &now)),
        plan: now,
        person: names.of(campaign.owner_id),
        at: campaign.updated_at,
        approval_id: None,
    }];
    for (at, row) in rows.iter().enumerate() {
        let Some(plan) = plans.get(at).cloned() else { continue };
        items.push(CampaignVersion {
            number: u32::try_from(row.number).ok(),
            changed: plans.get(at + 1).map_or_else(Vec::new, |before| rules::changed(before, &plan)),
            plan,
            person: names.of(row.person_id),
            at: row.at,
            approval_id: row.approval_id,
        });
    }
    Ok(CampaignVersions { items })
}
