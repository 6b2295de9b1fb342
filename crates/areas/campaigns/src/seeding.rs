//! What the demo company does with campaigns: the same commands as over HTTP.

use crate::{commands, preparation, queries, run_sheet, templates};
use contract::campaigns::preparation::{PreparationAct, PreparationActKind};
use contract::campaigns::run_sheet::RunItemKind;
use contract::campaigns::{CampaignAct, CampaignPlan};
use contract::values::Subject;
use engines::Asking;
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

/// Lays out the checklist of a campaign from the template of its form, where there is one.
///
/// # Errors
/// Where the database fails.
pub async fn lay_out(tx: &mut Tx, id: Uuid) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let campaign = queries::visible(tx.conn(), &actor, id).await?;
    match templates::for_form(tx.conn(), campaign.form).await? {
        Some(template) => preparation::lay_out(tx, id, template).await,
        None => Ok(()),
    }
}

/// Completes the first `most` things of a checklist by due day.
///
/// # Errors
/// As over HTTP.
pub async fn prepare(tx: &mut Tx, id: Uuid, most: usize) -> Reply<()> {
    for (item, seen) in preparation::ids(tx.conn(), id).await?.into_iter().take(most) {
        preparation::act(tx, item, seen, &PreparationAct { act: PreparationActKind::Complete, note: String::new() }).await?;
    }
    Ok(())
}

/// What of a checklist has to be shown by a file, by due day.
///
/// # Errors
/// Where the database fails.
pub async fn in_need_of_evidence(asking: &Asking<'_>, id: Uuid) -> Reply<Vec<Subject>> {
    preparation::in_need_of_evidence(asking, id).await
}

/// Plans the day of a campaign.
///
/// # Errors
/// As over HTTP.
pub async fn plan_day(tx: &mut Tx, id: Uuid) -> Reply<()> {
    run_sheet::seeding::plan(tx, id).await
}

/// Finishes what is planned of one kind on the day of a campaign.
///
/// # Errors
/// As over HTTP.
pub async fn run_day(tx: &mut Tx, id: Uuid, kind: RunItemKind) -> Reply<()> {
    run_sheet::seeding::finish(tx, id, kind).await
}
