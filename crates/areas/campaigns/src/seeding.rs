//! What the demo company does with campaigns: the same commands as over HTTP.

use crate::commands;
use contract::campaigns::{CampaignAct, CampaignPlan};
use platform::Reply;
use platform::db::Tx;
use uuid::Uuid;

/// Drafts a campaign as the writing person.
///
/// # Errors
/// Where the database fails.
pub async fn draft(tx: &mut Tx, plan: &CampaignPlan) -> Reply<Uuid> {
    Ok(commands::draft(tx, plan).await?.id)
}

/// Takes a campaign one step on, whatever its version.
///
/// # Errors
/// As the state machine says.
pub async fn act(tx: &mut Tx, id: Uuid, act: &CampaignAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let seen = crate::queries::visible(tx.conn(), &actor, id).await?.version;
    commands::transition(tx, id, seen, act).await?;
    Ok(())
}
