//! The summary is archived as it was written (CMP-10): what the records say later does not change it, and a hash shows whether anybody did.

use super::entity::archive::{ActiveModel, Entity};
use super::figures::work_out;
use crate::entity::Model as Campaign;
use crate::queries::planned;
use contract::campaigns::CampaignSummary;
use contract::campaigns::outcomes::{CampaignArchive, FrozenSummary};
use platform::Reply;
use platform::db::Tx;
use platform::http::State;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

/// What the hashes are for.
const PURPOSE: &str = "campaign-archive";

/// Freezes a summary with the figures of the moment.
pub(crate) async fn freeze(tx: &mut Tx, campaign: &Campaign, summary: &CampaignSummary) -> Reply<()> {
    let figures = work_out(tx.conn(), tx.state(), campaign).await?.figures;
    let document = FrozenSummary { number: campaign.number.clone(), plan: planned(campaign), summary: summary.clone(), figures };
    let document = serde_json::to_string(&document)?;
    let hash = tx.state().keys.hash(PURPOSE, said(campaign.id, &document).as_bytes());
    let row = ActiveModel { id: Set(campaign.id), document: Set(document), hash: Set(hash), at: Set(tx.at()) };
    Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

fn said(campaign: Uuid, document: &str) -> String {
    format!("{campaign} {document}")
}

/// The frozen summary, where there is one.
pub(crate) async fn frozen(conn: &impl ConnectionTrait, state: &State, campaign: Uuid) -> Reply<Option<CampaignArchive>> {
    let Some(row) = Entity::find_by_id(campaign).one(conn).await? else { return Ok(None) };
    let intact = state.keys.is_hash(PURPOSE, said(campaign, &row.document).as_bytes(), &row.hash);
    Ok(Some(CampaignArchive { document: serde_json::from_str(&row.document)?, at: row.at, hash: row.hash, intact }))
}
